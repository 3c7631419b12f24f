import InfraDSL

/// An IPv6 network in CIDR notation, as `2001:db8::/56`.
public struct IPv6CIDR: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid CIDR" }

  /// All of IPv6.
  public static let everywhere = IPv6CIDR("::/0")

  /// What is wrong with its form; of the address only characters and colons are checked.
  public static func problem(in text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let prefix = Int(parts[1]), (0...128).contains(prefix),
      parts[0].contains(":"), IPAddress.problem(in: String(parts[0])) == nil
    {
      return nil
    }
    return "\"\(text)\" is not an IPv6 network: write it as 2001:db8::/56."
  }
}

extension CIDR {
  /// All of IPv4.
  public static let everywhere = CIDR("0.0.0.0/0")
}
