import InfraModel

/// `infra import`: takes an object that exists already over, as the one that is declared.
enum ImportCommand {
  static let syntax = CommandSyntax(
    "import", "Take an existing object over as a declared resource, after showing the plan.",
    arguments: [.environment, .init("ADDRESS", .address), .init("ID", .word([]))],
    flags: [.set, .plan, .yes, .json, .host, .parallelism]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    var request = PlanRequest(invocation.arguments[0], invocation)
    let text = invocation.arguments[1]
    guard let address = Address(parsing: text) else {
      throw Diagnostic(
        "Wrong command line", "\"\(text)\" is no address, as module/type.key is one."
      ).alone
    }
    request.imported = .init(address: address, id: invocation.arguments[2])
    request.options.targets = [text]
    request.isRefreshed = true
    let (plan, run) = try await PlanCommand.make(workspace, request)
    return try await Applying(invocation, workspace).carryOut(plan, run)
  }
}
