import Foundation
import InfraHTTP
import Testing

@Suite struct FailureTests {
  @Test func `a missing socket is safe to retry and says what is missing`() async throws {
    let client = HTTPClient(endpoint: .unix(path: "/nowhere/docker.sock"))
    let error = try await failure { _ = try await client.send(HTTPRequest(.post, "/x")) }
    #expect(error.kind == .connect)
    #expect(error.isSafeToRetry)
    #expect(
      error.description
        == "Cannot connect: unix:///nowhere/docker.sock: No such file or directory; check that a "
        + "server listens at unix:///nowhere/docker.sock and that this user may connect to it")
  }

  @Test func `a refused connection and an unknown host are safe to retry`() async throws {
    let deaf = try BoundPort(listens: false)
    defer { deaf.close() }
    for (host, port) in [("127.0.0.1", deaf.port), ("no-such-host.invalid", 80)] {
      let client = HTTPClient(endpoint: .tcp(host: host, port: port))
      let error = try await failure { _ = try await client.send(HTTPRequest(.post, "/x")) }
      #expect(error.kind == .connect)
      #expect(error.isSafeToRetry)
    }
  }

  @Test func `a socket whose queue is full is safe to retry and says so`() async throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "infra-http-\(UUID().uuidString.prefix(8))").path
    let full = try BoundPort(path: path)
    defer { full.close() }
    let client = HTTPClient(endpoint: .unix(path: path))
    let errors = try await withThrowingTaskGroup(of: HTTPError.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var request = HTTPRequest(.post, "/x")
          request.timeouts.total = .seconds(1)
          return try await failure { _ = try await client.send(request) }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let refused = errors.filter { $0.kind == .connect }
    #expect(!refused.isEmpty)
    #expect(refused.allSatisfy { $0.isSafeToRetry && $0.detail.contains("queue") })
  }

  @Test(arguments: ["/short", "/shortchunked", "/drop"])
  func `a connection that ends before the body does is an error, not a short body`(
    target: String
  ) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let error = try await failure { _ = try await client.send(HTTPRequest(.get, target)) }
      #expect(error.kind == .closed)
      #expect(!error.isSafeToRetry)
    }
  }

  @Test func `an answer that is no HTTP is an error`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let error = try await failure { _ = try await client.send(HTTPRequest(.get, "/nonsense")) }
      #expect(error.kind == .protocol)
      #expect(!error.detail.contains("this is no HTTP"))
    }
  }

  @Test func `a body over the limit is refused, one at the limit is not`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let request = HTTPRequest(.get, "/flood?mb=2")
      #expect(try await client.send(request, bodyLimit: 2 << 20).body.count == 2 << 20)
      let error = try await failure { _ = try await client.send(request, bodyLimit: (2 << 20) - 1) }
      #expect(error.kind == .bodyTooLarge)
      #expect(!error.isSafeToRetry)
    }
  }

  @Test(arguments: ["/never", "/stall"])
  func `a silent server runs into the idle time, before and within the body`(
    target: String
  ) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      var request = HTTPRequest(.get, target)
      request.timeouts.idle = .milliseconds(300)
      let began = ContinuousClock.now
      let error = try await failure { _ = try await client.send(request) }
      #expect(error.kind == .timeout(.idle))
      #expect(!error.isSafeToRetry)
      #expect(ContinuousClock.now - began > .milliseconds(290))
      try await server.wait(for: "closedByPeer") { $0 == 1 }
    }
  }

  @Test func `a server that goes on talking does not run into the idle time`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      var request = HTTPRequest(.get, "/chunks?n=16&s=0.5")
      // Ten times the pause between two parts, and less than all of them take.
      request.timeouts.idle = .seconds(5)
      #expect(try await client.send(request).body.count == 134)
      request.timeouts.total = .milliseconds(500)
      let error = try await failure { _ = try await client.send(request) }
      #expect(error.kind == .timeout(.total))
    }
  }

  @Test func `waiting for a connection counts to the total time and is safe to retry`()
    async throws
  {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint, connectionsMax: 1)
      let stream = try await client.open(HTTPRequest(.get, "/stall"))
      var request = HTTPRequest(.post, "/x")
      request.timeouts.total = .milliseconds(200)
      let error = try await failure { _ = try await client.send(request) }
      #expect(error.kind == .timeout(.total))
      #expect(error.isSafeToRetry)
      stream.cancel()
      #expect(try await client.send(HTTPRequest(.post, "/x")).status == 200)
    }
  }

  @Test func `a server that never finishes TLS runs into the connect time`() async throws {
    let silent = try BoundPort(listens: true)
    defer { silent.close() }
    let endpoint = HTTPEndpoint.tls(host: "127.0.0.1", port: silent.port, TLSOptions())
    var request = HTTPRequest(.post, "/x")
    request.timeouts.connect = .milliseconds(300)
    let error = try await failure { _ = try await HTTPClient(endpoint: endpoint).send(request) }
    #expect(error.kind == .timeout(.connect))
    #expect(error.isSafeToRetry)
  }

  @Test func `cancelling the task ends the request at once and closes its connection`()
    async throws
  {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let task = Task {
        try await failure { _ = try await client.send(HTTPRequest(.get, "/never")) }
      }
      try await server.wait(for: "requests") { $0 >= 1 }
      try await Task.sleep(for: .milliseconds(50))
      let began = ContinuousClock.now
      task.cancel()
      let error = try await task.value
      #expect(error.kind == .cancelled)
      #expect(!error.isSafeToRetry)
      // Loose for a busy machine, and far from the idle time of a minute.
      #expect(ContinuousClock.now - began < .seconds(20))
      try await server.wait(for: "closedByPeer") { $0 == 1 }
    }
  }

  @Test func `a task cancelled before its request sends nothing`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await failure { _ = try await client.send(HTTPRequest(.post, "/x")) }
      }
      #expect(try await task.value.kind == .cancelled)
      try await Task.sleep(for: .milliseconds(50))
      #expect(try await server.stat("requests") == 1, "the one that asks")
    }
  }
}

/// A port that refuses connections, or takes them and never says a word.
private struct BoundPort {
  let port: Int
  private let descriptor: Int32
  private let path: String?

  init(listens: Bool) throws {
    path = nil
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let handle = descriptor
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(handle, pointer, length) | (listens ? listen(handle, 8) : 0)
          | getsockname(handle, pointer, &length)
      }
    }
    guard result == 0 else { throw TestServer.Failure(reason: "no port to listen at") }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// A Unix socket with room for one connection that nobody takes.
  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    port = 0
    self.path = path
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let handle = descriptor
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(handle, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) | listen(handle, 0)
      }
    }
    guard result == 0 else { throw TestServer.Failure(reason: "no socket to listen at") }
  }

  func close() {
    _ = Foundation.close(descriptor)
    if let path { unlink(path) }
  }
}
