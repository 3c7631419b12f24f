internal import CCrypto
import FoundationEssentials

/// Message authentication codes (RFC 2104, FIPS 198-1).
public enum HMAC {
  /// HMAC-SHA-256 of `data`; compare two with `==`, which takes constant time.
  ///
  /// - Parameter key: any length; shorter than 32 bytes is weaker, longer is hashed first.
  /// - Throws: `CryptoError.libcrypto` when libcrypto itself is broken or out of memory.
  public static func sha256(
    key: some ContiguousBytes, data: some ContiguousBytes
  ) throws(CryptoError) -> Digest {
    let algorithm = try Libcrypto.require(SHA256.algorithm, "find SHA-256")
    return try Digest("make an HMAC") { room in
      key.withUnsafeBytes { key -> Int32 in
        data.withUnsafeBytes { data -> Int32 in
          guard let keyLength = Int32(exactly: key.count) else { return 0 }
          let message = data.baseAddress?.assumingMemoryBound(to: UInt8.self)
          let made = CCrypto.HMAC(
            algorithm, key.baseAddress, keyLength, message, data.count, room, nil)
          return made == nil ? 0 : 1
        }
      }
    }
  }

  /// HMAC-SHA-256 of a text's UTF-8 bytes, as request signatures chain them.
  public static func sha256(
    key: some ContiguousBytes, data: String
  ) throws(CryptoError) -> Digest {
    try sha256(key: key, data: Array(data.utf8))
  }
}

extension Digest: ContiguousBytes {
  /// Lends the 32 bytes, so that one code can be the key of the next.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try Swift.withUnsafeBytes(of: lanes, body)
  }
}
