internal import CCrypto
import FoundationEssentials

/// An X.509 certificate (RFC 5280): read from PEM, or made by a `CertificateAuthority`.
public final class Certificate: Sendable {
  /// The subject, such as `CN=localhost` (RFC 2253: the most specific part first).
  public let subject: String
  /// The subject of the certificate that signed this one, in the same form.
  public let issuer: String
  /// The hosts it holds for; names of other kinds (mail, URI) are left out.
  public let hosts: [SubjectAlternativeName]
  /// From when until when it holds.
  public let validity: Validity
  /// Its number among its issuer's certificates.
  public let serial: SerialNumber
  /// Whether it may sign other certificates (its basic constraints say CA).
  public let isAuthority: Bool
  /// The SHA-256 digest of its DER form: its identity.
  public let fingerprint: Digest
  /// The certificate as PEM.
  public let pem: String

  // Safe: set once in `init`; libcrypto counts references atomically, and what it still adds to
  // an X509 (cached extensions) it adds under its own lock.
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Takes over a certificate of libcrypto's; frees it also when it cannot be read.
  init(adopting pointer: OpaquePointer) throws(CryptoError) {
    do {
      let fields = CertificateFields(pointer)
      subject = try fields.subject()
      issuer = try fields.issuer()
      hosts = fields.hosts()
      validity = try fields.validity()
      serial = try fields.serial()
      isAuthority = X509_check_ca(pointer) == 1
      fingerprint = try fields.fingerprint()
      pem = try fields.pem()
    } catch {
      X509_free(pointer)
      throw error
    }
    self.pointer = pointer
  }

  deinit {
    X509_free(pointer)
  }

  /// Reads the first certificate of a PEM text; what stands before it is skipped.
  public convenience init(pem: some ContiguousBytes) throws(CryptoError) {
    guard let first = try Self.chain(pem: pem, limit: 1).first else {
      throw .invalidArgument(
        "There is no certificate in the text.",
        hint: "Give PEM, which starts with -----BEGIN CERTIFICATE-----.")
    }
    X509_up_ref(first.pointer)
    try self.init(adopting: first.pointer)
  }

  /// Reads the first certificate of a PEM text.
  public convenience init(pem: String) throws(CryptoError) {
    try self.init(pem: Array(pem.utf8))
  }

  /// Reads every certificate of a PEM text, such as a chain or a bundle of authorities.
  ///
  /// - Throws: `CryptoError.libcrypto` at the first one that is damaged; none at all is `[]`.
  public static func chain(
    pem: some ContiguousBytes, limit: Int = 1000
  ) throws(CryptoError) -> [Certificate] {
    Libcrypto.forgetEarlierErrors()
    let bio = try MemoryBIO.reading(pem)
    var found: [Certificate] = []
    while found.count < limit, let next = PEM_read_bio_X509(bio.pointer, nil, nil, nil) {
      found.append(try Certificate(adopting: next))
    }
    if found.count < limit, !Libcrypto.endedAtNoMorePEM() {
      throw Libcrypto.failure("read a certificate from PEM")
    }
    Libcrypto.forgetEarlierErrors()
    return found
  }
}

extension Certificate: Hashable {
  /// Whether both are the same certificate, byte by byte.
  public static func == (a: Certificate, b: Certificate) -> Bool {
    a.fingerprint == b.fingerprint
  }

  /// Feeds the identity to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(fingerprint)
  }
}

extension Certificate: CustomStringConvertible {
  /// Subject, hosts and end, in a line.
  public var description: String {
    let names = hosts.map(\.description).joined(separator: ", ")
    let end = validity.notAfter.formatted(.iso8601)
    return "\(subject)\(names.isEmpty ? "" : " for \(names)") until \(end)"
  }
}
