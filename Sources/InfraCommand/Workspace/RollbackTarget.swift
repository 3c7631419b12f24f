import InfraModel
import InfraState

/// Where a failed apply goes back to: the last revision that ended well.
struct RollbackTarget: Sendable {
  /// The revision's number; nothing where none ever ended well: then there was nothing.
  let number: Int?
  /// The state as that revision left it.
  let state: Snapshot

  /// Finds it in the history; an error says why it cannot be put together.
  static func find(_ environment: String, _ workspace: Workspace) async throws(Diagnostics)
    -> RollbackTarget
  {
    let history = try await workspace.history(environment)
    let prior = try await workspace.state(environment)
    guard let last = history.revisions.last(where: { $0.result == "done" }) else {
      var nothing = Snapshot.empty(environment)
      nothing.providers = prior.providers
      return RollbackTarget(number: nil, state: nothing)
    }
    // The state itself, where nothing came after that revision: it needs no history.
    if prior.serial == last.number { return RollbackTarget(number: last.number, state: prior) }
    if let state = history.state(at: last.number, of: environment) {
      return RollbackTarget(number: last.number, state: state)
    }
    throw Diagnostic(
      "History is not whole",
      "The history of \(environment) does not reach back to its beginning, so that there is no "
        + "revision \(last.number) to go back to after a failure.",
      hints: [
        "if the history is committed, bring it back, else apply without --on-failure rollback:"
      ],
      commands: [
        try workspace.store(of: environment).isShared
          ? "infra state check \(environment)" : "git checkout -- state/\(environment).history"
      ]
    ).alone
  }

  /// What it is called.
  var words: String { number.map { "revision \($0)" } ?? "before the first revision" }

  /// The command that goes back to it.
  func command(_ environment: String) -> String {
    number.map { "infra rollback \(environment) --to \($0)" } ?? "infra destroy \(environment)"
  }
}
