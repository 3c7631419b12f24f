/// One problem, told so that its reader can act: what, why, how to fix, where, what to type.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How grave a diagnostic is.
  public enum Severity: String, Sendable {
    /// The command does not go on.
    case error
    /// The command goes on.
    case warning
  }

  /// A further place that belongs to the problem, with what it is.
  public struct Note: Hashable, Sendable {
    /// What is at the place, as "first declared here".
    public let text: String
    /// The place.
    public let location: SourceLocation?

    /// Makes a note.
    public init(_ text: String, at location: SourceLocation? = nil) {
      self.text = text
      self.location = location
    }
  }

  /// Error or warning.
  public var severity: Severity
  /// What is wrong, in a few constant words with no names in them.
  public var summary: String
  /// Whole sentences: what exactly, and why.
  public var detail: String
  /// The resource concerned.
  public var address: Address?
  /// The declaration concerned.
  public var location: SourceLocation?
  /// Other places that belong to it.
  public var notes: [Note]
  /// How to fix it.
  public var hints: [String]
  /// Commands to copy.
  public var commands: [String]

  /// Makes an error, unless another severity is given.
  public init(
    _ summary: String, _ detail: String, severity: Severity = .error, address: Address? = nil,
    at location: SourceLocation? = nil, notes: [Note] = [], hints: [String] = [],
    commands: [String] = []
  ) {
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.address = address
    self.location = location
    self.notes = notes
    self.hints = hints
    self.commands = commands
  }
}

/// Several problems found in one run; thrown together so that none is lost.
public struct Diagnostics: Error, Hashable, Sendable {
  /// The problems, in the order of their finding.
  public var items: [Diagnostic]

  /// Makes a collection.
  public init(_ items: [Diagnostic] = []) { self.items = items }

  /// Whether one of them is an error.
  public var hasErrors: Bool { items.contains { $0.severity == .error } }
}
