import InfraModel

/// `infra validate`: reads the declarations and says what is wrong with them, all at once.
enum ValidateCommand {
  static let syntax = CommandSyntax(
    "validate", "Check the declarations of an environment.", arguments: [.environment],
    flags: [.set]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let lowered = try workspace.lower(invocation.arguments[0], invocation.values(.set))
    let terminal = invocation.runtime.terminal
    terminal.tell(lowered.diagnostics.items, root: workspace.project.folder)
    terminal.say(
      "\(invocation.arguments[0]) is valid: \(lowered.desired.resources.count) resources.\n")
    return .done
  }
}
