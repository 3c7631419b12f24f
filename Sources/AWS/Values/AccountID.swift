import InfraDSL

/// The number of an account, twelve digits.
public struct AccountID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid account" }

  /// What is wrong: something else than twelve digits.
  public static func problem(in text: String) -> String? {
    if text.utf8.count == 12, text.utf8.allSatisfy({ (48...57).contains($0) }) { return nil }
    return "\"\(text)\" is no account's number: it has twelve digits, as 123456789012."
  }
}
