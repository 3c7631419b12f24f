import InfraDSL

/// A kind of objects whose Amazon resource names have one form.
public protocol NamedByARN {
  /// Which service they are of and how their last part begins.
  static var arnForm: ARNForm { get }
}

/// Which service an Amazon resource name is of, and how its last part begins.
public struct ARNForm: Sendable {
  let service: String
  let resourcePrefix: String

  /// A form, as of the service `iam` and the prefix `role/`.
  public init(_ service: String, _ resourcePrefix: String) {
    self.service = service
    self.resourcePrefix = resourcePrefix
  }
}

/// The Amazon resource name of an object of one kind: a type of its own for each, so that a
/// policy's name does not fit where a role's is wanted.
public struct ARN<Kind: NamedByARN>: TypedARN {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid ARN" }

  /// What is wrong: the form, the service, or the kind.
  public static func problem(in text: String) -> String? {
    if let problem = AnyARN.problem(in: text) { return problem }
    let parts = AnyARN.parts(of: text)
    let form = Kind.arnForm
    if parts[2] == form.service, parts[5].hasPrefix(form.resourcePrefix) { return nil }
    return "\"\(text)\" is of another kind: this one begins with "
      + "\"arn:aws:\(form.service):\" and its last part with \"\(form.resourcePrefix)\"."
  }
}

/// An Amazon resource name of one kind.
public protocol TypedARN: CheckedText {}

/// The Amazon resource name of an object of any kind.
public struct AnyARN: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid ARN" }

  /// What is wrong with its form: `arn:partition:service:region:account:resource`.
  public static func problem(in text: String) -> String? {
    let parts = parts(of: text)
    let isForm =
      parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && !parts[2].isEmpty
      && !parts[5].isEmpty
    guard isForm else {
      return "\"\(text)\" is not an Amazon resource name: write it as "
        + "arn:aws:iam::123456789012:role/deploy."
    }
    let account = parts[4]
    let isAccount =
      account.isEmpty || account == "aws"
      || account.utf8.count == 12 && account.utf8.allSatisfy { (48...57).contains($0) }
    return isAccount ? nil : "\"\(text)\" has no account of 12 digits: it has \"\(account)\"."
  }

  /// The six parts; the last one may hold colons of its own.
  static func parts(of text: String) -> [Substring] {
    text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  }
}

extension Value where Wrapped: TypedARN {
  /// The same name where objects of several kinds are taken.
  public var ofAnyKind: Value<AnyARN> { "\(self)" }
}
