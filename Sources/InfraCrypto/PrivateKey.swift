internal import CCrypto
import FoundationEssentials

/// A private key for certificates; libcrypto holds it, shows it nowhere and wipes it in the end.
public final class PrivateKey: Sendable {
  // Safe: set once in `init`; libcrypto counts references atomically, nothing here changes the
  // key after `init`, and using an unchanged EVP_PKEY from many threads is allowed.
  nonisolated(unsafe) let pointer: OpaquePointer

  private init(adopting pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    EVP_PKEY_free(pointer)
  }

  /// A new key on the curve P-256 (FIPS 186-4), drawn from libcrypto's own generator.
  public static func generateP256() throws(CryptoError) -> PrivateKey {
    Libcrypto.forgetEarlierErrors()
    return PrivateKey(
      adopting: try Libcrypto.require(infra_generate_p256(), "generate a P-256 key"))
  }

  /// Reads a key of any kind that libcrypto knows from PEM (PKCS #8 or the older forms).
  ///
  /// - Throws: `CryptoError.passphraseNeeded` for a protected key (nothing ever asks for the
  ///   passphrase), `CryptoError.libcrypto` for what is no key.
  public convenience init(pem: some ContiguousBytes) throws(CryptoError) {
    Libcrypto.forgetEarlierErrors()
    let bio = try MemoryBIO.reading(pem, secret: true)
    var isEncrypted: Int32 = 0
    guard let key = infra_read_private_key(bio.pointer, &isEncrypted) else {
      let failure = Libcrypto.failure("read a private key from PEM")
      throw isEncrypted == 1 ? .passphraseNeeded : failure
    }
    self.init(adopting: key)
  }

  /// Reads a key from a PEM text.
  public convenience init(pem: String) throws(CryptoError) {
    try self.init(pem: Array(pem.utf8))
  }

  /// The key as PEM, PKCS #8, unprotected: write it only to a file with mode 0600.
  public func pem() throws(CryptoError) -> SecretBytes {
    let bio = try MemoryBIO(secret: true)
    try Libcrypto.check(
      PEM_write_bio_PKCS8PrivateKey(bio.pointer, pointer, nil, nil, 0, nil, nil),
      "write a private key as PEM")
    return bio.withContents { SecretBytes($0) }
  }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says that there is a key, and nothing about it.
  public var description: String { "(private key)" }

  /// The same.
  public var debugDescription: String { description }

  /// Nothing: `dump` and failed expectations look here.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
