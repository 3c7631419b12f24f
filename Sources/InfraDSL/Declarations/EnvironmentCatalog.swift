import InfraModel

/// All environments of a project, by name or pattern.
public struct EnvironmentCatalog: Sendable {
  /// One environment or one family of them.
  public struct Entry: Sendable {
    /// The name, or the pattern as `preview-<number>`.
    public let name: String
    /// One sentence of what it is.
    public let summary: String

    let prefix: String?
    let make: @Sendable (_ parameter: String, Inputs) -> any Environment

    /// An environment with a fixed name.
    public static func fixed(
      _ name: String, _ summary: String,
      make: @escaping @Sendable (Inputs) -> any Environment
    ) -> Entry {
      Entry(name: name, summary: summary, prefix: nil) { _, inputs in make(inputs) }
    }

    /// A family of environments, each named by its prefix and a parameter: `preview-` and `123`.
    public static func family(
      _ prefix: String, parameter: String, _ summary: String,
      make: @escaping @Sendable (_ parameter: String, Inputs) -> any Environment
    ) -> Entry {
      Entry(name: "\(prefix)<\(parameter)>", summary: summary, prefix: prefix, make: make)
    }
  }

  /// The project's name, which parts its generated secrets from those of other projects.
  public let project: String
  /// The environments, in the order of their declaration.
  public let entries: [Entry]

  /// Makes a catalogue.
  public init(project: String, _ entries: [Entry]) {
    self.project = project
    self.entries = entries
  }

  /// The environment of a name, made with the inputs; an unknown name is an error that names the
  /// nearest known one.
  public func environment(named name: String, _ inputs: Inputs) throws(Diagnostic)
    -> any Environment
  {
    for entry in entries {
      if let prefix = entry.prefix {
        guard name.hasPrefix(prefix), name.count > prefix.count else { continue }
        return entry.make(String(name.dropFirst(prefix.count)), inputs)
      }
      if entry.name == name { return entry.make("", inputs) }
    }
    let guess = nearest(to: name, in: entries.map(\.name)).map { ["did you mean \"\($0)\"?"] }
    throw Diagnostic(
      "Unknown environment", "There is no environment \"\(name)\".",
      hints: (guess ?? []) + [
        "the environments are: \(entries.map(\.name).joined(separator: ", "))"
      ], commands: ["infra environments"])
  }
}
