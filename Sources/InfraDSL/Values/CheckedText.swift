import InfraModel

/// Text with rules of its own: written as a literal, checked when the environment is read.
public protocol CheckedText: ArgumentValue, Hashable, ExpressibleByStringLiteral, PlainText
where StringLiteralType == String {
  /// The text as written.
  var text: String { get }
  /// Takes a text unchecked.
  init(_ text: String)
  /// The constant summary of the error, as "Invalid CIDR".
  static var problemSummary: String { get }
  /// What is wrong with a text, as a whole sentence, or nothing.
  static func problem(in text: String) -> String?
}

extension CheckedText {
  /// Takes a literal unchecked; it is checked when the environment is read.
  public init(stringLiteral value: String) { self.init(value) }

  /// The text as written.
  public var plainText: String { text }

  /// The text; one that breaks the type's rules is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if let problem = Self.problem(in: text) { context.report(Self.problemSummary, problem) }
    return .string(text)
  }
}

/// An IPv4 network in CIDR notation (RFC 4632), as `10.0.0.0/16`.
public struct CIDR: CheckedText {
  /// The text as written.
  public let text: String

  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }

  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid CIDR" }

  /// What is wrong: form, numbers, or address bits behind the prefix.
  public static func problem(in text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let prefix = Int(parts[1]), (0...32).contains(prefix),
      let address = IPv4.number(String(parts[0]))
    else { return "\"\(text)\" is not a network: write it as 10.0.0.0/16." }
    let mask: UInt32 = prefix == 0 ? 0 : ~UInt32(0) << (32 - UInt32(prefix))
    guard address & ~mask == 0 else {
      let network = IPv4.text(address & mask)
      return "\"\(text)\" has address bits behind its prefix: the network is \(network)/\(prefix)."
    }
    return nil
  }
}

/// The name of a thing in Docker: letters, digits, `_`, `.`, `-`, beginning with a letter or digit.
public struct ObjectName: CheckedText {
  /// The text as written.
  public let text: String

  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }

  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }

  /// What is wrong: the rule is Docker's `[a-zA-Z0-9][a-zA-Z0-9_.-]*`, at most 128 characters.
  public static func problem(in text: String) -> String? {
    let bytes = Array(text.utf8)
    let isPlain = { (byte: UInt8) in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    let isAllowed = bytes.allSatisfy { isPlain($0) || [45, 46, 95].contains($0) }
    if let first = bytes.first, isPlain(first), isAllowed, bytes.count <= 128 { return nil }
    return "\"\(text)\" is not a name: use letters, digits, \"_\", \".\" and \"-\", "
      + "beginning with a letter or digit, at most 128."
  }
}

/// IPv4 addresses as numbers.
public enum IPv4 {
  /// The number of an address in dotted form, or nothing if it is none.
  public static func number(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard let byte = UInt8(part), String(byte) == part else { return nil }
      number = number << 8 | UInt32(byte)
    }
    return number
  }

  /// The dotted form of an address.
  public static func text(_ number: UInt32) -> String {
    [24, 16, 8, 0].map { String((number >> UInt32($0)) & 255) }.joined(separator: ".")
  }
}
