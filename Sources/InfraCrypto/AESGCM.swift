internal import CCrypto
import FoundationEssentials

/// Authenticated encryption with AES-256 in Galois/Counter Mode (NIST SP 800-38D).
///
/// Sealed bytes are the nonce (12), the ciphertext (as long as the plaintext) and the tag (16).
/// Under one key, seal at most 2^32 times with random nonces (SP 800-38D, 8.3).
public enum AESGCM {
  /// What sealing adds to the length: 28 bytes.
  public static let overhead = nonceLength + tagLength

  static let nonceLength = 12
  static let tagLength = 16

  /// The most that one nonce may encrypt: 2^39 - 256 bits (SP 800-38D, 5.2.1.1).
  static let longestPlaintext = (1 << 36) - 32

  /// A key of 256 bits.
  public struct Key: Sendable {
    let secret: SecretBytes

    /// Takes 32 bytes, from a key derivation or a file; any other count is an error.
    public init(_ secret: SecretBytes) throws(CryptoError) {
      guard secret.count == 32 else {
        throw .invalidArgument(
          "An AES-256 key has 32 bytes, this one has \(secret.count).",
          hint: "Derive one from a password with PBKDF2, or draw one at random.")
      }
      self.secret = secret
    }

    /// A new key.
    public static func generate(from random: some RandomSource) throws(CryptoError) -> Key {
      try Key(SecretBytes(random.bytes(32)))
    }
  }

  /// Encrypts and authenticates `plaintext`, and authenticates `context` along with it.
  ///
  /// - Parameter context: what the bytes are for, such as an environment's name; not stored, and
  ///   needed again to open them.
  public static func seal(
    _ plaintext: some ContiguousBytes, with key: Key, context: some ContiguousBytes = [UInt8](),
    random: some RandomSource = SystemRandom()
  ) throws(CryptoError) -> [UInt8] {
    try seal(plaintext, with: key, context: context, nonce: random.bytes(nonceLength))
  }

  /// Sealing with a chosen nonce, for known vectors: a nonce that repeats gives the key away.
  static func seal(
    _ plaintext: some ContiguousBytes, with key: Key, context: some ContiguousBytes,
    nonce: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    let count = plaintext.withUnsafeBytes(\.count)
    guard count <= longestPlaintext else {
      throw .invalidArgument("\(count) bytes are too many to seal at once.", hint: "Seal parts.")
    }
    let cipher = try GCMCipher(.seal, key: key, nonce: nonce)
    try cipher.authenticate(context)
    var sealed = nonce + [UInt8](repeating: 0, count: count + tagLength)
    let status = plaintext.withUnsafeBytes { input in
      sealed.withUnsafeMutableBytes { room in
        cipher.process(input, into: UnsafeMutableRawBufferPointer(rebasing: room[nonceLength...]))
      }
    }
    try Libcrypto.check(status, "encrypt with AES-256-GCM")
    try Libcrypto.check(cipher.finish(), "encrypt with AES-256-GCM")
    sealed.replaceSubrange((nonceLength + count)..., with: try cipher.tag())
    return sealed
  }

  /// Decrypts what `seal` gave for the same key and context.
  ///
  /// - Throws: `CryptoError.notAuthentic` when a bit of it, the key or the context differs; no
  ///   plaintext leaves before the tag was checked.
  public static func open(
    _ sealed: some ContiguousBytes, with key: Key, context: some ContiguousBytes = [UInt8]()
  ) throws(CryptoError) -> [UInt8] {
    let sealed = sealed.withUnsafeBytes { [UInt8]($0) }
    let count = sealed.count - overhead
    guard count >= 0, count <= longestPlaintext else { throw .notAuthentic }
    let cipher = try GCMCipher(.open, key: key, nonce: Array(sealed[..<nonceLength]))
    try cipher.authenticate(context)
    try cipher.expect(tag: Array(sealed[(nonceLength + count)...]))
    var plaintext = [UInt8](repeating: 0, count: count)
    let status = sealed.withUnsafeBytes { input in
      plaintext.withUnsafeMutableBytes { room in
        cipher.process(
          UnsafeRawBufferPointer(rebasing: input[nonceLength..<(nonceLength + count)]), into: room)
      }
    }
    guard status == 1, cipher.finish() == 1 else {
      OPENSSL_cleanse(&plaintext, count)
      Libcrypto.forgetEarlierErrors()
      throw .notAuthentic
    }
    return plaintext
  }
}
