/// An IPv4 or IPv6 address in its usual form.
public struct IPAddress: CheckedText {
  /// The text as written.
  public let text: String

  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }

  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid address" }

  /// This host alone: what is published on it is not reachable from other machines.
  public static let loopback = IPAddress("127.0.0.1")
  /// All of the host's IPv4 addresses.
  public static let any = IPAddress("0.0.0.0")

  /// What is wrong with its form; of IPv6 only the characters and colons are checked.
  public static func problem(in text: String) -> String? {
    if IPv4.number(text) != nil { return nil }
    let isIPv6 =
      text.contains(":") && text.split(separator: ":").count <= 8
      && text.allSatisfy { ($0.isHexDigit && $0.isASCII) || $0 == ":" || $0 == "." }
    if isIPv6 { return nil }
    return "\"\(text)\" is not an address: write it as 127.0.0.1."
  }
}
