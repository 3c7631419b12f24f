internal import CCrypto

/// Where random bytes come from: the system's, or in tests a repeatable one.
public protocol RandomSource: Sendable {
  /// The next `count` bytes; `CryptoError.libcrypto` when the system has no randomness to give.
  func bytes(_ count: Int) throws(CryptoError) -> [UInt8]
}

/// libcrypto's generator, seeded by the kernel: fit for keys, nonces, salts and tokens.
public struct SystemRandom: RandomSource {
  /// The one generator of the process.
  public init() {}

  /// The next `count` bytes, from 0.
  public func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    guard let length = Int32(exactly: count), length >= 0 else {
      throw .invalidArgument(
        "There is no drawing of \(count) random bytes.", hint: "Ask for 0 to \(Int32.max).")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    try Libcrypto.check(RAND_bytes(&bytes, length), "draw random bytes")
    return bytes
  }
}
