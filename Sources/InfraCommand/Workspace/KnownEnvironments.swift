import InfraModel

extension Workspace {
  /// Makes sure that an environment has a state or a declaration: a mistyped name must not be told
  /// that there is nothing.
  func checkExists(_ name: String) async throws(Diagnostics) {
    let states = try await stateNames(beside: name)
    if states.contains(name) { return }
    do throws(Diagnostic) { _ = try runtime.catalogue.environment(named: name, .init()) } catch {
      if runtime.catalogue.entries.isEmpty { throw Self.unknown(name, states).alone }
      var problem = error
      if let guess = nearest(to: name, in: states), problem.hints.count < 2 {
        problem.hints.insert("did you mean \"\(guess)\"?", at: 0)
      }
      throw problem.alone
    }
  }

  /// Makes sure that an environment has a state, as what changes nothing else needs one.
  func checkHasState(_ name: String) async throws(Diagnostics) {
    if try await stateNames(beside: name).contains(name) { return }
    try await checkExists(name)
    throw Diagnostic(
      "No state", "\(name) has no state: it was never applied, or the state's folder is gone.",
      hints: ["if its objects are there, put the state together from what bears its labels"],
      commands: ["infra state rebuild \(name)"]
    ).alone
  }

  /// The environments that have a state where this one has its own.
  private func stateNames(beside name: String) async throws(Diagnostics) -> [String] {
    let store = try store(of: name)
    do throws(Diagnostic) { return try await store.environments() } catch {
      throw error.alone
    }
  }

  private static func unknown(_ name: String, _ states: [String]) -> Diagnostic {
    let guess = nearest(to: name, in: states).map { ["did you mean \"\($0)\"?"] } ?? []
    return Diagnostic(
      "Unknown environment", "There is no state of an environment \"\(name)\".",
      hints: guess + [
        states.isEmpty
          ? "there is no state at all" : "these have one: \(states.joined(separator: ", "))"
      ], commands: ["infra state rebuild \(name)"])
  }
}
