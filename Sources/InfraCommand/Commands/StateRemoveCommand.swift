import InfraModel
import InfraState

/// `infra state rm`, also `infra state forget`: entries leave the state, their objects live on.
enum StateRemoveCommand {
  static let syntax = make("state rm")
  static let forget = make("state forget")

  private static func make(_ words: String) -> CommandSyntax {
    CommandSyntax(
      words, "Take resources out of the state; their objects live on, unmanaged.",
      arguments: [.environment, .init("ADDRESS", .address, repeated: true)],
      flags: [.yes, .lockTimeout]
    ) { invocation async throws(Diagnostics) in
      try await run(invocation)
    }
  }

  private static func run(_ invocation: Invocation) async throws(Diagnostics) -> ExitCode {
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.checkHasState(name)
    let texts = Array(invocation.arguments.dropFirst())
    let state = try await workspace.state(name)
    let shown = try resources(texts, in: state)
    let terminal = invocation.runtime.terminal
    for resource in shown {
      let id = resource.attributes["id"]?.string.map { ", object \($0)" } ?? ""
      terminal.say("  \(resource.address)\(id)\n")
      let users = state.resources.filter { $0.dependencies.contains(resource.address) }
        .map(\.address.text)
      if !users.isEmpty { terminal.say("    needed by \(users.joined(separator: ", "))\n") }
    }
    terminal.say(
      "They leave the state of \(name); their objects live on, and no plan deletes them. What is "
        + "declared there is planned anew; \"infra import\" takes an object back.\n")
    try invocation.confirm("Take them out of the state?")
    let serial = try await StateEdit(invocation, workspace).record { state throws(Diagnostics) in
      try resources(texts, in: state).map { ($0.address, .forgotten) }
    }
    for resource in shown { terminal.print("\(resource.address)\n") }
    terminal.say("Taken out of the state of \(name), serial \(serial).\n")
    return .done
  }

  /// The resources of all addresses; throws every address that is unknown.
  private static func resources(_ texts: [String], in state: Snapshot) throws(Diagnostics)
    -> [ResourceState]
  {
    var found: [ResourceState] = []
    var problems: [Diagnostic] = []
    for text in texts {
      if let address = Address(parsing: text), let resource = state[address] {
        if !found.contains(where: { $0.address == address }) { found.append(resource) }
      } else {
        problems.append(.unknownAddress(text, in: state))
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return found
  }
}
