import FoundationEssentials
import Glibc

/// A host that a certificate holds for: a DNS name or an IP address (RFC 5280, 4.2.1.6).
public enum SubjectAlternativeName: Hashable, Sendable {
  /// A host name in ASCII; its first label may be `*`.
  case dns(String)
  /// An IPv4 or IPv6 address in its usual text form.
  case ip(String)

  /// An address if the text is one, otherwise a DNS name; its form is checked when it is used.
  public init(_ host: String) {
    self = Self.addressBytes(host) == nil ? .dns(host) : .ip(host)
  }

  /// The bytes as a certificate has them.
  func encoded() throws(CryptoError) -> [UInt8] {
    switch self {
    case .dns(let name):
      try Self.checkHostName(name)
      return Array(name.utf8)
    case .ip(let address):
      guard let bytes = Self.addressBytes(address) else {
        throw .invalidArgument(
          "\"\(address)\" is no IP address.", hint: "Write it as 192.0.2.1 or 2001:db8::1.")
      }
      return bytes
    }
  }

  /// The 4 or 16 bytes of an address, `nil` for anything else.
  static func addressBytes(_ text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes[..<4]) }
    return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
  }

  /// The address of 4 or 16 bytes, `nil` for another count.
  static func addressText(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    var room = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    return inet_ntop(family, bytes, &room, socklen_t(room.count)).map { String(cString: $0) }
  }

  /// RFC 1123, section 2.1: labels of 1 to 63 letters, digits and inner hyphens, 253 in all.
  private static func checkHostName(_ name: String) throws(CryptoError) {
    var labels = name.split(separator: ".", omittingEmptySubsequences: false)
    if labels.count > 2, labels.first == "*" { labels.removeFirst() }
    guard name.utf8.count <= 253, labels.allSatisfy(isLabel) else {
      throw .invalidArgument(
        "\"\(name)\" is no host name.",
        hint: "Use letters, digits and inner hyphens in labels of up to 63 characters, a wildcard "
          + "only as the whole first label (*.example.com), and the xn-- form of other letters.")
    }
  }

  private static func isLabel(_ label: Substring) -> Bool {
    let hyphen = UInt8(ascii: "-")
    // Underscores are no host names by the RFC, but Docker service names have them.
    return (1...63).contains(label.utf8.count)
      && label.utf8.first != hyphen && label.utf8.last != hyphen
      && label.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen, UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

extension SubjectAlternativeName: CustomStringConvertible {
  /// The name or address alone.
  public var description: String {
    switch self {
    case .dns(let name): name
    case .ip(let address): address
    }
  }
}
