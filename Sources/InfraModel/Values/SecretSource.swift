/// Where a secret's content is found when it is needed: never the content itself.
public enum SecretSource: Hashable, Sendable, CustomStringConvertible {
  /// The environment variable of this name.
  case environment(String)
  /// The file at this path, relative to the project's folder if not absolute; one final newline
  /// is not part of the secret.
  case file(String)
  /// Made at random once per environment and kept in the user's key store, by this name.
  case generated(String)
  /// A P-256 private key in PEM form, made once per environment and kept as `generated` is.
  case generatedKey(String)

  /// Reads the form that `text` writes; nothing if it is of no known kind.
  public init?(parsing text: String) {
    // By bytes: a colon and an accent after it are one character to Swift.
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: 0x3A) else { return nil }
    let name = String(decoding: bytes[bytes.index(after: colon)...], as: UTF8.self)
    switch String(decoding: bytes[..<colon], as: UTF8.self) {
    case "environment": self = .environment(name)
    case "file": self = .file(name)
    case "generated": self = .generated(name)
    case "generated-key": self = .generatedKey(name)
    default: return nil
    }
  }

  /// The source as it is stored: `kind:name`.
  public var text: String {
    switch self {
    case .environment(let name): "environment:\(name)"
    case .file(let path): "file:\(path)"
    case .generated(let name): "generated:\(name)"
    case .generatedKey(let name): "generated-key:\(name)"
    }
  }

  /// The source in words that name no content.
  public var description: String {
    switch self {
    case .environment(let name): "environment variable \(name)"
    case .file(let path): "file \(path)"
    case .generated(let name): "generated secret \(name)"
    case .generatedKey(let name): "generated key \(name)"
    }
  }
}

/// A secret as values hold it: where its content comes from, and what betrays a change of it.
public struct SealedSecret: Hashable, Sendable {
  /// Where the content comes from.
  public var source: SecretSource
  /// A salted, slow fingerprint of the content; nothing while the content is not at hand.
  public var fingerprint: String?

  /// Makes a sealed secret.
  public init(_ source: SecretSource, fingerprint: String? = nil) {
    self.source = source
    self.fingerprint = fingerprint
  }

  /// Whether two sealed secrets are the same as far as can be told: by their fingerprints if
  /// both have one, by their sources otherwise.
  public func isSame(as other: SealedSecret) -> Bool {
    if let mine = fingerprint, let others = other.fingerprint { return mine == others }
    return source == other.source
  }
}
