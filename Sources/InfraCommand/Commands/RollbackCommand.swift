import InfraModel
import InfraState

/// `infra rollback`: back to what a revision was, as an ordinary plan, from recorded state alone.
enum RollbackCommand {
  private static let to = Flag("to", .one("REVISION"), "The revision to go back to.")

  static let syntax = CommandSyntax(
    "rollback", "Go back to a revision, from recorded state alone; needs no old source.",
    arguments: [.environment],
    flags: [to, .noRefresh, .onFailure, .plan, .yes, .json, .host, .parallelism, .lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.awaitOthers(name, command: invocation.text)
    try await workspace.checkExists(name)
    guard let number = invocation.value(to) else {
      throw Diagnostic(
        "Wrong command line", "\"infra rollback\" needs --to REVISION.",
        commands: ["infra history \(name)"]
      ).alone
    }
    try await LostChanges.settle(name, invocation, workspace)
    let target = try await state(at: number, of: name, workspace)
    var request = PlanRequest(name, invocation)
    request.isRefreshed = !invocation.has(.noRefresh)
    let run = PlanRun(workspace, request, recorded: target, isRestoring: true)
    let prior = try await workspace.state(name)
    let plan = try run.plan(
      from: prior, salt: prior.salt, observed: try await run.observe(prior))
    return try await Applying(invocation, workspace).carryOut(plan, run)
  }

  /// The state as a revision left it. One that did not end well is no place to go back to.
  private static func state(at number: String, of name: String, _ workspace: Workspace)
    async throws(Diagnostics) -> Snapshot
  {
    let revision = try await workspace.revision(number, of: name)
    let history = try await workspace.history(name)
    guard revision.result == "done" else {
      let good = history.revisions.filter { $0.result == "done" }.map { "\($0.number)" }
      throw Diagnostic(
        "Revision did not end well",
        "Revision \(number) of \(name) ended as \(revision.result): it left no whole state.",
        hints: [
          good.isEmpty ? "no revision ended well" : "these did: \(good.joined(separator: ", "))"
        ], commands: ["infra history \(name)"]
      ).alone
    }
    if let state = history.state(at: revision.number, of: name) { return state }
    throw Diagnostic(
      "History is not whole",
      "The history of \(name) does not reach back to its beginning, so that revision \(number) "
        + "cannot be put together.",
      hints: ["if the history is committed, bring it back:"],
      commands: [
        try workspace.store(of: name).isShared
          ? "infra state check \(name)" : "git checkout -- state/\(name).history"
      ]
    ).alone
  }
}
