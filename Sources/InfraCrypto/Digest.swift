/// The 32 bytes of a SHA-256 digest or of an HMAC made with it.
///
/// `==` takes equally long wherever two digests differ, so it may compare authentication codes.
public struct Digest: Sendable {
  /// The length of every digest: 32 bytes.
  public static let byteCount = 32

  var lanes = SIMD32<UInt8>()

  /// Reads a digest from its 64 hexadecimal digits; `nil` for anything else.
  public init?(hex: some StringProtocol) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(bytes)
  }

  /// Takes the 32 bytes as they are; `nil` for any other count.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    for (index, byte) in bytes.enumerated() { lanes[index] = byte }
  }

  /// A digest that `fill`, given room for its 32 bytes, writes and reports with libcrypto's status.
  init(
    _ operation: StaticString, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Int32
  ) throws(CryptoError) {
    let status = Swift.withUnsafeMutableBytes(of: &lanes) { room -> Int32 in
      guard let start = room.baseAddress else { return 0 }
      return fill(start.assumingMemoryBound(to: UInt8.self))
    }
    try Libcrypto.check(status, operation)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { Swift.withUnsafeBytes(of: lanes) { [UInt8]($0) } }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { Swift.withUnsafeBytes(of: lanes) { Hex.encode($0) } }
}

extension Digest: Hashable {
  /// Whether both are the same 32 bytes, compared in constant time.
  public static func == (a: Digest, b: Digest) -> Bool {
    Swift.withUnsafeBytes(of: a.lanes) { a in
      Swift.withUnsafeBytes(of: b.lanes) { b in Libcrypto.areEqual(a, b) }
    }
  }

  /// Feeds the 32 bytes to a hasher.
  public func hash(into hasher: inout Hasher) {
    Swift.withUnsafeBytes(of: lanes) { hasher.combine(bytes: $0) }
  }
}

extension Digest: CustomStringConvertible {
  /// The hexadecimal digits.
  public var description: String { hex }
}
