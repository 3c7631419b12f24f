import InfraDSL

/// A zone of a region, as `eu-central-1a`.
public struct AvailabilityZone: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid zone" }

  /// What is wrong: a zone is its region and a letter.
  public static func problem(in text: String) -> String? {
    if let last = text.utf8.last, (97...122).contains(last),
      Region.problem(in: String(text.dropLast())) == nil
    {
      return nil
    }
    return "\"\(text)\" is not a zone: write its region and its letter, as eu-central-1a."
  }
}
