import InfraDSL

/// The name of a queue; that of a FIFO queue ends in `.fifo`.
public struct QueueName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...80, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    let isFIFO = text.hasSuffix(".fifo")
    let stem = isFIFO ? String(text.dropLast(5)) : text
    if rule.allows(stem), text.utf8.count <= 80 { return nil }
    return
      "\"\(text)\" is not a queue's name: use \(rule.text), and .fifo at the end for a FIFO queue."
  }
}
