import InfraDSL

/// The name of a replication group: small letters, digits and `-`.
public struct ReplicationGroupID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...40, "-", letters: .lower)

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    let startsWithLetter = text.utf8.first.map { (97...122).contains($0) } ?? false
    if rule.allows(text), startsWithLetter, !text.hasSuffix("-"), !text.contains("--") {
      return nil
    }
    return "\"\(text)\" is not a replication group's name: use \(rule.text), beginning with a "
      + "letter, without two \"-\" in a row or one at the end."
  }
}
