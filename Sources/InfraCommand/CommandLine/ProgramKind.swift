import InfraModel

/// A program made of the commands: its name and which of them it has.
struct ProgramKind: Sendable {
  let name: String
  let commands: [CommandSyntax]

  /// A problem with those commands under this program's name that it has.
  func named(_ problem: Diagnostic) -> Diagnostic {
    var problem = problem
    problem.commands = problem.commands.map(named)
    return problem
  }

  private func named(_ command: String) -> String {
    let words = command.split(separator: " ").map(String.init)
    guard name != "infra", words.first == "infra",
      commands.contains(where: { words.dropFirst().starts(with: $0.words) })
    else { return command }
    return name + command.dropFirst("infra".count)
  }
}
