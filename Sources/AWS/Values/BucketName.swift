import InfraDSL

/// The name of a bucket, unique in all of AWS.
public struct BucketName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }

  /// What is wrong: the rules are S3's for general purpose buckets.
  public static func problem(in text: String) -> String? {
    let bytes = Array(text.utf8)
    let isPlain = { (byte: UInt8) in (48...57).contains(byte) || (97...122).contains(byte) }
    let isForm =
      (3...63).contains(bytes.count) && bytes.allSatisfy { isPlain($0) || $0 == 45 || $0 == 46 }
      && isPlain(bytes[0]) && isPlain(bytes[bytes.count - 1]) && !text.contains("..")
      && IPv4.number(text) == nil
    if isForm { return nil }
    return "\"\(text)\" is not a bucket's name: use 3 to 63 small letters, digits, - and ., "
      + "a letter or digit first and last."
  }
}
