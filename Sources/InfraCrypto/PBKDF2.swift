internal import CCrypto
import FoundationEssentials

/// Slow derivation of keys and fingerprints from secrets that could be guessed (RFC 8018, 5.2).
public enum PBKDF2 {
  /// The iterations for passwords: 600,000, by OWASP's Password Storage Cheat Sheet (2023).
  public static let passwordIterations = 600_000

  /// Derives `length` bytes with HMAC-SHA-256.
  ///
  /// - Parameters:
  ///   - salt: at least 16 random bytes for new keys (NIST SP 800-132, 5.1).
  ///   - iterations: from 1; 600,000 took 0.11 s of one core (measured, 2026).
  ///   - length: in bytes, from 1.
  /// - Throws: `CryptoError.invalidArgument` for a count out of range.
  public static func sha256(
    password: some ContiguousBytes, salt: some ContiguousBytes, iterations: Int, length: Int
  ) throws(CryptoError) -> [UInt8] {
    guard let rounds = Int32(exactly: iterations), rounds > 0 else {
      throw .invalidArgument(
        "PBKDF2 cannot run \(iterations) iterations.", hint: "Give 1 to \(Int32.max).")
    }
    guard let count = Int32(exactly: length), count > 0 else {
      throw .invalidArgument(
        "PBKDF2 cannot derive \(length) bytes.", hint: "Give 1 to \(Int32.max).")
    }
    let algorithm = try Libcrypto.require(SHA256.algorithm, "find SHA-256")
    var derived = [UInt8](repeating: 0, count: length)
    let status = password.withUnsafeBytes { password -> Int32 in
      salt.withUnsafeBytes { salt -> Int32 in
        guard let passwordLength = Int32(exactly: password.count),
          let saltLength = Int32(exactly: salt.count)
        else { return 0 }
        return PKCS5_PBKDF2_HMAC(
          password.baseAddress?.assumingMemoryBound(to: CChar.self), passwordLength,
          salt.baseAddress?.assumingMemoryBound(to: UInt8.self), saltLength,
          rounds, algorithm, count, &derived)
      }
    }
    try Libcrypto.check(status, "derive a key with PBKDF2")
    return derived
  }
}
