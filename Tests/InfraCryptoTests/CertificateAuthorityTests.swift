import Foundation
import InfraCrypto
import Testing

@Suite("Certificate authorities")
struct CertificateAuthorityTests {
  let fixture: Authority

  init() throws { fixture = try Authority() }

  @Test("can be taken up again from PEM and go on issuing")
  func takenUpAgain() throws {
    let stored = fixture.authority
    let again = try CertificateAuthority(
      certificate: Certificate(pem: stored.certificate.pem), key: PrivateKey(pem: stored.key.pem()))
    let certificate = try again.issue(
      for: [.dns("a.test")], key: .generateP256(), validity: Validity(from: fixture.now, days: 1),
      serial: SerialNumber([1]))
    #expect(certificate.isSigned(by: stored.certificate))
    #expect(certificate.serial.description == "01")
  }

  @Test("are refused with a stranger's key, and when they may not sign")
  func refused() throws {
    let key = try PrivateKey.generateP256()
    let leaf = try fixture.issue(key: key)
    let stranger = #expect(throws: CryptoError.self) {
      try CertificateAuthority(certificate: fixture.authority.certificate, key: key)
    }
    #expect(try #require(stranger).description.contains("does not belong to the key"))
    let noAuthority = #expect(throws: CryptoError.self) {
      try CertificateAuthority(certificate: leaf, key: key)
    }
    #expect(try #require(noAuthority).description.contains("may not sign others"))
  }

  @Test("issue nothing that outlives them or names nobody")
  func limits() throws {
    let outliving = #expect(throws: CryptoError.self) { try fixture.issue(days: 31) }
    #expect(try #require(outliving).description.contains("renew the authority first"))
    #expect(throws: CryptoError.self) { try fixture.issue(for: []) }
    #expect(throws: CryptoError.self) {
      try fixture.issue(commonName: String(repeating: "x", count: 65))
    }
  }

  @Test("issue for a host that is too long for a common name")
  func longHost() throws {
    let host = Array(repeating: "long-label", count: 8).joined(separator: ".")
    let certificate = try fixture.issue(for: [.dns(host)])
    #expect(certificate.subject == "")
    try certificate.verify(
      trusting: fixture.authority.certificate, at: fixture.now, host: .dns(host))
  }

  @Test("keep letters of every script in their name")
  func unicode() throws {
    let authority = try Authority(commonName: "Prüfstelle 東京, \"Ost\"").authority
    #expect(authority.certificate.subject == #"CN=Prüfstelle 東京\, \"Ost\""#)
  }

  @Test("serial numbers are positive, short and repeatable")
  func serials() throws {
    for seed in 0..<200 as Range<UInt64> {
      let serial = try SerialNumber.random(from: SeededRandom(seed: seed))
      #expect(serial.bytes.count == 16)
      #expect((0x40...0x7F).contains(serial.bytes[0]))
      #expect(try serial == SerialNumber.random(from: SeededRandom(seed: seed)))
    }
    #expect(throws: CryptoError.self) { try SerialNumber([0, 0]) }
    #expect(throws: CryptoError.self) { try SerialNumber([UInt8](repeating: 0x80, count: 20)) }
    #expect(try SerialNumber([0] + [UInt8](repeating: 0x7F, count: 20)).bytes.count == 20)
  }

  @Test("a validity must have an end after its start")
  func validity() throws {
    #expect(throws: CryptoError.self) { try Validity(from: fixture.now, days: -1) }
    #expect(throws: CryptoError.self) {
      try Validity(notBefore: fixture.now, notAfter: .distantFuture.addingTimeInterval(1e13))
    }
    let fraction = try Validity(from: fixture.now.addingTimeInterval(0.9), days: 1)
    #expect(fraction.notBefore == fixture.now)
  }

  @Test("a protected key is refused with the command that frees it", OpenSSLTool.condition)
  func protectedKey() throws {
    let path = try OpenSSLTool.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: path) }
    let plain = path.appending(path: "plain.pem")
    try Data(fixture.authority.key.pem().reveal()).write(to: plain)
    let protected = path.appending(path: "protected.pem")
    let made = try OpenSSLTool.run([
      "pkey", "-in", plain.path, "-aes256", "-passout", "pass:x", "-out", protected.path,
    ])
    #expect(made.status == 0)
    #expect(throws: CryptoError.passphraseNeeded) {
      try PrivateKey(pem: try Data(contentsOf: protected))
    }
  }
}
