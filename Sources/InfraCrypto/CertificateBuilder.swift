internal import CCrypto
import FoundationEssentials

/// Puts a certificate together and signs it.
struct CertificateBuilder: ~Copyable {
  private let certificate: OpaquePointer

  /// An empty certificate.
  init() throws(CryptoError) {
    certificate = try Libcrypto.require(X509_new(), "make a certificate")
  }

  deinit {
    X509_free(certificate)
  }

  /// Sets the fields that every X.509 version 3 certificate has.
  func setFields(
    serial: SerialNumber, validity: Validity, key: PrivateKey
  ) throws(CryptoError) {
    // The number counts from 0: 2 means version 3.
    try Libcrypto.check(X509_set_version(certificate, 2), "set a certificate's version")
    try setSerial(serial)
    try set(X509_getm_notBefore(certificate), to: validity.notBefore)
    try set(X509_getm_notAfter(certificate), to: validity.notAfter)
    try Libcrypto.check(X509_set_pubkey(certificate, key.pointer), "set a certificate's key")
  }

  /// Names the subject; no name at all leaves it empty, which RFC 5280 allows beside hosts.
  func setSubject(commonName: String?) throws(CryptoError) {
    guard let commonName else { return }
    let name = try Libcrypto.require(X509_NAME_new(), "make a subject")
    defer { X509_NAME_free(name) }
    let bytes = Array(commonName.utf8)
    // 64 characters are the most that X.520 allows (RFC 5280, appendix A.1: ub-common-name).
    guard (1...64).contains(commonName.unicodeScalars.count) else {
      throw .invalidArgument(
        "A common name of \(commonName.unicodeScalars.count) characters is not possible.",
        hint: "Give 1 to 64 characters; host names may be longer and belong in the hosts.")
    }
    try Libcrypto.check(
      X509_NAME_add_entry_by_NID(
        name, NID_commonName, infra_utf8, bytes, Int32(bytes.count), -1, 0),
      "set a common name")
    try Libcrypto.check(X509_set_subject_name(certificate, name), "set a subject")
  }

  /// Names the issuer and, for the extensions that refer to it, keeps to its certificate.
  func setIssuer(_ authority: Certificate?) throws(CryptoError) {
    let name = X509_get_subject_name(authority?.pointer ?? certificate)
    try Libcrypto.check(X509_set_issuer_name(certificate, name), "set an issuer")
    // The subject's own identifier first: the authority's may be taken from it.
    try add(NID_subject_key_identifier, "hash")
    let issuer = authority?.pointer ?? certificate
    try Libcrypto.check(
      infra_add_extension(certificate, issuer, NID_authority_key_identifier, "keyid"),
      "name the issuer's key")
  }

  /// Adds an extension in OpenSSL's notation, for constant values only.
  func add(_ extensionID: Int32, _ value: StaticString) throws(CryptoError) {
    try Libcrypto.check(
      infra_add_extension(certificate, nil, extensionID, "\(value)"), "add an extension")
  }

  /// Adds the hosts as they are, without a notation in which a name could say more than itself.
  func setHosts(_ hosts: [SubjectAlternativeName], isCritical: Bool) throws(CryptoError) {
    let names = try Libcrypto.require(infra_general_names_new(), "make a list of hosts")
    defer { infra_general_names_free(names) }
    for host in hosts {
      let type = if case .ip = host { GEN_IPADD } else { GEN_DNS }
      let bytes = try host.encoded()
      try Libcrypto.check(
        infra_general_names_append(names, type, bytes, Int32(bytes.count)),
        "add a host")
    }
    try Libcrypto.check(
      X509_add1_ext_i2d(
        certificate, NID_subject_alt_name, UnsafeMutableRawPointer(names), isCritical ? 1 : 0,
        UInt(X509V3_ADD_DEFAULT)),
      "add the hosts")
  }

  /// The certificate, signed with SHA-256 by the authority's key.
  consuming func signed(by key: PrivateKey) throws(CryptoError) -> Certificate {
    // X509_sign returns the signature's length, 0 for failure.
    guard X509_sign(certificate, key.pointer, SHA256.algorithm) > 0 else {
      throw Libcrypto.failure("sign a certificate")
    }
    X509_up_ref(certificate)
    return try Certificate(adopting: certificate)
  }

  private func setSerial(_ serial: SerialNumber) throws(CryptoError) {
    let number = try Libcrypto.require(
      BN_bin2bn(serial.bytes, Int32(serial.bytes.count), nil), "make a serial number")
    defer { BN_free(number) }
    _ = try Libcrypto.require(
      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)), "set a serial number")
  }

  private func set(_ field: UnsafeMutablePointer<ASN1_TIME>?, to date: Date) throws(CryptoError) {
    _ = try Libcrypto.require(
      ASN1_TIME_set(field, time_t(date.timeIntervalSince1970)), "set a certificate's time")
  }
}
