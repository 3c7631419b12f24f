import InfraModel

/// `infra destroy`: takes an environment away. It works from the state alone.
enum DestroyCommand {
  static let syntax = CommandSyntax(
    "destroy", "Take an environment away, but for what is retained; needs the state alone.",
    arguments: [.environment],
    flags: [.target, .exclude, .noRefresh, .plan, .yes, .json, .host, .parallelism]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await checkExists(name, workspace)
    var request = PlanRequest(name, invocation, isDestroy: true)
    request.isRefreshed = !invocation.has(.noRefresh)
    let (plan, run) = try await PlanCommand.make(workspace, request)
    return try await Applying(invocation, workspace).carryOut(plan, run)
  }

  /// A mistyped name must not be told "nothing to destroy".
  static func checkExists(_ name: String, _ workspace: Workspace)
    async throws(Diagnostics)
  {
    let states: [String]
    do throws(Diagnostic) { states = try await workspace.store.environments() } catch {
      throw error.alone
    }
    if states.contains(name) { return }
    do throws(Diagnostic) {
      _ = try workspace.runtime.catalogue.environment(named: name, .init())
    } catch {
      var problem = error
      if let guess = nearest(to: name, in: states), problem.hints.count < 2 {
        problem.hints.insert("did you mean \"\(guess)\"?", at: 0)
      }
      throw problem.alone
    }
  }
}
