import FoundationEssentials

/// Base64 in the alphabet for URLs and headers (RFC 4648, section 5); the other one is
/// Foundation's.
public enum Base64URL {
  /// `padded` adds the `=` that a Docker Engine wants in `X-Registry-Auth`; tokens go without.
  public static func encode(_ bytes: some Sequence<UInt8>, padded: Bool = false) -> String {
    var text = Array(Data(bytes).base64EncodedData())
    if !padded {
      while text.last == UInt8(ascii: "=") { text.removeLast() }
    }
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "+"): text[index] = UInt8(ascii: "-")
      case UInt8(ascii: "/"): text[index] = UInt8(ascii: "_")
      default: break
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text with or without its padding; `nil` for another alphabet or length.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var standard = Array(text.utf8)
    for index in standard.indices {
      switch standard[index] {
      case UInt8(ascii: "+"), UInt8(ascii: "/"): return nil
      case UInt8(ascii: "-"): standard[index] = UInt8(ascii: "+")
      case UInt8(ascii: "_"): standard[index] = UInt8(ascii: "/")
      default: break
      }
    }
    let given = standard.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let missing = (4 - (standard.count - given) % 4) % 4
    // A character alone, which would miss 3, holds 6 bits: not a byte.
    guard missing < 3, given == 0 || given == missing else { return nil }
    standard += repeatElement(UInt8(ascii: "="), count: missing - given)
    return Data(base64Encoded: Data(standard)).map { [UInt8]($0) }
  }
}
