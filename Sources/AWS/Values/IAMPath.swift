import InfraDSL

/// The place of an identity among the account's, as `/service/`.
public struct IAMPath: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid path" }

  /// What is wrong: it begins and ends with a slash.
  public static func problem(in text: String) -> String? {
    let isForm =
      text.hasPrefix("/") && text.hasSuffix("/") && text.utf8.count <= 512
      && text.utf8.allSatisfy { (33...126).contains($0) }
    return isForm ? nil : "\"\(text)\" is not a path: begin and end it with /, as /service/."
  }
}
