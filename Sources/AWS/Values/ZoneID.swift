import InfraDSL

/// The id of a zone of Route 53, as `Z0123456789ABCDEFGHIJ`.
public struct ZoneID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid id" }
  private static let rule = TextRule(1...32, "")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a zone's id: use \(rule.text)."
  }
}
