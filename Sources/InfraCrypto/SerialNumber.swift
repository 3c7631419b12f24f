/// A certificate's serial number: positive, at most 20 bytes (RFC 5280, 4.1.2.2).
public struct SerialNumber: Hashable, Sendable, CustomStringConvertible {
  /// Its bytes, the most significant first, without leading zeros.
  public let bytes: [UInt8]

  /// Takes a number as big-endian bytes; zero and what needs more than 20 bytes are errors.
  public init(_ bytes: some Collection<UInt8>) throws(CryptoError) {
    let significant = Array(bytes.drop { $0 == 0 })
    // A first bit that is set would cost a 21st byte, for the sign.
    guard let first = significant.first, significant.count < 20 || first < 0x80,
      significant.count <= 20
    else {
      throw .invalidArgument(
        "A serial number must be positive and fit in 20 bytes.",
        hint: "Draw one with SerialNumber.random(from:).")
    }
    self.bytes = significant
  }

  /// What a certificate holds, also where an authority did not keep to the rules.
  init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// 126 random bits: more than the 64 that the CA/Browser Forum's requirements (7.1) ask for.
  public static func random(from random: some RandomSource) throws(CryptoError) -> SerialNumber {
    var bytes = try random.bytes(16)
    bytes[0] &= 0x7F
    // Keeps the number positive and its length the same whatever was drawn.
    bytes[0] |= 0x40
    return try SerialNumber(bytes)
  }

  /// Hexadecimal digits, as `openssl x509 -serial` prints them but in lower case.
  public var description: String { Hex.encode(bytes) }
}
