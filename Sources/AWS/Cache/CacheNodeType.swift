import InfraDSL

/// A kind of machines for caches, as `cache.t4g.small`.
public struct CacheNodeType: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid machine" }

  /// What is wrong with its form; whether AWS has it, AWS knows.
  public static func problem(in text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isForm =
      parts.count == 3 && parts[0] == "cache"
      && parts.dropFirst().allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy(TextRule.isLetterOrDigit)
      }
    return isForm ? nil : "\"\(text)\" is not a machine of caches: write it as cache.t4g.small."
  }
}
