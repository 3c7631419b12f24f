import InfraDSL

/// What a policy speaks of: a service and one of its actions, as `s3:GetObject`, or a pattern.
public struct PolicyAction: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid policy" }

  /// What is wrong: a service and an action, which may end in `*`, or `*` for all.
  public static func problem(in text: String) -> String? {
    if text == "*" { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isPlain = { (part: Substring, others: String) in
      !part.isEmpty
        && part.utf8.allSatisfy { TextRule.isLetterOrDigit($0) || others.utf8.contains($0) }
    }
    if parts.count == 2, isPlain(parts[0], "-"), isPlain(parts[1], "*?") { return nil }
    return "\"\(text)\" is no action: write service and action, as s3:GetObject, or \"*\" for all."
  }
}
