import InfraModel
import InfraPlanning

/// `infra drift`: how what is there differs from what was applied last. It works from the state
/// alone and reports only what was declared.
enum DriftCommand {
  private static let heal = Flag("heal", "Bring back what was applied.")

  static let syntax = CommandSyntax(
    "drift", "Show how what is there differs from what was applied; ends with 2 if it does.",
    arguments: [.environment],
    flags: [heal, .yes, .json, .markdown, .target, .exclude, .host, .parallelism, .lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    if invocation.has(heal) { try await workspace.awaitOthers(name, command: invocation.text) }
    try await workspace.checkExists(name)
    var request = PlanRequest(name, invocation)
    request.isRefreshed = true
    if invocation.has(heal) { try await LostChanges.settle(name, invocation, workspace) }
    let prior = try await workspace.state(name)
    let run = PlanRun(workspace, request, recorded: prior)
    let plan = try run.plan(
      from: prior, salt: prior.salt, observed: try await run.observe(prior))
    if invocation.has(heal) { return try await Applying(invocation, workspace).carryOut(plan, run) }
    if plan.isEmpty, !invocation.has(.json), !invocation.has(.markdown) {
      invocation.runtime.terminal.print(
        "No drift. \(name) is as it was applied (state serial \(prior.serial)).\n")
      return .done
    }
    PlanOutput(invocation, root: workspace.project.folder).print(plan)
    return plan.isEmpty ? .done : .changesPending
  }
}
