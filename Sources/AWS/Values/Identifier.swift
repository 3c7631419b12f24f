import InfraDSL

/// A kind of objects that AWS gives ids of one form, as `vpc-0a1b2c3d4e5f60718`.
public protocol Identified {
  /// What the ids begin with, as `vpc-`.
  static var idPrefix: String { get }
}

/// The id of an object of one kind: a type of its own for each, so that a subnet's id does not
/// fit where a VPC's is wanted.
public struct Identifier<Kind: Identified>: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid id" }

  /// What is wrong: the prefix, or what follows it.
  public static func problem(in text: String) -> String? {
    let rest = text.utf8.dropFirst(Kind.idPrefix.utf8.count)
    if text.hasPrefix(Kind.idPrefix), !rest.isEmpty, rest.allSatisfy(TextRule.isLetterOrDigit) {
      return nil
    }
    return "\"\(text)\" is not an id of this kind: they begin with \"\(Kind.idPrefix)\", as "
      + "\(Kind.idPrefix)0a1b2c3d4e5f60718."
  }
}
