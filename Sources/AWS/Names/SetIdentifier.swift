import InfraDSL

/// What tells records of the same name and type apart.
public struct SetIdentifier: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid identifier" }

  /// What is wrong: nothing, or more than 128 characters.
  public static func problem(in text: String) -> String? {
    if (1...128).contains(text.unicodeScalars.count) { return nil }
    return "\"\(text)\" does not tell records apart: it has 1 to 128 characters."
  }
}
