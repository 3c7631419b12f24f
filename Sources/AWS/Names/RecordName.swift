import InfraDSL

/// The name of a record, which may have `*` as its first part and `_` in its parts.
public struct RecordName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }

  /// What is wrong: its length, a part's length, or its characters.
  public static func problem(in text: String) -> String? {
    let name = text.hasSuffix(".") ? String(text.dropLast()) : text
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.first == "*" { parts.removeFirst() }
    let isName = parts.allSatisfy { part in
      (1...63).contains(part.utf8.count)
        && part.utf8.allSatisfy { TextRule.isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x5F }
    }
    if !parts.isEmpty, isName, name.utf8.count <= 255 { return nil }
    return "\"\(text)\" is not the name of a record: write it as api.example.org."
  }
}
