import Foundation
import InfraCrypto
import InfraModel
import TLS
import Testing

@Suite("The provider of certificates")
struct TLSProviderTests {
  let edge = LocalCertificate("edge", hosts: ["localhost", "*.example.test", "127.0.0.1"])

  @Test("issues what was declared, with a chain that clients of the authority accept")
  func issues() async throws {
    let workshop = try Workshop()
    let state = try await workshop.issue(edge)
    let leaf = try state.certificate()
    let authority = try state.certificate("authority_pem")
    #expect(
      Set(state.attributes.keys) == Set(LocalCertificate.schema.schema.attributes.map(\.name)))
    #expect(leaf.hosts == [.dns("localhost"), .dns("*.example.test"), .ip("127.0.0.1")])
    #expect(leaf.subject == "CN=localhost")
    #expect(authority.subject == "CN=test authority")
    #expect(leaf.validity.notAfter == workshop.now.addingTimeInterval(90 * 86_400))
    #expect(try state.text("not_after") == "2029-04-01T00:00:00Z")
    #expect(try state.text("serial") == "\(leaf.serial)")
    #expect(try state.text("id") == state.instance.text)
    #expect(
      try state.text("chain_pem")
        == state.text("certificate_pem") + state.text("authority_pem"))
    for host in ["localhost", "a.example.test"] {
      try leaf.verify(trusting: authority, at: workshop.now, host: .dns(host))
    }
    let key = try PrivateKey(pem: workshop.secrets.open(.generatedKey("edge-key")))
    #expect(leaf.belongs(to: key))
  }

  @Test("keeps keys out of what the state holds")
  func noKeys() async throws {
    let state = try await Workshop().issue(edge)
    #expect(!"\(state)".contains("PRIVATE KEY"))
  }

  @Test("keeps the authority, to the byte, when it issues anew")
  func reissues() async throws {
    let workshop = try Workshop()
    let first = try await workshop.issue(edge)
    workshop.pass(days: 60)
    let other = LocalCertificate(
      "edge", hosts: ["example.org"], commonName: "edge, the", validity: .days(1))
    let second = try await workshop.issue(other, prior: first)
    #expect(try second.text("authority_pem") == first.text("authority_pem"))
    #expect(try second.text("serial") != first.text("serial"))
    let leaf = try second.certificate()
    #expect(leaf.hosts == [.dns("example.org")])
    #expect(leaf.subject == #"CN=edge\, the"#)
    try leaf.verify(
      trusting: first.certificate("authority_pem"), at: workshop.now, host: .dns("example.org"))
  }

  @Test("has all certificates of an environment accepted by who trusts one's authority")
  func shares() async throws {
    let workshop = try Workshop()
    let first = try await workshop.issue(edge)
    workshop.pass(days: 30)
    let second = try await workshop.issue(LocalCertificate("cache", hosts: ["redis"]))
    let authorities = try [first, second].map { try $0.certificate("authority_pem") }
    try first.certificate().verify(trusting: authorities[1], at: workshop.now)
    try second.certificate().verify(trusting: authorities[0], at: workshop.now)
    #expect(authorities[0].serial == authorities[1].serial)
    #expect(authorities[0].validity == authorities[1].validity)
    #expect(try first.text("serial") != second.text("serial"))
  }

  @Test("has an authority that outlives the longest certificate, whenever that is issued")
  func periods() async throws {
    // The last second of a period and the first moments of the next, around 2029-12-30.
    let boundary = 12 * 1_826 * 86_400.0
    let longest = LocalCertificate("edge", hosts: ["localhost"], validity: .days(825))
    for seconds in [-1, 0, 299, 300, 301] as [Double] {
      let workshop = try Workshop(now: Date(timeIntervalSince1970: boundary + seconds))
      let state = try await workshop.issue(longest)
      let authority = try state.certificate("authority_pem")
      try state.certificate().verify(trusting: authority, at: workshop.now)
      try state.certificate().verify(
        trusting: authority, at: workshop.now.addingTimeInterval(825 * 86_400 - 1))
    }
  }

  @Test("renews the authority in time, so that those who trust the former go on")
  func authorityRenewal() async throws {
    let workshop = try Workshop()
    let first = try await workshop.issue(edge)
    let former = try first.certificate("authority_pem")
    workshop.pass(days: former.validity.notAfter.timeIntervalSince(workshop.now) / 86_400 - 60)
    let second = try await workshop.issue(edge, prior: first)
    let renewed = try second.certificate("authority_pem")
    #expect(renewed.serial != former.serial)
    for authority in [former, renewed] {
      try second.certificate().verify(trusting: authority, at: workshop.now)
    }
  }

  @Test("has another authority for another name or key")
  func otherAuthority() async throws {
    let workshop = try Workshop()
    let first = try await workshop.issue(edge)
    for other in [
      LocalCertificate("edge", hosts: ["localhost"], authorityName: "another"),
      LocalCertificate("edge", hosts: ["localhost"], authorityKey: .generatedKey("another")),
    ] {
      let state = try await workshop.issue(other, prior: first)
      #expect(try state.text("authority_pem") != first.text("authority_pem"))
      let authority = try first.certificate("authority_pem")
      #expect(throws: CryptoError.self) {
        try state.certificate().verify(trusting: authority, at: workshop.now)
      }
    }
  }

  @Test("forgets a certificate and leaves its keys, as often as it is told")
  func deletes() async throws {
    let workshop = try Workshop()
    let state = try await workshop.issue(edge)
    let request = ProviderRequest(
      environment: "test", address: state.address, instance: state.instance,
      schema: LocalCertificate.schema.schema, arguments: state.arguments, prior: state)
    for operation in [InfraModel.Operation.delete, .delete, .deleteDeposed] {
      let left = try await workshop.provider.perform(
        operation, request, ProviderContext(secrets: workshop.secrets))
      #expect(left.isEmpty)
    }
    #expect(FileManager.default.fileExists(atPath: workshop.key("edge-key")))
  }

  @Test("says which key is missing or unfit, and how to provide it")
  func unfitKeys() async throws {
    let workshop = try Workshop(variables: ["NONSENSE": "canary-not-a-key"])
    let missing = LocalCertificate("edge", hosts: ["a"], key: .environment("TLS_KEY"))
    let unfit = LocalCertificate("edge", hosts: ["a"], key: .environment("NONSENSE"))
    let same = LocalCertificate("edge", hosts: ["a"], key: .generatedKey("authority-key"))
    let errors = try await [missing, unfit, same].asyncMap { certificate in
      try await #require(throws: ProviderError.self) { _ = try await workshop.issue(certificate) }
    }
    #expect(errors[0].message == "Secret not set: There is no environment variable TLS_KEY.")
    #expect(errors[0].commands == ["export TLS_KEY=…"])
    #expect(errors[1].message.contains("environment variable NONSENSE is no private key"))
    #expect(errors[2].message.contains("the authority's own"))
    #expect(errors.allSatisfy { $0.kind == .refused && !"\($0)".contains("canary") })
  }
}

extension Array {
  func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var mapped: [T] = []
    for element in self { mapped.append(try await transform(element)) }
    return mapped
  }
}
