/// Shell completions, made of the table of commands.
struct Completions {
  let commands: [CommandSyntax]
  var program = "infra"
  let environments: [String]

  /// The script for a shell; nothing for one that is not known.
  func script(for shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": "autoload -U +X bashcompinit && bashcompinit\n" + bash
    case "fish": fish
    default: nil
    }
  }

  private var firstWords: [String] {
    var seen: Set<String> = []
    return commands.map(\.words[0]).filter { seen.insert($0).inserted }
  }

  private var bash: String {
    var cases = ""
    for command in commands {
      var offers = command.flags.map { "--\($0.name)" }
      for argument in command.arguments { offers += words(of: argument.kind) }
      cases += "    \"\(command.name)\"*) offers='\(offers.joined(separator: " "))' ;;\n"
    }
    let groups = Dictionary(grouping: commands.filter { $0.words.count > 1 }, by: \.words[0])
    for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
      let seconds = members.map { $0.words[1] }.joined(separator: " ")
      cases += "    \"\(group)\"*) offers='\(seconds)' ;;\n"
    }
    return """
      _infra() {
        local current="${COMP_WORDS[COMP_CWORD]}" offers=''
        local line="${COMP_WORDS[*]:1:COMP_CWORD-1}"
        case "$line" in
          '') offers='\(firstWords.joined(separator: " "))' ;;
      \(cases.dropLast())
        esac
        COMPREPLY=($(compgen -W "$offers" -- "$current"))
      }
      complete -F _infra \(program)

      """
  }

  private var fish: String {
    var lines = ["complete -c \(program) -f"]
    for word in firstWords {
      let summary = commands.first { $0.words == [word] }?.summary ?? "commands of \(word)"
      lines.append(
        "complete -c \(program) -n __fish_use_subcommand -a \(word) -d '\(escaped(summary))'")
    }
    for command in commands {
      let seen = "-n '__fish_seen_subcommand_from \(command.words.joined(separator: " "))'"
      for flag in command.flags {
        let value = flag.takes == .nothing ? "" : " -r"
        lines.append(
          "complete -c \(program) \(seen) -l \(flag.name)\(value) -d '\(escaped(flag.summary))'")
      }
      let offers = command.arguments.flatMap { words(of: $0.kind) }
      if !offers.isEmpty {
        lines.append("complete -c \(program) \(seen) -a '\(offers.joined(separator: " "))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(of kind: CommandSyntax.Argument.Kind) -> [String] {
    switch kind {
    case .environment: environments.filter { !$0.contains("<") }
    case .word(let words): words
    case .address: []
    }
  }

  private func escaped(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
  }
}
