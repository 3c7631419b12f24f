import InfraDSL

/// The name of an alarm.
public struct AlarmName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }

  /// What is wrong: nothing, or too much, or what cannot be printed.
  public static func problem(in text: String) -> String? {
    let isPrintable = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    if (1...255).contains(text.unicodeScalars.count), isPrintable { return nil }
    return "\"\(text)\" is not an alarm's name: it has 1 to 255 characters that can be printed."
  }
}
