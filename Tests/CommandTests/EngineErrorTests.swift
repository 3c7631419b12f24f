import Foundation
import Testing

@testable import InfraCommand

@Suite("A Docker Engine that cannot be used")
struct EngineErrorTests {
  @Test(
    "does not answer: which endpoint, who named it, how to start it; told once, nothing begun"
  )
  func unreachable() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("apply", "bridge", "--yes", "--host", "unix:///nonexistent")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Provider not reachable
            HEAD /_ping: No Docker Engine answers at unix:///nonexistent (from --host): No such file or \
          directory.
            Hint: start the engine
            Hint: choose another engine with --host, DOCKER_HOST or docker context use
                sudo systemctl start docker
                Infra/engine start

          """)
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/state/bridge.state"))
      program.catalogue = SampleEnvironments.sound
      let doctor = await program.run("doctor", "--host", "unix:///nonexistent")
      #expect(doctor.code == .failed)
      #expect(
        doctor.err == """
          Error: Provider not reachable
            HEAD /_ping: No Docker Engine answers at unix:///nonexistent (from --host): No such file or \
          directory.
            Hint: start the engine
            Hint: choose another engine with --host, DOCKER_HOST or docker context use
                sudo systemctl start docker
                Infra/engine start

          """)
    }
  }

  @Test("speaks an API that is too old: which it speaks, which is needed")
  func tooOld() async throws {
    try await Program.inProject { program in
      let server = try PingServer(at: program.folder + "/docker.sock", version: "1.24")
      defer { server.stop() }
      let outcome = await program.run(
        "apply", "bridge", "--yes", "--host", "unix://\(program.folder)/docker.sock")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Request refused
            GET /_ping, status 200: The Docker Engine at unix://PROJECT/docker.sock speaks version 1.24 \
          of its API; at least 1.41 is needed (Engine 20.10).
            Hint: upgrade the engine
            Hint: or choose another one with --host or DOCKER_HOST

          """)
    }
  }

  @Test("is no Docker Engine at all")
  func somethingElse() async throws {
    try await Program.inProject { program in
      let server = try PingServer(at: program.folder + "/docker.sock", version: nil)
      defer { server.stop() }
      program.catalogue = SampleEnvironments.sound
      let outcome = await program.run(
        "doctor", "--host", "unix://\(program.folder)/docker.sock")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Request refused
            GET /_ping, status 200: What answers at unix://PROJECT/docker.sock (from --host) is no Docker Engine: \
          status 200, no Api-Version.
            Hint: choose the engine with --host, DOCKER_HOST or docker context use

          """)
    }
  }
}

/// Answers every request on a unix socket as an engine's `/_ping` of one version would.
final class PingServer: Sendable {
  struct Failure: Error { let call: String }
  private let descriptor: Int32

  init(at path: String, version: String?) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = path.utf8CString
    guard bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else {
      throw Failure(call: "path")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      bytes.withUnsafeBytes { room.copyMemory(from: $0) }
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    guard bound == 0, listen(descriptor, 16) == 0 else { throw Failure(call: "bind") }
    let header = version.map { "Api-Version: \($0)\r\n" } ?? ""
    let answer = "HTTP/1.1 200 OK\r\n\(header)Content-Length: 0\r\nConnection: close\r\n\r\n"
    let listener = descriptor
    Thread.detachNewThread {
      defer { close(listener) }
      while case let peer = accept(listener, nil, nil), peer >= 0 {
        var request = [UInt8](repeating: 0, count: 4_096)
        _ = read(peer, &request, request.count)
        _ = answer.withCString { write(peer, $0, strlen($0)) }
        close(peer)
      }
    }
  }

  /// Ends the listening, and with it the thread that waits for the next peer, which closes the
  /// descriptor: closed here, its number could be another server's before that thread has woken.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
