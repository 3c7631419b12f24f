import Foundation
import InfraCrypto

/// An authority and a server for the tests, at a fixed moment and with repeatable serials.
struct Authority {
  static let hosts: [SubjectAlternativeName] = [
    .dns("localhost"), .dns("*.example.test"), .ip("127.0.0.1"), .ip("2001:db8::1"),
  ]

  let now: Date
  let random = SeededRandom(seed: 7)
  let authority: CertificateAuthority

  init(commonName: String = "infra tests", now: Date = Date(timeIntervalSince1970: 2_000_000_000))
    throws
  {
    self.now = now
    authority = try CertificateAuthority.selfSigned(
      commonName: commonName, validity: Validity(from: now, days: 30),
      serial: .random(from: random))
  }

  func issue(
    for hosts: [SubjectAlternativeName] = Self.hosts, key: PrivateKey? = nil, days: Int = 7,
    purpose: CertificateAuthority.Purpose = .server, commonName: String? = nil
  ) throws -> Certificate {
    try authority.issue(
      for: hosts, key: key ?? PrivateKey.generateP256(), validity: Validity(from: now, days: days),
      serial: .random(from: random), purpose: purpose, commonName: commonName)
  }
}
