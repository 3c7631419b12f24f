import Foundation
import InfraCrypto
import Testing

@Suite("OpenSSL's command line agrees", OpenSSLTool.condition, .timeLimit(.minutes(1)))
struct OpenSSLAgreementTests {
  /// Files of an authority and a server certificate that hold now.
  final class Files {
    let folder: URL
    let fixture: Authority

    init() throws {
      // The tool looks at the real clock; a minute back forgives a coarse one.
      fixture = try Authority(now: Date().addingTimeInterval(-60))
      folder = try OpenSSLTool.temporaryFolder()
      let key = try PrivateKey.generateP256()
      try Data(fixture.authority.certificate.pem.utf8).write(to: url("ca.pem"))
      try Data(fixture.issue(key: key).pem.utf8).write(to: url("server.pem"))
      try Data(key.pem().reveal()).write(to: url("key.pem"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func url(_ name: String) -> URL { folder.appending(path: name) }
    func path(_ name: String) -> String { url(name).path }
  }

  @Test("that the certificate verifies strictly, and only against its authority")
  func verify() throws {
    let files = try Files()
    let good = try OpenSSLTool.run([
      "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", files.path("ca.pem"),
      files.path("server.pem"),
    ])
    #expect(good.status == 0, "\(good.output)")
    try Data(try Authority().authority.certificate.pem.utf8).write(to: files.url("other.pem"))
    let bad = try OpenSSLTool.run([
      "verify", "-CAfile", files.path("other.pem"), files.path("server.pem"),
    ])
    #expect(bad.status != 0, "\(bad.output)")
  }

  @Test("what the certificates say")
  func text() throws {
    let files = try Files()
    let server = try OpenSSLTool.run(["x509", "-noout", "-text", "-in", files.path("server.pem")])
    for line in [
      "Version: 3 (0x2)", "Issuer: CN = infra tests", "Subject: CN = localhost",
      "DNS:localhost, DNS:*.example.test, IP Address:127.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1",
      "X509v3 Key Usage: critical\n                Digital Signature\n",
      "TLS Web Server Authentication", "CA:FALSE", "X509v3 Authority Key Identifier:",
      "ecdsa-with-SHA256", "NIST CURVE: P-256",
    ] { #expect(server.output.contains(line), "\(line)\n\(server.output)") }
    let authority = try OpenSSLTool.run(["x509", "-noout", "-text", "-in", files.path("ca.pem")])
    for line in [
      "Certificate Sign, CRL Sign", "CA:TRUE, pathlen:0", "X509v3 Subject Key Identifier:",
    ] { #expect(authority.output.contains(line), "\(line)\n\(authority.output)") }
    let key = try OpenSSLTool.run(["pkey", "-noout", "-check", "-in", files.path("key.pem")])
    #expect(key.output.contains("Key is valid"))
  }

  @Test("what serial and fingerprint are")
  func identity() throws {
    let files = try Files()
    let certificate = try Certificate(pem: try Data(contentsOf: files.url("server.pem")))
    let said = try OpenSSLTool.run([
      "x509", "-noout", "-serial", "-fingerprint", "-sha256", "-in", files.path("server.pem"),
    ])
    let digits = said.output.replacingOccurrences(of: ":", with: "").lowercased()
    #expect(digits.contains("serial=\(certificate.serial)"))
    #expect(digits.contains("fingerprint=\(certificate.fingerprint.hex)"))
  }

  @Test(
    "in a handshake with the right host, and refuses the wrong one",
    arguments: [("localhost", true), ("api.example.test", true), ("wrong.test", false)])
  func handshake(host: String, isAccepted: Bool) async throws {
    let files = try Files()
    let output = files.url("server.log")
    let server = try OpenSSLTool.start(
      [
        "s_server", "-accept", "127.0.0.1:0", "-cert", files.path("server.pem"), "-key",
        files.path("key.pem"), "-www",
      ], output: output)
    defer { OpenSSLTool.stop(server) }
    let port = try #require(try await Self.port(announcedIn: output))
    let client = try OpenSSLTool.run([
      "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", files.path("ca.pem"),
      "-verify_return_error", "-verify_hostname", host, "-servername", host,
    ])
    #expect((client.status == 0) == isAccepted, "\(client.output)")
    #expect(
      client.output.contains(
        isAccepted ? "Verify return code: 0 (ok)" : "verify error:num=62:hostname mismatch"),
      "\(client.output)")
  }

  /// The port in the line `ACCEPT 127.0.0.1:PORT`; nil when none comes within 10 seconds.
  static func port(announcedIn output: URL) async throws -> Int? {
    for _ in 0..<500 {
      let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      for line in text.components(separatedBy: "\n").dropLast() where line.hasPrefix("ACCEPT") {
        return line.components(separatedBy: ":").last.flatMap { Int($0) }
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    return nil
  }
}
