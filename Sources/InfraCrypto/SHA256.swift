internal import CCrypto
import FoundationEssentials

/// The SHA-256 digest of bytes that arrive in pieces (FIPS 180-4).
///
///     var hash = try SHA256()
///     try hash.update(header)
///     try hash.update(body)
///     let digest = try hash.finish()
///
/// It cannot be copied, and `finish()` ends it: using it again does not compile. The calls throw
/// only when libcrypto itself is broken or out of memory.
public struct SHA256: ~Copyable {
  /// Fetched once: a fetch searches the providers under a lock and costs more than a short hash.
  // Safe: written once before any use, never changed or freed; an EVP_MD is immutable.
  nonisolated(unsafe) static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

  private let context: OpaquePointer

  /// A digest of nothing yet.
  public init() throws(CryptoError) {
    let algorithm = try Libcrypto.require(Self.algorithm, "find SHA-256")
    let started = try Libcrypto.require(EVP_MD_CTX_new(), "start a SHA-256 digest")
    guard EVP_DigestInit_ex(started, algorithm, nil) == 1 else {
      EVP_MD_CTX_free(started)
      throw Libcrypto.failure("start a SHA-256 digest")
    }
    context = started
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Takes in the next piece.
  public mutating func update(_ bytes: some ContiguousBytes) throws(CryptoError) {
    let status = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    try Libcrypto.check(status, "continue a SHA-256 digest")
  }

  /// Takes in the next piece as its UTF-8 bytes.
  public mutating func update(_ text: String) throws(CryptoError) {
    var text = text
    let status = text.withUTF8 { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    try Libcrypto.check(status, "continue a SHA-256 digest")
  }

  /// The digest of all pieces.
  public consuming func finish() throws(CryptoError) -> Digest {
    let context = context
    return try Digest("finish a SHA-256 digest") { EVP_DigestFinal_ex(context, $0, nil) }
  }

  /// The digest of bytes at hand.
  public static func hash(_ bytes: some ContiguousBytes) throws(CryptoError) -> Digest {
    let algorithm = try Libcrypto.require(Self.algorithm, "find SHA-256")
    return try Digest("make a SHA-256 digest") { room in
      bytes.withUnsafeBytes {
        EVP_Digest($0.baseAddress, $0.count, room, nil, algorithm, nil)
      }
    }
  }

  /// The digest of a text's UTF-8 bytes.
  public static func hash(_ text: String) throws(CryptoError) -> Digest {
    let algorithm = try Libcrypto.require(Self.algorithm, "find SHA-256")
    var text = text
    return try Digest("make a SHA-256 digest") { room in
      text.withUTF8 { EVP_Digest($0.baseAddress, $0.count, room, nil, algorithm, nil) }
    }
  }
}
