import Dispatch
import InfraCrypto
import InfraModel
import Synchronization

/// Makes what betrays a change of a secret and tells nothing else of it: 128 bits in hexadecimal
/// behind the name of their scheme, as `p1:5f0c…`.
///
/// The state and its salt lie in version control, so that a fingerprint must withstand guessing.
/// - `h1`, for what the key store generated: HMAC-SHA-256 keyed with the content, over salt and
///   source. The content has 256 random bits; there is nothing to guess, so it may be fast.
/// - `p1`, for everything else: PBKDF2-SHA-256 with salt and source and 150,000 iterations. A
///   password may be guessable; each guess costs as much as making the fingerprint, for each
///   secret of each environment anew.
public struct SecretFingerprints: Sendable {
  /// PBKDF2's iterations in scheme `p1`: about 30 ms of one core (measured, 2026). Another count
  /// is another scheme, because every stored fingerprint would differ.
  public static let iterations = 150_000

  private let store: SecretStore
  private let salt: [UInt8]

  /// Makes fingerprints with the salt of a state.
  ///
  /// - Parameter salt: 16 bytes or more in hexadecimal; a new environment's salt is drawn before
  ///   its first fingerprints are made.
  /// - Throws: a diagnostic for any other salt.
  public init(store: SecretStore, salt: String) throws(Diagnostic) {
    guard let bytes = Hex.decode(salt), bytes.count >= 16 else { throw SecretProblem.invalidSalt() }
    self.store = store
    self.salt = bytes
  }

  /// What was found of several secrets.
  public struct Reading: Sendable {
    /// The fingerprints of those that could be read.
    public var fingerprints: [SecretSource: String] = [:]
    /// What is wrong with those that could not; generated ones that are yet to be made are in
    /// neither list.
    public var problems: [SecretSource: Diagnostic] = [:]
  }

  /// The fingerprints of several secrets, made on all cores at once; creates no secret. It blocks
  /// its thread for about 30 ms for each secret and core.
  public func read(_ sources: [SecretSource]) -> Reading {
    let sources = Array(Set(sources))
    let reading = Mutex(Reading())
    DispatchQueue.concurrentPerform(iterations: sources.count) { index in
      let source = sources[index]
      do throws(Diagnostic) {
        guard let made = try fingerprint(of: source) else { return }
        reading.withLock { $0.fingerprints[source] = made }
      } catch {
        reading.withLock { $0.problems[source] = error }
      }
    }
    return reading.withLock { $0 }
  }

  /// The fingerprint of one secret; nothing for a generated one that is not made yet: a plan
  /// creates no secret.
  public func fingerprint(of source: SecretSource) throws(Diagnostic) -> String? {
    guard let content = try store.openIfPresent(source) else { return nil }
    return try fingerprint(of: source, content: content)
  }

  /// The fingerprint of a secret that was opened.
  public func fingerprint(of source: SecretSource, content: [UInt8]) throws(Diagnostic) -> String {
    // A zero byte parts them: no source has one, so no two pairs make the same bytes.
    let context = salt + [0] + Array(source.text.utf8)
    do {
      if Self.isGenerated(source, content) {
        let code = try HMAC.sha256(key: content, data: context)
        return "h1:" + Hex.encode(code.bytes.prefix(16))
      }
      let derived = try PBKDF2.sha256(
        password: content, salt: context, iterations: Self.iterations, length: 16)
      return "p1:" + Hex.encode(derived)
    } catch {
      throw SecretProblem.noFingerprint(source, "\(error)")
    }
  }

  /// Whether the content has the form of what the key store makes. Somebody may have put a
  /// password of their own there.
  private static func isGenerated(_ source: SecretSource, _ content: [UInt8]) -> Bool {
    switch source {
    case .generated:
      Base64URL.decode(String(decoding: content, as: UTF8.self))?.count == 32
    case .generatedKey: true
    case .environment, .file: false
    }
  }
}
