import InfraDSL

/// A name in the DNS, as `www.example.org`; a star may stand for its first label.
public struct DomainName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid domain" }

  /// What is wrong: labels of 1 to 63 letters, digits, `-` and `_` (RFC 1035, 2.3.1).
  public static func problem(in text: String) -> String? {
    let name = text.hasSuffix(".") ? String(text.dropLast()) : text
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isLabel = { (label: Substring) in
      (1...63).contains(label.utf8.count)
        && label.utf8.allSatisfy { TextRule.isLetterOrDigit($0) || $0 == 45 || $0 == 95 }
    }
    let isForm =
      text.utf8.count <= 255 && !labels.isEmpty
      && labels.enumerated().allSatisfy { $0 == 0 && $1 == "*" || isLabel($1) }
    return isForm ? nil : "\"\(text)\" is not a name in the DNS: write it as www.example.org."
  }
}
