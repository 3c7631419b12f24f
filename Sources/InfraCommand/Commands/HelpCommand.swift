import InfraModel

/// `infra help` and `infra completions`: made of the table of commands.
enum HelpCommand {
  static let syntax = CommandSyntax(
    "help", "Tell what infra can do, or more of one command.",
    arguments: [
      .init("COMMAND", .word([]), optional: true), .init("PART", .word([]), optional: true),
    ]
  ) { invocation async throws(Diagnostics) in
    let commands = invocation.runtime.program.commands
    let help = Help(commands: commands, program: invocation.runtime.program.name)
    let terminal = invocation.runtime.terminal
    if invocation.arguments.isEmpty {
      terminal.print(help.overview)
      return .done
    }
    let matching = commands.filter { $0.words.starts(with: invocation.arguments) }
    guard !matching.isEmpty else {
      let word = invocation.arguments.joined(separator: " ")
      let guess = nearest(to: word, in: commands.map(\.name)).map { ["did you mean \"\($0)\"?"] }
      throw Diagnostic(
        "Wrong command line", "There is no command \"\(word)\".", hints: guess ?? [],
        commands: ["infra help"]
      ).alone
    }
    terminal.print(matching.map(help.text).joined(separator: "\n"))
    return .done
  }
}

/// `infra completions`.
enum CompletionsCommand {
  static let syntax = CommandSyntax(
    "completions", "Print completions for a shell: bash, zsh or fish.",
    arguments: [.init("SHELL", .word(["bash", "zsh", "fish"]))]
  ) { invocation async throws(Diagnostics) in
    let completions = Completions(
      commands: invocation.runtime.program.commands, program: invocation.runtime.program.name,
      environments: invocation.runtime.catalogue.entries.map(\.name))
    guard let script = completions.script(for: invocation.arguments[0]) else {
      throw Diagnostic(
        "Wrong command line", "There are no completions for \"\(invocation.arguments[0])\".",
        hints: ["the shells are bash, zsh and fish"]
      ).alone
    }
    invocation.runtime.terminal.print(script)
    return .done
  }
}
