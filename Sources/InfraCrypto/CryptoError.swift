import FoundationEssentials

/// What can go wrong in this room; no case ever carries key material, plaintext or a passphrase.
public enum CryptoError: Error, Hashable, Sendable {
  /// libcrypto refused an operation; `reason` is its own text.
  case libcrypto(operation: String, reason: String)
  /// An argument that no call to libcrypto would make right: what is wrong, and how to fix it.
  case invalidArgument(String, hint: String)
  /// Sealed bytes were changed, cut, or sealed with another key or other associated data.
  case notAuthentic
  /// A private key is protected by a passphrase, which nothing here can ask for.
  case passphraseNeeded
  /// A certificate does not hold for what it was presented for; `reason` is libcrypto's own text.
  case certificateRefused(subject: String, reason: String)
}

extension CryptoError: CustomStringConvertible, LocalizedError {
  /// What, why, and how to fix it, as one text for people.
  public var description: String {
    switch self {
    case .libcrypto(let operation, let reason):
      "Cannot \(operation): libcrypto says \"\(reason)\"."
    case .invalidArgument(let what, let hint):
      "\(what) \(hint)"
    case .notAuthentic:
      "The sealed data cannot be opened: it was changed or cut, or it was sealed with another key "
        + "or for another purpose. Use the key it was sealed with, or an undamaged copy."
    case .passphraseNeeded:
      "The private key is protected by a passphrase. Give an unprotected copy:\n"
        + "  openssl pkey -in protected.pem -out key.pem"
    case .certificateRefused(let subject, let reason):
      "The certificate \(subject) is refused: \(reason). Issue a new one, or check the authority, "
        + "the host name and the clock."
    }
  }

  /// The same text, for callers that only know Foundation's errors.
  public var errorDescription: String? { description }
}
