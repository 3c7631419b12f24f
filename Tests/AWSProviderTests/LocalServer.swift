import Foundation
import InfraHTTP
import Synchronization
import Testing

/// A program that serves on this machine, started by the first test that needs it and ended with
/// the test process.
struct LocalServer: Sendable {
  /// The folder of the tests' Python programs.
  static let tools =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".tools/moto/bin").path

  struct NotStarted: Error, CustomStringConvertible {
    let description: String
  }

  /// Where it serves, as `http://127.0.0.1:40000`.
  let endpoint: String

  /// Starts a program of `tools` and waits until it answers.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments, by the port that it is to serve on.
  ///   - path: What it answers a POST to, once it is up.
  init(
    _ program: String, variables: [String: String] = [:], upOnceItAnswers path: String,
    _ arguments: (UInt16) -> [String]
  ) async throws {
    let executable = Self.tools + "/" + program
    guard FileManager.default.isExecutableFile(atPath: executable) else {
      throw NotStarted(
        description: "moto is missing; install it: Tests/run unit, or python3 -m venv .tools/moto "
          + "&& .tools/moto/bin/pip install -r Tests/AWSProviderTests/requirements.txt")
    }
    let port = try Self.freePort()
    endpoint = "http://127.0.0.1:\(port)"
    let process = Process()
    // It ends with this process: the shell waits for the end of its input, which this one holds,
    // whatever signals it gets.
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments =
      [
        "-c",
        "trap '' INT TERM HUP; \"$@\" </dev/null >/dev/null 2>&1 & server=$!; cat; kill -9 $server",
        "bash", executable,
      ] + arguments(port)
    let input = Pipe()
    process.standardInput = input
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    try process.run()
    Self.held.append(input)
    for _ in 0..<900 {
      if (try? await post(path, "")) != nil { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw NotStarted(description: "\(program) does not answer at \(endpoint)")
  }

  /// Posts a text and answers what comes back.
  @discardableResult
  func post(_ path: String, _ body: String) async throws -> [UInt8] {
    let port = try #require(endpoint.split(separator: ":").last.flatMap { Int($0) })
    let client = HTTPClient(endpoint: .tcp(host: "127.0.0.1", port: port))
    let response = try await client.send(
      HTTPRequest(.post, path, body: .bytes(Array(body.utf8), contentType: "text/plain")))
    try #require(response.status == 200)
    return response.body
  }

  /// The pipes that keep the servers up.
  private static let held = Held()

  private final class Held: Sendable {
    private let pipes = Mutex<[Pipe]>([])
    func append(_ pipe: Pipe) { pipes.withLock { $0.append(pipe) } }
  }

  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
      }
    }
    try #require(bound)
    return UInt16(bigEndian: address.sin_port)
  }
}
