/// How labelled text looks: call sites name what a text is, the theme decides on its colour.
public struct Theme: Hashable, Sendable {
  /// What a piece of text is.
  public enum Label: Hashable, Sendable {
    /// Something new.
    case create
    /// Something changed where it is.
    case update
    /// Something made anew.
    case replace
    /// Something taken away.
    case delete
    /// Something that only the state is told, or that is taken over.
    case record
    /// The name of a section or a resource.
    case heading
    /// What matters least.
    case muted
    /// What interrupts or loses something; a warning's severity.
    case warning
    /// An error's severity.
    case error
    /// How to fix something.
    case hint
    /// A command to copy.
    case command
  }

  private let codes: [Label: String]

  /// No escapes at all: for logs, files and tests.
  public static let plain = Theme(codes: [:])

  /// Eight-colour escapes (ECMA-48 SGR), which every terminal knows.
  public static let colour = Theme(codes: [
    .create: "32", .update: "33", .replace: "35", .delete: "31", .record: "36", .heading: "1",
    .muted: "2", .warning: "33;1", .error: "31;1", .hint: "36", .command: "1",
  ])

  /// A text as what it is.
  public func paint(_ text: String, _ label: Label) -> String {
    guard let code = codes[label], !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
