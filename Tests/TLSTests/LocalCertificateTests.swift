import InfraCrypto
import InfraDSL
import InfraModel
import Testing

@testable import TLS

@Suite("A declared certificate")
struct LocalCertificateTests {
  func arguments(_ certificate: LocalCertificate) throws -> DesiredResource {
    let lowered = lower { certificate }
    #expect(lowered.diagnostics.items.map(\.detail) == [])
    return try #require(lowered.desired.resources.first)
  }

  /// The problems of a certificate, without the argument's name in front.
  func problems(_ certificate: LocalCertificate) -> [String] {
    lower { certificate }.diagnostics.items.map(\.summary)
  }

  @Test("has keys of its own, 90 days, and 30 days to be renewed, if nothing else is said")
  func defaults() throws {
    let resource = try arguments(LocalCertificate("edge", hosts: ["localhost", "127.0.0.1"]))
    #expect(resource.address.text == "tls_certificate.edge")
    #expect(resource.provider == "tls")
    #expect(resource["hosts"] == ["localhost", "127.0.0.1"])
    #expect(resource["validity_hours"] == 2_160)
    #expect(resource["renew_before_hours"] == 720)
    #expect(resource["key"] == .secret(SealedSecret(.generatedKey("edge-key"))))
    #expect(resource["authority_key"] == .secret(SealedSecret(.generatedKey("authority-key"))))
    #expect(resource["common_name"].isNull)
    #expect(resource["authority_name"].isNull)
  }

  @Test("lists every stored property in its schema, and each name once")
  func schema() {
    let schema = LocalCertificate.schema.schema
    let stored = Mirror(reflecting: LocalCertificate("c", hosts: ["a"])).children
    #expect(stored.count { $0.label != "declaration" } == schema.arguments.count)
    let names = schema.arguments.map(\.name) + schema.attributes.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(!schema.isKnownToTerraform)
    #expect(schema.arguments.filter(\.isSensitive).map(\.name) == ["key", "authority_key"])
  }

  @Test("is renewed in place, and made anew only for another authority")
  func effects() {
    for argument in LocalCertificate.schema.schema.arguments {
      let isAuthority = argument.name.hasPrefix("authority")
      let effect = argument.effect.effect(from: .null, to: .null)
      #expect(effect == (isAuthority ? .replaceWithoutGap : .inPlace), "\(argument.name)")
    }
  }

  @Test("gives its chain and its key to files")
  func files() throws {
    let certificate = LocalCertificate("edge", hosts: ["localhost"])
    let chain: FileContent = "\(certificate.chain)"
    let key: FileContent = "\(certificate.key)"
    let lowered = lower {
      certificate
      Holder("server", file: chain, key: key)
    }
    #expect(lowered.diagnostics.items.map(\.detail) == [])
    let holder = try #require(lowered.desired.resources.first { $0.address.key == "server" })
    let address = Address(module: [], type: "tls_certificate", key: "edge")
    #expect(holder["file"] == .reference(Reference(address, "chain_pem")))
    #expect(holder["key"] == .secret(SealedSecret(.generatedKey("edge-key"))))
    #expect(holder.dependencies == [address])
  }

  @Test(
    "takes the hosts that libcrypto's room takes, and refuses those that it refuses",
    arguments: [
      ("localhost", true), ("api.example.org", true), ("*.example.org", true), ("a_b", true),
      ("xn--bcher-kva.example", true), ("127.0.0.1", true), ("::1", true), ("2001:db8::1", true),
      ("", false), ("a..b", false), ("-a", false), ("a-", false), ("a b", false), ("*", false),
      ("*.org", false), ("a.*.org", false), ("bücher.example", false), ("a.", false),
      ("[::1]", false), ("a:80", false), ("10.0.0.0/8", false),
    ])
  func hosts(host: String, isAccepted: Bool) throws {
    let found = problems(LocalCertificate("c", hosts: ["\(host)"]))
    #expect(found == (isAccepted ? [] : ["Invalid host"]))
    let authority = try CertificateAuthority.selfSigned(
      commonName: "a", validity: Validity(from: .now, days: 1),
      serial: .random(from: SystemRandom()))
    let issued = try? authority.issue(
      for: [SubjectAlternativeName(host)], key: .generateP256(),
      validity: authority.certificate.validity, serial: .random(from: SystemRandom()),
      commonName: "c")
    #expect((issued != nil) == isAccepted)
  }

  @Test("refuses a mistyped address, which would pass for a name")
  func mistypedAddress() {
    for host in ["127.0.0.256", "10.0.1", "1"] {
      #expect(problems(LocalCertificate("c", hosts: ["\(host)"])) == ["Invalid host"])
    }
  }

  @Test("refuses no hosts, and one that is given twice")
  func hostLists() {
    #expect(problems(LocalCertificate("c", hosts: [])) == ["Missing argument"])
    #expect(
      problems(LocalCertificate("c", hosts: ["a.org", "b.org", "A.org"])) == ["Host given twice"])
  }

  @Test("refuses names that no certificate can have")
  func names() {
    for name in ["", "a\nb", String(repeating: "a", count: 65)] {
      let certificate = LocalCertificate(
        "c", hosts: ["a"], commonName: "\(name)", authorityName: "\(name)")
      #expect(problems(certificate) == ["Invalid certificate name", "Invalid certificate name"])
    }
  }

  @Test("is due when a third of its validity is left")
  func thirds() throws {
    for (validity, hours) in [(Duration.hours(1), 0), (.hours(24), 8), (.days(825), 6_600)] {
      let certificate = LocalCertificate("c", hosts: ["a"], validity: validity)
      #expect(try arguments(certificate)["renew_before_hours"] == .int(hours))
    }
  }

  @Test(
    "refuses times that are no whole hours, too long, or due from the beginning on",
    arguments: [
      (Duration.seconds(5_400), nil, 1), (.zero, nil, 1), (.hours(-2), nil, 1),
      (.days(826), nil, 1), (.days(1), .days(1), 1), (.days(1), .hours(-1), 1),
      (.days(1), .seconds(90), 1), (.days(900), .days(900), 2),
    ] as [(Duration, Duration?, Int)])
  func times(validity: Duration, renewBefore: Duration?, count: Int) {
    let found = problems(
      LocalCertificate("c", hosts: ["a"], validity: validity, renewBefore: renewBefore))
    #expect(found == Array(repeating: "Invalid duration", count: count))
  }
}
