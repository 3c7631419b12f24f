import InfraModel

/// `infra output`: the outputs of the last apply.
enum OutputCommand {
  static let syntax = CommandSyntax(
    "output", "Print the outputs of the last apply, or one of them.",
    arguments: [.environment, .init("NAME", .address, optional: true)], flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let environment = invocation.arguments[0]
    try await workspace.checkExists(environment)
    let outputs = try await workspace.state(environment).outputs
    let terminal = invocation.runtime.terminal
    guard let name = invocation.argument(1) else {
      terminal.print(
        invocation.has(.json)
          ? JSONWriter.text(.object(outputs)) + "\n" : OutputText.lines(outputs))
      return .done
    }
    guard let value = outputs[name] else {
      let guess = nearest(to: name, in: outputs.keys).map { ["did you mean \"\($0)\"?"] } ?? []
      throw Diagnostic(
        "Unknown output", "\(environment) has no output \"\(name)\".",
        hints: guess + (outputs.isEmpty ? ["it was not applied yet"] : [])
      ).alone
    }
    let text = invocation.has(.json) ? nil : value.string
    terminal.print((text ?? JSONWriter.text(value)) + "\n")
    return .done
  }
}
