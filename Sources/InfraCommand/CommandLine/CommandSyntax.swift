import InfraModel

/// One command: its words, its arguments, its flags, and what it runs.
struct CommandSyntax: Sendable {
  /// One argument.
  struct Argument: Sendable {
    /// What completions offer for it.
    enum Kind: Sendable { case environment, address, word([String]) }

    let name: String
    let kind: Kind
    let isOptional: Bool
    /// Whether it may be given several times; only the last one may be.
    let isRepeated: Bool

    init(
      _ name: String, _ kind: Kind, optional isOptional: Bool = false,
      repeated isRepeated: Bool = false
    ) {
      self.isRepeated = isRepeated
      self.name = name
      self.kind = kind
      self.isOptional = isOptional
    }
  }

  let words: [String]
  let summary: String
  let arguments: [Argument]
  let flags: [Flag]
  let run: @Sendable (Invocation) async throws(Diagnostics) -> ExitCode

  init(
    _ words: String, _ summary: String, arguments: [Argument] = [], flags: [Flag] = [],
    run: @escaping @Sendable (Invocation) async throws(Diagnostics) -> ExitCode
  ) {
    self.words = words.split(separator: " ").map(String.init)
    self.summary = summary
    self.arguments = arguments
    self.flags = flags + (Self.needsState(words, arguments) ? [.state] : []) + [.project, .noColor]
    self.run = run
  }

  /// Whether it reads or changes the state of an environment.
  private static func needsState(_ words: String, _ arguments: [Argument]) -> Bool {
    let isOfEnvironment = arguments.contains { argument in
      if case .environment = argument.kind { true } else { false }
    }
    return words == "environments" || isOfEnvironment && !["validate", "graph"].contains(words)
  }

  var name: String { words.joined(separator: " ") }

  /// As help shows it: `infra plan ENVIRONMENT [flags]`.
  var usage: String {
    let places = arguments.map { argument in
      let name = argument.isRepeated ? "\(argument.name) …" : argument.name
      return argument.isOptional ? "[\(name)]" : name
    }
    return (["infra"] + words + places).joined(separator: " ")
  }
}

extension CommandSyntax.Argument {
  static let environment = Self("ENVIRONMENT", .environment)
}

/// A command line after parsing, and the world that its command runs in.
struct Invocation: Sendable {
  let syntax: CommandSyntax
  let arguments: [String]
  let flags: [String: [String]]
  let runtime: Runtime

  /// Whether a flag was given.
  func has(_ flag: Flag) -> Bool { flags[flag.name] != nil }

  /// The value of a flag that takes one; the last one given holds.
  func value(_ flag: Flag) -> String? { flags[flag.name]?.last }

  /// All values of a flag that takes many.
  func values(_ flag: Flag) -> [String] { flags[flag.name] ?? [] }

  /// An argument by its place, if it was given.
  func argument(_ index: Int) -> String? { index < arguments.count ? arguments[index] : nil }

  /// The same command line in another world.
  func running(in world: Runtime) -> Invocation {
    Invocation(syntax: syntax, arguments: arguments, flags: flags, runtime: world)
  }

  /// The command as it was typed, with the values of variables left out: they may be secrets.
  var text: String {
    var words = ["infra"] + syntax.words + arguments
    for (name, values) in flags.sorted(by: { $0.key < $1.key }) {
      if values.isEmpty { words.append("--\(name)") }
      for value in values {
        words.append("--\(name)")
        words.append(name == Flag.set.name ? String(value.prefix { $0 != "=" }) + "=…" : value)
      }
    }
    return words.joined(separator: " ")
  }
}
