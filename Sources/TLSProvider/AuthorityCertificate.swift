import FoundationEssentials
import InfraCrypto

/// An authority's certificate, made anew from its key whenever a server's is issued and yet the
/// same: nothing of an authority is kept but its key.
///
/// All in it follows from key, name and period, but for the signature, which ECDSA draws at
/// random. Two of them are interchangeable: whoever trusts one accepts what the other issued.
enum AuthorityCertificate {
  /// Periods begin every 1,826 days (5 years) from 1970 on, and a certificate holds for two of
  /// them: at any moment it has 5 years left, more than the 825 days of the longest server's.
  static let periodDays = 1_826

  /// The authority of a key and a name in the period in which `validity` begins.
  static func make(named name: String, key: PrivateKey, at validity: Validity)
    throws(CryptoError) -> CertificateAuthority
  {
    let days = Int(validity.notBefore.timeIntervalSince1970) / 86_400
    let start = days / periodDays * periodDays
    let period = try Validity(
      from: Date(timeIntervalSince1970: Double(start) * 86_400), days: 2 * periodDays)
    return try CertificateAuthority.selfSigned(
      commonName: name, validity: period, serial: try serial(key, name, start), key: key)
  }

  /// The former certificate if it is the same authority's and holds long enough, so that not
  /// even its bytes change; `fresh` otherwise.
  static func keeping(
    _ former: String?, insteadOf fresh: CertificateAuthority, for validity: Validity
  ) -> CertificateAuthority {
    guard let former, let certificate = try? Certificate(pem: former),
      certificate.subject == fresh.certificate.subject,
      certificate.validity.contains(validity.notBefore),
      certificate.validity.contains(validity.notAfter),
      // Refuses one that does not belong to the key.
      let authority = try? CertificateAuthority(certificate: certificate, key: fresh.key)
    else { return fresh }
    return authority
  }

  /// A number that follows from key, name and period, and tells nothing of the key: a MAC with it.
  /// Certificates that differ in one of them must not have the same number (RFC 5280, 4.1.2.2).
  private static func serial(_ key: PrivateKey, _ name: String, _ start: Int) throws(CryptoError)
    -> SerialNumber
  {
    let code = try HMAC.sha256(key: key.pem(), data: "authority serial \(start) \(name)")
    return try SerialNumber([0x40] + code.bytes.prefix(15))
  }
}
