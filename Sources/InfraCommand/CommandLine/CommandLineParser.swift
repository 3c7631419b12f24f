import InfraModel

/// Turns the words of a command line into an invocation. Unknown words get the nearest known one.
struct CommandLineParser {
  let commands: [CommandSyntax]

  /// A wrong command line; ends the program with 64.
  struct Failure: Error {
    let diagnostic: Diagnostic
  }

  func parse(_ words: [String], _ runtime: Runtime) throws(Failure) -> Invocation {
    let syntax = try command(words)
    var rest = words.dropFirst(syntax.words.count)
    var arguments: [String] = []
    var flags: [String: [String]] = [:]
    var flagsEnded = false
    while let word = rest.popFirst() {
      if flagsEnded || !word.hasPrefix("-") || word == "-" {
        arguments.append(word)
      } else if word == "--" {
        flagsEnded = true
      } else {
        try read(word, &rest, syntax, &flags)
      }
    }
    try check(arguments, syntax)
    return Invocation(syntax: syntax, arguments: arguments, flags: flags, runtime: runtime)
  }

  private func command(_ words: [String]) throws(Failure) -> CommandSyntax {
    let matching = commands.filter { words.starts(with: $0.words) }
    if let longest = matching.max(by: { $0.words.count < $1.words.count }) { return longest }
    let first = words.first ?? ""
    let group = commands.filter { $0.words.count > 1 && $0.words[0] == first }
    if !group.isEmpty {
      let second = words.dropFirst().first
      let names = group.map { $0.words[1] }
      throw failure(
        second.map { "\"infra \(first)\" has no command \"\($0)\"." }
          ?? "\"infra \(first)\" needs a command of its own.",
        guess: second.flatMap { nearest(to: $0, in: names) },
        hint: "its commands are: \(names.joined(separator: ", "))", command: "infra help")
    }
    throw failure(
      "There is no command \"\(first)\".", guess: nearest(to: first, in: commands.map(\.words[0])),
      hint: nil, command: "infra help")
  }

  private func read(
    _ word: String, _ rest: inout ArraySlice<String>, _ syntax: CommandSyntax,
    _ flags: inout [String: [String]]
  ) throws(Failure) {
    let isLong = word.hasPrefix("--")
    let body = word.drop { $0 == "-" }
    let name = String(body.prefix { $0 != "=" })
    guard isLong, let flag = syntax.flags.first(where: { $0.name == name }) else {
      throw failure(
        "\"infra \(syntax.name)\" has no flag \"\(word)\".",
        guess: nearest(to: name, in: syntax.flags.map(\.name)).map { "--\($0)" },
        hint: nil, command: "infra help \(syntax.name)")
    }
    let attached = body.contains("=") ? String(body.drop { $0 != "=" }.dropFirst()) : nil
    if flag.takes == .nothing {
      if attached != nil {
        throw failure(
          "--\(name) takes no value.", guess: nil, hint: nil,
          command: "infra help \(syntax.name)")
      }
      flags[name] = []
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      throw failure(
        "--\(name) needs a value: \(flag.usage).", guess: nil, hint: nil,
        command: "infra help \(syntax.name)")
    }
    flags[name, default: []].append(value)
  }

  private func check(_ arguments: [String], _ syntax: CommandSyntax) throws(Failure) {
    let needed = syntax.arguments.filter { !$0.isOptional }.count
    if arguments.count < needed {
      let missing = syntax.arguments[arguments.count].name
      throw failure(
        "\"infra \(syntax.name)\" needs \(missing).", guess: nil, hint: nil,
        command: syntax.usage)
    }
    if arguments.count > syntax.arguments.count, syntax.arguments.last?.isRepeated != true {
      let extra = arguments[syntax.arguments.count]
      throw failure(
        "\"infra \(syntax.name)\" takes no argument \"\(extra)\".", guess: nil, hint: nil,
        command: syntax.usage)
    }
  }

  private func failure(_ detail: String, guess: String?, hint: String?, command: String)
    -> Failure
  {
    var hints = guess.map { ["did you mean \"\($0)\"?"] } ?? []
    if let hint { hints.append(hint) }
    return Failure(
      diagnostic: Diagnostic("Wrong command line", detail, hints: hints, commands: [command]))
  }
}
