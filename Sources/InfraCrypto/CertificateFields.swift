internal import CCrypto
import FoundationEssentials

/// Reads the fields of a certificate that libcrypto holds.
struct CertificateFields {
  private let pointer: OpaquePointer

  /// Borrows the certificate for as long as the reading takes.
  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }

  func subject() throws(CryptoError) -> String { try text(X509_get_subject_name(pointer)) }

  func issuer() throws(CryptoError) -> String { try text(X509_get_issuer_name(pointer)) }

  func hosts() -> [SubjectAlternativeName] {
    guard let found = X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil) else { return [] }
    let names = OpaquePointer(found)
    defer { infra_general_names_free(names) }
    return (0..<infra_general_names_count(names)).compactMap { index in
      var start: UnsafePointer<UInt8>?
      var count: Int32 = 0
      let type = infra_general_names_read(names, index, &start, &count)
      let bytes = [UInt8](UnsafeBufferPointer(start: start, count: Int(count)))
      switch type {
      case GEN_DNS: return .dns(String(decoding: bytes, as: UTF8.self))
      case GEN_IPADD:
        return SubjectAlternativeName.addressText(bytes).map { .ip($0) }
      default: return nil
      }
    }
  }

  func validity() throws(CryptoError) -> Validity {
    Validity(
      unchecked: try date(X509_get0_notBefore(pointer)), try date(X509_get0_notAfter(pointer)))
  }

  func serial() throws(CryptoError) -> SerialNumber {
    let number = try Libcrypto.require(
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(pointer), nil), "read a serial number")
    defer { BN_free(number) }
    var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
    _ = BN_bn2bin(number, &bytes)
    return SerialNumber(unchecked: bytes)
  }

  func fingerprint() throws(CryptoError) -> Digest {
    let algorithm = try Libcrypto.require(SHA256.algorithm, "find SHA-256")
    return try Digest("digest a certificate") { X509_digest(pointer, algorithm, $0, nil) }
  }

  func pem() throws(CryptoError) -> String {
    let bio = try MemoryBIO()
    try Libcrypto.check(PEM_write_bio_X509(bio.pointer, pointer), "write a certificate as PEM")
    return bio.text()
  }

  private func text(_ name: OpaquePointer?) throws(CryptoError) -> String {
    let bio = try MemoryBIO()
    try Libcrypto.check(infra_print_name(bio.pointer, name), "read a name of a certificate")
    return bio.text()
  }

  private func date(_ time: UnsafePointer<ASN1_TIME>?) throws(CryptoError) -> Date {
    var parts = tm()
    try Libcrypto.check(ASN1_TIME_to_tm(time, &parts), "read a time of a certificate")
    return Date(timeIntervalSince1970: TimeInterval(timegm(&parts)))
  }
}
