import InfraModel

/// `infra destroy`: takes an environment away. It works from the state alone.
enum DestroyCommand {
  static let syntax = CommandSyntax(
    "destroy", "Take an environment away, but for what is retained; needs the state alone.",
    arguments: [.environment],
    flags: [.target, .exclude, .noRefresh, .plan, .yes, .json, .host, .parallelism, .lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.awaitOthers(name, command: invocation.text)
    try await workspace.checkExists(name)
    var request = PlanRequest(name, invocation, isDestroy: true)
    try await LostChanges.settle(name, invocation, workspace)
    request.isRefreshed = !invocation.has(.noRefresh)
    let (plan, run) = try await PlanCommand.make(workspace, request)
    return try await Applying(invocation, workspace).carryOut(plan, run)
  }
}
