import InfraDSL
import InfraModel

/// The name of a certificate's subject, its common name.
public struct CertificateName: CheckedText {
  /// The text as written.
  public let text: String

  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }

  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid certificate name" }

  /// What is wrong: 1 to 64 characters (RFC 5280, appendix A.1, `ub-common-name`), none of them
  /// a control character.
  public static func problem(in text: String) -> String? {
    let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    if (1...64).contains(text.unicodeScalars.count), isPrintable { return nil }
    return "\"\(text)\" cannot name a certificate: use 1 to 64 characters, no control characters."
  }
}
