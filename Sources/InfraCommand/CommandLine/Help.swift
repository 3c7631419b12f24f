import InfraModel

/// Help, made of the table of commands.
struct Help {
  let commands: [CommandSyntax]
  var program = "infra"

  /// All commands, a line each.
  var overview: String {
    let width = commands.map(\.name.count).max() ?? 0
    var lines = [
      program == "infra"
        ? "infra: infrastructure as typed Swift"
        : "\(program): what works from state alone, for when the declarations cannot be read", "",
      "Usage: \(program) COMMAND [ARGUMENT …] [--flag …]", "", "Commands:",
    ]
    for command in commands {
      lines.append("  \(command.name.padded(to: width))  \(command.summary)")
    }
    lines += [
      "", "\(program) help COMMAND tells more of one.",
      "Exit codes: 0 done, 1 failed, 2 changes pending, 64 wrong command line, 130 interrupted.",
      "",
    ]
    return lines.joined(separator: "\n")
  }

  /// One command: usage and flags.
  func text(of command: CommandSyntax) -> String {
    let width = command.flags.map(\.usage.count).max() ?? 0
    var lines = [
      command.summary, "", "Usage: \(program)\(command.usage.dropFirst(5)) [--flag …]", "",
      "Flags:",
    ]
    for flag in command.flags {
      lines.append("  \(flag.usage.padded(to: width))  \(flag.summary)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
