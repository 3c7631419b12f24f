import Foundation
import InfraCrypto
import Testing

@Suite("Certificates")
struct CertificateTests {
  let fixture: Authority
  var authority: Certificate { fixture.authority.certificate }
  var later: Date { fixture.now.addingTimeInterval(3600) }

  init() throws { fixture = try Authority() }

  @Test("say what they were issued with")
  func fields() throws {
    let certificate = try fixture.issue()
    #expect(certificate.subject == "CN=localhost")
    #expect(certificate.issuer == "CN=infra tests")
    #expect(certificate.hosts == Authority.hosts)
    #expect(certificate.validity.notBefore == fixture.now)
    #expect(certificate.validity.notAfter == fixture.now.addingTimeInterval(7 * 86_400))
    #expect(certificate.serial.bytes.count == 16)
    #expect(!certificate.isAuthority)
    #expect(authority.isAuthority)
    #expect(authority.subject == authority.issuer)
    #expect(
      certificate.description
        == "CN=localhost for localhost, *.example.test, 127.0.0.1, 2001:db8::1 "
        + "until 2033-05-25T03:33:20Z")
  }

  @Test("are the same after a round through PEM, with text around it")
  func roundTrip() throws {
    let certificate = try fixture.issue()
    let again = try Certificate(pem: "Some text\n" + certificate.pem + authority.pem)
    #expect(again == certificate)
    #expect(again.pem == certificate.pem)
    #expect(again.hosts == certificate.hosts)
    #expect(again.serial == certificate.serial)
    let chain = try Certificate.chain(pem: Data((certificate.pem + authority.pem).utf8))
    #expect(chain == [certificate, authority])
    #expect(try Certificate.chain(pem: Array("nothing".utf8)).isEmpty)
  }

  @Test("belong to their own key and to no other")
  func keys() throws {
    let key = try PrivateKey.generateP256()
    let certificate = try fixture.issue(key: key)
    #expect(certificate.belongs(to: key))
    #expect(certificate.belongs(to: try PrivateKey(pem: key.pem())))
    #expect(!certificate.belongs(to: try PrivateKey.generateP256()))
  }

  @Test("are signed by their authority, and by no namesake of it")
  func signature() throws {
    let certificate = try fixture.issue()
    let namesake = try Authority().authority.certificate
    #expect(certificate.isSigned(by: authority))
    #expect(authority.isSigned(by: authority))
    #expect(!certificate.isSigned(by: namesake))
    #expect(!certificate.isSigned(by: certificate))
    #expect(throws: CryptoError.self) { try certificate.verify(trusting: namesake, at: later) }
  }

  @Test(
    "hold for their hosts",
    arguments: ["localhost", "LOCALHOST", "api.example.test", "127.0.0.1", "2001:db8:0::1"])
  func rightHost(host: String) throws {
    try fixture.issue().verify(
      trusting: authority, at: later, host: SubjectAlternativeName(host))
  }

  @Test(
    "do not hold for other hosts",
    arguments: [
      ("example.test", "hostname mismatch"), ("a.b.example.test", "hostname mismatch"),
      ("localhost.evil.test", "hostname mismatch"), ("127.0.0.2", "IP address mismatch"),
    ])
  func wrongHost(host: String, reason: String) throws {
    let certificate = try fixture.issue()
    #expect(throws: CryptoError.certificateRefused(subject: "CN=localhost", reason: reason)) {
      try certificate.verify(trusting: authority, at: later, host: SubjectAlternativeName(host))
    }
  }

  @Test("do not hold for their common name alone")
  func commonNameIsNoHost() throws {
    let certificate = try fixture.issue(for: [.dns("a.test")], commonName: "b.test")
    #expect(throws: CryptoError.self) {
      try certificate.verify(trusting: authority, at: later, host: .dns("b.test"))
    }
  }

  @Test("hold from their first to their last second")
  func time() throws {
    let certificate = try fixture.issue(days: 1)
    let subject = "CN=localhost"
    try certificate.verify(trusting: authority, at: fixture.now)
    try certificate.verify(trusting: authority, at: fixture.now.addingTimeInterval(86_399))
    #expect(
      throws: CryptoError.certificateRefused(
        subject: subject, reason: "certificate has expired")
    ) {
      try certificate.verify(trusting: authority, at: fixture.now.addingTimeInterval(86_401))
    }
    #expect(
      throws: CryptoError.certificateRefused(
        subject: subject, reason: "certificate is not yet valid")
    ) {
      try certificate.verify(trusting: authority, at: fixture.now.addingTimeInterval(-1))
    }
  }

  @Test("prove only what they were issued for")
  func purpose() throws {
    let client = try fixture.issue(for: [], purpose: .client, commonName: "deployer")
    let both = try fixture.issue(purpose: .serverAndClient)
    try client.verify(trusting: authority, at: later, purpose: .client)
    try both.verify(trusting: authority, at: later, purpose: .serverAndClient)
    #expect(throws: CryptoError.self) { try client.verify(trusting: authority, at: later) }
    #expect(throws: CryptoError.self) {
      try fixture.issue().verify(trusting: authority, at: later, purpose: .client)
    }
  }

  @Test("a hostile name cannot add a second one")
  func injection() throws {
    for name in ["a.test,DNS:evil.test", "a.test\0.evil.test", "a b", "", ".", "-a", "é.test", "*"]
    {
      #expect(throws: CryptoError.self, "\(name)") { try fixture.issue(for: [.dns(name)]) }
    }
    #expect(throws: CryptoError.self) { try fixture.issue(for: [.ip("1.2.3.4,DNS:evil.test")]) }
    #expect(throws: CryptoError.self) { try fixture.issue(for: [.ip("300.1.1.1")]) }
  }

  @Test("damage is refused with libcrypto's reason")
  func damaged() throws {
    var lines = authority.pem.split(separator: "\n").map(String.init)
    lines[2] = String(lines[2].reversed())
    let error = #expect(throws: CryptoError.self) {
      try Certificate(pem: lines.joined(separator: "\n") + "\n")
    }
    #expect(try #require(error).description.hasPrefix("Cannot read a certificate from PEM"))
    let none = #expect(throws: CryptoError.self) { try Certificate(pem: "") }
    #expect(try #require(none).description.contains("-----BEGIN CERTIFICATE-----"))
  }
}
