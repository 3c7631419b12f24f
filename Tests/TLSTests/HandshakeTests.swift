import Foundation
import InfraModel
import TLS
import Testing

@Suite("In a handshake of OpenSSL's own", OpenSSL.condition, .timeLimit(.minutes(1)))
struct HandshakeTests {
  let edge = LocalCertificate("edge", hosts: ["localhost", "127.0.0.1"])
  let workshop: Workshop

  /// OpenSSL looks at the real clock.
  init() throws { workshop = try Workshop(now: .now) }

  /// Connects with a client that trusts `authority` to a server with the certificate of `state`.
  func connect(_ state: ResourceState, trusting authority: String, expecting check: [String])
    async throws -> OpenSSL.Result
  {
    let key = try workshop.secrets.open(.generatedKey("edge-key"))
    let chain = try workshop.write("chain.pem", try state.text("chain_pem"))
    let output = workshop.folder.appending(path: UUID().uuidString)
    let server = try OpenSSL.start(
      [
        "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", chain, "-cert_chain", chain, "-key",
        try workshop.write("key.pem", String(decoding: key, as: UTF8.self)),
      ], output: output)
    defer { OpenSSL.stop(server) }
    let port = try #require(try await OpenSSL.port(announcedIn: output))
    let trusted = try workshop.write("authority.pem", authority)
    return try OpenSSL.run(
      [
        "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", trusted, "-no-CApath",
        "-no-CAstore", "-verify_return_error", "-x509_strict",
      ] + check, in: workshop.folder)
  }

  @Test(
    "the hosts of a certificate are accepted, and others are not",
    arguments: [
      (["-verify_hostname", "localhost"], true), (["-verify_ip", "127.0.0.1"], true),
      (["-verify_hostname", "example.org"], false),
    ])
  func hosts(check: [String], isAccepted: Bool) async throws {
    let state = try await workshop.issue(edge)
    let result = try await connect(state, trusting: state.text("authority_pem"), expecting: check)
    #expect((result.status == 0) == isAccepted, "\(result.output)")
    #expect(
      result.output.contains("Verify return code: 0 (ok)") == isAccepted, "\(result.output)")
  }

  @Test("a renewed certificate is accepted by who trusts the authority of the first one")
  func renewed() async throws {
    let first = try await workshop.issue(edge)
    let second = try await workshop.issue(edge, prior: first)
    #expect(try first.text("serial") != second.text("serial"))
    let result = try await connect(
      second, trusting: first.text("authority_pem"), expecting: ["-verify_hostname", "localhost"])
    #expect(result.status == 0, "\(result.output)")
  }

  @Test("a certificate is refused by who trusts another environment's authority")
  func stranger() async throws {
    let state = try await workshop.issue(edge)
    let other = try await Workshop(now: .now).issue(edge)
    let result = try await connect(
      state, trusting: other.text("authority_pem"), expecting: ["-verify_hostname", "localhost"])
    #expect(result.status != 0, "\(result.output)")
  }

  @Test("nothing is left to complain of in the certificates", arguments: [true, false])
  func strict(isRenewed: Bool) async throws {
    var state = try await workshop.issue(edge)
    if isRenewed { state = try await workshop.issue(edge, prior: state) }
    let result = try OpenSSL.run(
      [
        "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile",
        try workshop.write("ca.pem", state.text("authority_pem")),
        try workshop.write("leaf.pem", state.text("certificate_pem")),
      ], in: workshop.folder)
    #expect(result.status == 0, "\(result.output)")
  }
}
