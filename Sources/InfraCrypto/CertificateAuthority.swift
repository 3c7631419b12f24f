internal import CCrypto
import FoundationEssentials

/// A certificate that may sign others, with its private key.
///
///     let authority = try CertificateAuthority.selfSigned(
///       commonName: "preview", validity: Validity(from: now, days: 365), serial: serial)
///     let key = try PrivateKey.generateP256()
///     let certificate = try authority.issue(
///       for: [.dns("localhost"), .ip("127.0.0.1")], key: key, validity: …, serial: …)
public struct CertificateAuthority: Sendable {
  /// What clients must trust.
  public let certificate: Certificate
  /// What signs.
  public let key: PrivateKey

  /// What an issued certificate proves its owner to be (RFC 5280, 4.2.1.12).
  public enum Purpose: Hashable, Sendable {
    /// A TLS server.
    case server
    /// A TLS client, for mutual TLS.
    case client
    /// Both: a peer in a cluster.
    case serverAndClient
  }

  /// Takes up an authority again, from its stored certificate and key.
  ///
  /// - Throws: `CryptoError.invalidArgument` when they do not belong together, or the certificate
  ///   may not sign others.
  public init(certificate: Certificate, key: PrivateKey) throws(CryptoError) {
    guard certificate.isAuthority else {
      throw .invalidArgument(
        "The certificate \(certificate.subject) may not sign others.",
        hint: "Give one whose basic constraints say CA:TRUE.")
    }
    guard certificate.belongs(to: key) else {
      throw .invalidArgument(
        "The certificate \(certificate.subject) does not belong to the key.",
        hint: "Give the key that was made with it.")
    }
    self.certificate = certificate
    self.key = key
  }

  /// A new authority that signs itself; it may sign servers and clients, and no more authorities.
  ///
  /// - Parameter key: a P-256 key is made when none is given.
  public static func selfSigned(
    commonName: String, validity: Validity, serial: SerialNumber, key: PrivateKey? = nil
  ) throws(CryptoError) -> CertificateAuthority {
    Libcrypto.forgetEarlierErrors()
    let key = if let key { key } else { try PrivateKey.generateP256() }
    let builder = try CertificateBuilder()
    try builder.setFields(serial: serial, validity: validity, key: key)
    try builder.setSubject(commonName: commonName)
    try builder.setIssuer(nil)
    try builder.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
    try builder.add(NID_key_usage, "critical,keyCertSign,cRLSign")
    return try CertificateAuthority(certificate: builder.signed(by: key), key: key)
  }

  /// Issues a certificate for a key.
  ///
  /// - Parameters:
  ///   - hosts: what clients call the server; a pure client may go without.
  ///   - commonName: the first host when it is not given and fits; clients are known by it.
  ///   - serial: never the same twice under one authority.
  /// - Throws: `CryptoError.invalidArgument` for a malformed host, for nothing to name the subject
  ///   by, and for a validity that the authority's own does not cover.
  public func issue(
    for hosts: [SubjectAlternativeName], key subjectKey: PrivateKey, validity: Validity,
    serial: SerialNumber, purpose: Purpose = .server, commonName: String? = nil
  ) throws(CryptoError) -> Certificate {
    try checkCoverage(of: validity)
    let subject = try subjectName(commonName, hosts: hosts, purpose: purpose)
    Libcrypto.forgetEarlierErrors()
    let builder = try CertificateBuilder()
    try builder.setFields(serial: serial, validity: validity, key: subjectKey)
    try builder.setSubject(commonName: subject)
    try builder.setIssuer(certificate)
    try builder.add(NID_basic_constraints, "critical,CA:FALSE")
    try builder.add(NID_key_usage, "critical,digitalSignature")
    switch purpose {
    case .server: try builder.add(NID_ext_key_usage, "serverAuth")
    case .client: try builder.add(NID_ext_key_usage, "clientAuth")
    case .serverAndClient: try builder.add(NID_ext_key_usage, "serverAuth,clientAuth")
    }
    if !hosts.isEmpty {
      // RFC 5280, 4.2.1.6: critical where the subject is empty.
      try builder.setHosts(hosts, isCritical: subject == nil)
    }
    return try builder.signed(by: key)
  }

  private func checkCoverage(of validity: Validity) throws(CryptoError) {
    let own = certificate.validity
    guard own.contains(validity.notBefore), own.contains(validity.notAfter) else {
      throw .invalidArgument(
        "A certificate from \(validity.notBefore) to \(validity.notAfter) would not be accepted "
          + "all that time: its authority holds from \(own.notBefore) to \(own.notAfter).",
        hint: "Shorten it, or renew the authority first.")
    }
  }

  private func subjectName(
    _ commonName: String?, hosts: [SubjectAlternativeName], purpose: Purpose
  ) throws(CryptoError) -> String? {
    if let commonName { return commonName }
    guard let first = hosts.first else {
      throw .invalidArgument(
        "The certificate would name nobody.", hint: "Give at least one host, or a common name.")
    }
    return first.description.utf8.count <= 64 ? first.description : nil
  }
}
