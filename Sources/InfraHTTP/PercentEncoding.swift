/// Percent-encoding as signatures want it (RFC 3986): unreserved characters stay, every other byte
/// becomes `%` and two upper-case digits.
///
///     PercentEncoding.encode("a b/c")  // "a%20b%2Fc"
public enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// A text with all but unreserved characters encoded; slashes stay if asked for.
  public static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) || (keepingSlashes && byte == 0x2F) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
      || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
  }
}
