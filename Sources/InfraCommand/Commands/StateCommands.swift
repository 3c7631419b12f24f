import InfraModel
import InfraState

/// `infra state list` and `infra state show`: what the state says.
enum StateCommands {
  static let list = CommandSyntax(
    "state list", "List the addresses in the state.", arguments: [.environment], flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    try await workspace.checkExists(invocation.arguments[0])
    let state = try await workspace.state(invocation.arguments[0])
    let terminal = invocation.runtime.terminal
    if invocation.has(.json) {
      let addresses = state.resources.map { Datum.string($0.address.text) }
      terminal.print(JSONWriter.text(.list(addresses)) + "\n")
    } else {
      terminal.print(state.resources.map { $0.address.text + "\n" }.joined())
    }
    return .done
  }

  static let show = CommandSyntax(
    "state show", "Show what the state says of one resource.",
    arguments: [.environment, .init("ADDRESS", .address)], flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    try await workspace.checkExists(invocation.arguments[0])
    let state = try await workspace.state(invocation.arguments[0])
    let text = invocation.arguments[1]
    guard let address = Address(parsing: text), let resource = state[address] else {
      throw Diagnostic.unknownAddress(text, in: state).alone
    }
    let terminal = invocation.runtime.terminal
    let isJSON = invocation.has(.json)
    terminal.print(
      JSONWriter.text(value(of: resource), symbols: .marked, isIndented: !isJSON) + "\n")
    return .done
  }

  private static func value(of resource: ResourceState) -> Datum {
    [
      "address": .string(resource.address.text), "provider": .string(resource.provider),
      "instance": .string(resource.instance.text), "status": .string(resource.status.rawValue),
      "arguments": .object(resource.arguments), "attributes": .object(resource.attributes),
      "dependencies": .list(resource.dependencies.map { .string($0.text) }),
      "protected": .bool(resource.isProtected), "retained": .bool(resource.isRetained),
    ]
  }
}
