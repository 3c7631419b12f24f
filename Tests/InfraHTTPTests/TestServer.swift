import Foundation
import InfraHTTP
import Testing

/// A server of the tests' own, in a process of its own.
final class TestServer: Sendable {
  enum Kind: String { case unix, tcp, tls }

  struct Failure: Error { let reason: String }

  let folder: URL
  let port: Int
  private let kind: Kind
  private let stop: @Sendable () -> Void

  private init(_ kind: Kind) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "infra-http-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if kind == .tls { try makeCertificates(in: folder) }
    let place = kind == .unix ? folder.appending(path: "s").path : folder.path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", serverScript, kind.rawValue, place]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Failure(reason: "the server did not start: \(line)")
    }
    self.folder = folder
    self.port = port
    self.kind = kind
    let id = process.processIdentifier
    stop = {
      kill(id, SIGKILL)
      try? FileManager.default.removeItem(at: folder)
    }
    // Held open by the capture: the server ends with its input at the latest.
    process.terminationHandler = { _ in try? input.fileHandleForWriting.close() }
  }

  /// Runs `body` with a server, and stops that server whatever happens.
  static func with<Value>(
    _ kind: Kind = .unix, _ body: (TestServer) async throws -> Value
  ) async throws -> Value {
    // Starting blocks, and Swift's own threads are too few for every test to block one.
    let server = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try TestServer(kind) }) }
    }
    defer { server.stop() }
    return try await body(server)
  }

  var endpoint: HTTPEndpoint {
    switch kind {
    case .unix: .unix(path: folder.appending(path: "s").path)
    case .tcp: .tcp(host: "127.0.0.1", port: port)
    case .tls: .tls(host: "127.0.0.1", port: port, tls(certificate: "client"))
    }
  }

  /// TLS options that trust this server and present the certificate named, if any.
  func tls(certificate: String?) -> TLSOptions {
    let file = { (name: String) in self.folder.appending(path: name).path }
    return TLSOptions(
      caFile: file("ca.pem"), certificateFile: certificate.map { file("\($0).pem") },
      keyFile: certificate.map { file("\($0).key") })
  }

  /// A counter of the server, asked for over a connection of its own.
  func stat(_ name: String) async throws -> Int {
    let response = try await HTTPClient(endpoint: endpoint).send(HTTPRequest(.get, "/stats"))
    let stats = try #require(
      try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Int])
    return try #require(stats[name])
  }

  /// Waits until a counter fits, for so many looks, as seconds may all go to other tests.
  func wait(for name: String, _ fits: (Int) -> Bool) async throws {
    for _ in 0..<500 {
      if fits(try await stat(name)) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw Failure(reason: "\(name) stays at \(try await stat(name))")
  }
}

/// A root, a server's and a client's certificate, and a client's that nobody trusts.
private func makeCertificates(in folder: URL) throws {
  try openssl(
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=root "
      + "-keyout ca.key -out ca.pem", in: folder)
  for (name, extra) in [
    ("server", "-addext subjectAltName=IP:127.0.0.1 -CA ca.pem -CAkey ca.key"),
    ("client", "-CA ca.pem -CAkey ca.key"), ("stranger", ""),
  ] {
    try openssl(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=\(name) "
        + "-addext basicConstraints=critical,CA:FALSE "
        + "-keyout \(name).key -out \(name).pem \(extra)",
      in: folder)
  }
}

private func openssl(_ arguments: String, in folder: URL) throws {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
  process.currentDirectoryURL = folder
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw TestServer.Failure(reason: "openssl \(arguments)")
  }
}
