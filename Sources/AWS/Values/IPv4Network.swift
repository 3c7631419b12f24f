import InfraDSL

/// The addresses of a network in CIDR notation, as numbers.
struct IPv4Network: Hashable {
  let text: String
  let first: UInt32
  let last: UInt32

  /// The network of a text; nothing if it is none, which its argument reports itself.
  init?(_ text: String) {
    guard CIDR.problem(in: text) == nil else { return nil }
    let parts = text.split(separator: "/")
    guard let first = IPv4.number(String(parts[0])), let prefix = UInt32(parts[1]) else {
      return nil
    }
    self.text = text
    self.first = first
    last = prefix == 32 ? first : first | (UInt32.max >> prefix)
  }

  /// Whether every address of the other is one of it.
  func contains(_ other: IPv4Network) -> Bool { first <= other.first && other.last <= last }

  /// Whether both have an address.
  func overlaps(_ other: IPv4Network) -> Bool { first <= other.last && other.first <= last }
}
