import Foundation
import InfraHTTP
import Synchronization
import Testing

@Suite struct StreamTests {
  @Test func `a stream is read chunk by chunk while the server still writes`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let stream = try await client.open(HTTPRequest(.get, "/steps?n=5"))
      #expect(stream.status == 200)
      let iterator = stream.makeAsyncIterator()
      for number in 0..<5 {
        // The server writes the next chunk only after this one was seen here.
        #expect(try await iterator.next() == Array("step \(number)\n".utf8))
        _ = try await client.send(HTTPRequest(.post, "/next"))
      }
      #expect(try await iterator.next() == nil)
    }
  }

  @Test func `a stream can be collected, up to a limit`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let body = try await client.open(HTTPRequest(.get, "/flood?mb=3")).collect()
      #expect(body.count == 3 << 20)
      let error = try await failure {
        _ = try await client.open(HTTPRequest(.get, "/flood?mb=3")).collect(limit: 1 << 20)
      }
      #expect(error.kind == .bodyTooLarge)
    }
  }

  @Test(arguments: [TestServer.Kind.unix, .tcp, .tls])
  func `a slow reader slows the server down`(kind: TestServer.Kind) async throws {
    try await TestServer.with(kind) { server in
      let client = HTTPClient(endpoint: server.endpoint)
      var request = HTTPRequest(.get, "/flood?mb=64")
      // Shorter than the pause below: time that the reader takes is not the server's silence.
      request.timeouts.idle = .seconds(4)
      let stream = try await client.open(request)
      try await Task.sleep(for: .seconds(6))
      let written = try await server.stat("floodBytes")
      // The window, and what the sockets' own buffers take in.
      #expect(written < 12 << 20)
      #expect(try await stream.collect().count == 64 << 20)
      #expect(try await server.stat("floodBytes") == 64 << 20)
    }
  }

  @Test func `letting go of a stream closes its connection`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      do {
        let stream = try await client.open(HTTPRequest(.get, "/stall"))
        #expect(stream.headers["Content-Length"] == "10")
      }
      try await server.wait(for: "closedByPeer") { $0 == 1 }
    }
  }

  @Test func `a stream keeps its client alive`() async throws {
    try await TestServer.with { server in
      let open = { try await HTTPClient(endpoint: server.endpoint).open($0) }
      let stream = try await open(HTTPRequest(.get, "/chunks?n=3&s=0.1"))
      #expect(try await stream.collect().count == 24)
    }
  }

  @Test func `bytes that came before a failure are read before the error`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let stream = try await client.open(HTTPRequest(.get, "/short"))
      let iterator = stream.makeAsyncIterator()
      #expect(try await iterator.next() == Array("12345".utf8))
      let error = try await failure { _ = try await iterator.next() }
      #expect(error.kind == .closed)
    }
  }

  @Test func `an upload is sent while it is made`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let (chunks, source) = AsyncStream.makeStream(of: [UInt8].self)
      async let response = client.send(
        HTTPRequest(.post, "/upload", body: .stream(chunks, contentType: "application/x-tar")))
      for round in 1...3 {
        source.yield([UInt8](repeating: 1, count: 100_000))
        try await server.wait(for: "uploadBytes") { $0 == round * 100_000 }
      }
      source.finish()
      #expect(text(try await response) == "done")
    }
  }

  @Test(arguments: [nil, 8 << 20])
  func `an upload waits for a slow server`(length: Int?) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let made = Mutex(0)
      let source = HTTPBodySource { write in
        for _ in 0..<128 {
          try await write([UInt8](repeating: 7, count: 64 << 10))
          made.withLock { $0 += 64 << 10 }
        }
      }
      let body = HTTPBody.source(source, contentType: "application/x-tar", length: length)
      async let response = client.send(HTTPRequest(.put, "/upload?s=0.01", body: body))
      try await server.wait(for: "uploadBytes") { $0 > 0 }
      #expect(made.withLock { $0 } < 4 << 20)
      #expect(text(try await response) == "done")
      #expect(try await server.stat("uploadBytes") == 8 << 20)
    }
  }

  @Test func `an upload whose source fails is an error that says why`() async throws {
    struct Unreadable: Error {}
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let source = HTTPBodySource { write in
        try await write([1, 2, 3])
        throw Unreadable()
      }
      let body = HTTPBody.source(source, contentType: "text/plain", length: nil)
      let error = try await failure {
        _ = try await client.send(HTTPRequest(.post, "/upload", body: body))
      }
      #expect(error.kind == .bodySource)
      #expect(error.detail.contains("Unreadable"))
    }
  }

  @Test(arguments: [2, 4])
  func `an upload that is not as long as promised is an error`(length: Int) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let source = HTTPBodySource { write in try await write([1, 2, 3]) }
      let body = HTTPBody.source(source, contentType: "text/plain", length: length)
      let error = try await failure {
        _ = try await client.send(HTTPRequest(.post, "/upload", body: body))
      }
      #expect(error.kind == .bodySource)
    }
  }

  @Test(arguments: [0, 0.3])
  func `a refusal before the upload's end is given, and the source let go`(
    secondsUntilRefusal: Double
  ) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let ended = Mutex(false)
      let source = HTTPBodySource { write in
        defer { ended.withLock { $0 = true } }
        try await write([1])
        try await Task.sleep(for: .seconds(600))
      }
      let body = HTTPBody.source(source, contentType: "text/plain", length: nil)
      var request = HTTPRequest(.post, "/refuse?s=\(secondsUntilRefusal)", body: body)
      request.timeouts.total = .seconds(120)
      #expect(try await client.send(request).status == 400)
      for _ in 0..<3_000 where !ended.withLock({ $0 }) {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(ended.withLock { $0 })
    }
  }

  @Test func `a source is not touched when no connection stands`() async throws {
    let touched = Mutex(false)
    let source = HTTPBodySource { _ in touched.withLock { $0 = true } }
    let body = HTTPBody.source(source, contentType: "text/plain", length: nil)
    let client = HTTPClient(endpoint: .unix(path: "/nowhere/socket"))
    let error = try await failure { _ = try await client.send(HTTPRequest(.post, "/", body: body)) }
    #expect(error.isSafeToRetry)
    #expect(!touched.withLock { $0 })
  }
}
