import Foundation
import InfraHTTP
import Testing

@Suite(.serialized) struct ConnectionTests {
  @Test(arguments: [TestServer.Kind.unix, .tcp, .tls])
  func `requests in a row share one connection`(kind: TestServer.Kind) async throws {
    try await TestServer.with(kind) { server in
      let client = HTTPClient(endpoint: server.endpoint)
      for _ in 0..<20 { _ = try await client.send(HTTPRequest(.get, "/x")) }
      // The one that asks is the second.
      #expect(try await server.stat("connections") == 2)
    }
  }

  @Test func `200 requests at once go over 8 connections and one thread`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint, connectionsMax: 8)
      let before = try threadCount()
      let (answers, threads) = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<200 {
          group.addTask {
            let response = try await client.send(HTTPRequest(.get, "/slow/\(number)?s=0.02"))
            return text(response) == "slow"
          }
        }
        try await Task.sleep(for: .milliseconds(100))
        let threads = try threadCount()
        return (try await group.reduce(0) { $0 + ($1 ? 1 : 0) }, threads)
      }
      #expect(answers == 200)
      #expect(threads - before <= 6, "the client's thread, and those of Swift's own pool")
      #expect(try await server.stat("openMax") <= 9)
    }
  }

  @Test func `hundreds of transfers run at once`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint, connectionsMax: 300)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<300 {
          group.addTask { _ = try await client.send(HTTPRequest(.get, "/slow?s=1")) }
        }
        try await group.waitForAll()
      }
      #expect(try await server.stat("openMax") >= 300)
    }
  }

  @Test func `a kept connection that the server closed is replaced`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      for _ in 0..<3 {
        _ = try await client.send(HTTPRequest(.get, "/x"))
        _ = try await failure { _ = try await client.send(HTTPRequest(.get, "/short")) }
        let body = HTTPBody.bytes([1], contentType: "text/plain")
        #expect(try await client.send(HTTPRequest(.post, "/x", body: body)).status == 200)
      }
    }
  }

  @Test(arguments: [HTTPBody.none, .bytes([1], contentType: "text/plain")])
  func `a request that changes something leaves once, also when its kept connection dies`(
    body: HTTPBody
  ) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      _ = try await client.send(HTTPRequest(.get, "/x"))
      let error = try await failure {
        _ = try await client.send(HTTPRequest(.post, "/drop", body: body))
      }
      #expect(error.kind == .closed)
      #expect(!error.isSafeToRetry)
      #expect(try await server.stat("drops") == 1)
    }
  }

  @Test
  func `a client opens no descriptor before its first request, and leaves none`()
    async throws
  {
    try await TestServer.with { server in
      // The first request of a process opens what libcurl and Swift keep.
      _ = try await HTTPClient(endpoint: server.endpoint).send(HTTPRequest(.get, "/x"))
      try await Task.sleep(for: .milliseconds(200))
      let before = try descriptorCount()
      let clients = (0..<100).map { _ in HTTPClient(endpoint: server.endpoint) }
      #expect(try descriptorCount() < before + 50)
      for client in clients { _ = try await client.send(HTTPRequest(.get, "/x")) }
      #expect(try descriptorCount() > before)
      clients.forEach { $0.close() }
      // Other tests of this process open and close descriptors meanwhile: a leak of a hundred would
      // stay, what they hold does not.
      var left = try descriptorCount()
      for _ in 0..<100 where left > before + 2 {
        try await Task.sleep(for: .milliseconds(200))
        left = min(left, try descriptorCount())
      }
      #expect(left <= before + 50)
    }
  }

  @Test func `closing a client ends what runs and refuses what comes`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint, connectionsMax: 1)
      async let running = failure { _ = try await client.send(HTTPRequest(.get, "/never")) }
      async let waiting = failure { _ = try await client.send(HTTPRequest(.get, "/never")) }
      try await server.wait(for: "requests") { $0 >= 1 }
      try await Task.sleep(for: .milliseconds(100))
      client.close()
      let errors = [try await running, try await waiting]
      #expect(errors.map(\.kind) == [.cancelled, .cancelled])
      #expect(errors.count { $0.isSafeToRetry } == 1, "one was sent, one stood in line")
      let late = try await failure { _ = try await client.send(HTTPRequest(.get, "/x")) }
      #expect(late.isSafeToRetry)
      try await server.wait(for: "closedByPeer") { $0 == 1 }
    }
  }
}
