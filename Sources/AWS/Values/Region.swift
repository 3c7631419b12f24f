import InfraDSL

/// A region of AWS, as `eu-central-1`.
public struct Region: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid region" }

  /// A zone of it by its letter.
  public func zone(_ letter: Character) -> AvailabilityZone { AvailabilityZone(text + [letter]) }

  /// What is wrong with its form; whether AWS has it, AWS knows.
  public static func problem(in text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isForm =
      parts.count >= 3 && Int(parts[parts.count - 1]) != nil
      && parts.dropLast().allSatisfy { part in
        part.utf8.count > 1 && part.utf8.allSatisfy { (97...122).contains($0) }
      }
    return isForm ? nil : "\"\(text)\" is not a region: write it as eu-central-1."
  }
}
