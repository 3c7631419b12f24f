import InfraDSL

/// The version of a cache's engine: `7.1` or `6.x`; before 6 it has three numbers, as `5.0.6`.
public struct EngineVersion: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid version" }

  /// What is wrong with its form.
  public static func problem(in text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt($0) }
    let isForm =
      numbers.count == parts.count && (numbers[0] >= 6 ? parts.count == 2 : parts.count == 3)
    if isForm || text == "6.x" { return nil }
    return "\"\(text)\" is not a version: write it as 7.1."
  }

  /// Whether one version is earlier than another; one in another form is not.
  static func isEarlier(_ left: String, than right: String) -> Bool {
    let numbers = { (text: String) in text.split(separator: ".").map { Int($0) ?? Int.max } }
    return numbers(left).lexicographicallyPrecedes(numbers(right))
  }
}
