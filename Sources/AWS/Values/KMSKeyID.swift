import InfraDSL

/// A key of KMS by its id, its alias or its ARN.
public struct KMSKeyID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid key" }

  /// What is wrong with its form.
  public static func problem(in text: String) -> String? {
    if text.hasPrefix("arn:") { return AnyARN.problem(in: text) }
    if text.hasPrefix("alias/"), text.utf8.count > 6 { return nil }
    let id = text.hasPrefix("mrk-") ? text.dropFirst(4) : text[...]
    if !id.isEmpty, id.utf8.allSatisfy({ TextRule.isLetterOrDigit($0) || $0 == 45 }) { return nil }
    return "\"\(text)\" is no key: write its id, its ARN, or its alias as alias/backups."
  }
}

extension Value where Wrapped == ARN<AWSKMSKey> {
  /// The same key where an id, an alias or an ARN is taken.
  public var asKey: Value<KMSKeyID> { "\(self)" }
}
