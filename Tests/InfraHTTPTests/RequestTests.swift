import Foundation
import InfraHTTP
import Synchronization
import Testing

@Suite struct RequestTests {
  @Test(arguments: [TestServer.Kind.unix, .tcp, .tls])
  func `a request is answered over every kind of endpoint`(kind: TestServer.Kind) async throws {
    try await TestServer.with(kind) { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let response = try await client.send(HTTPRequest(.get, "/hello"))
      #expect(response.status == 200)
      #expect(try Echo(response).method == "GET")
    }
  }

  @Test(arguments: HTTPMethod.allCases.filter { $0 != .head })
  func `a method arrives with its body, its type and no wait for 100 Continue`(
    method: HTTPMethod
  ) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let body = String(repeating: "b", count: 3 << 20)
      let response = try await client.send(
        HTTPRequest(method, "/x", body: .bytes(Array(body.utf8), contentType: "text/plain")))
      #expect(response.status == 200)
      let echo = try Echo(response)
      #expect(echo.method == method.rawValue)
      #expect(echo.body == body)
      #expect(echo.values(of: "Content-Type") == ["text/plain"])
      #expect(echo.values(of: "Content-Length") == ["\(body.utf8.count)"])
      #expect(echo.values(of: "Expect") == [])
    }
  }

  @Test(
    arguments: [
      (HTTPMethod.get, []), (.post, ["0"]), (.put, ["0"]), (.patch, ["0"]), (.delete, []),
    ] as [(HTTPMethod, [String])])
  func `a request without a body has no type, and a length only where one is due`(
    method: HTTPMethod, lengths: [String]
  ) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let echo = try Echo(try await client.send(HTTPRequest(method, "/x")))
      #expect(echo.method == method.rawValue)
      #expect(echo.values(of: "Content-Length") == lengths)
      #expect(echo.values(of: "Content-Type") == [])
    }
  }

  @Test func `a HEAD has headers and no body`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let response = try await client.send(HTTPRequest(.head, "/x"))
      #expect(response.status == 200)
      #expect(response.headers["content-length"] != nil)
      #expect(response.body == [])
    }
  }

  @Test(arguments: [
    "/a/../b/./c", "//double//slash", "/x?filters=%7B%22a%22%3A%5B%22b%22%5D%7D", "/x?a=b&a=c#not",
    "/v1.41/images/reg.test:5000/a%2Fb@sha256:00/json", "/x?", "/%2e%2e/%00",
  ])
  func `a target is sent byte for byte`(target: String) async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let echo = try Echo(try await client.send(HTTPRequest(.get, target)))
      // The fixture's standard library folds leading slashes (CVE-2021-28861); the rest is as sent.
      let sent = target.hasPrefix("//") ? String(target.dropFirst()) : target
      #expect(echo.target == sent)
    }
  }

  @Test func `request headers arrive as given, and the host can be set`() async throws {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let headers = [
        HTTPHeader("Host", "api.test"), HTTPHeader("X-Empty", ""), HTTPHeader("X-Two", "a"),
        HTTPHeader("X-Two", "b"),
      ]
      let echo = try Echo(try await client.send(HTTPRequest(.get, "/x", headers: headers)))
      #expect(echo.values(of: "host") == ["api.test"])
      #expect(echo.values(of: "x-empty") == [""])
      #expect(echo.values(of: "x-two") == ["a", "b"])
    }
  }

  @Test func `response headers are found whatever their case, and repeated ones are kept`()
    async throws
  {
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint)
      let response = try await client.send(HTTPRequest(.get, "/x?status=404"))
      #expect(response.status == 404)
      #expect(response.headers["X-TWICE"] == "1")
      #expect(response.headers.values(of: "X-Twice") == ["1", "2"])
    }
  }

  @Test(arguments: [
    HTTPRequest(.get, "no-slash"), HTTPRequest(.get, "/a b"), HTTPRequest(.get, "/a\r\nX: y"),
    HTTPRequest(.get, "/ä"), HTTPRequest(.get, "/", headers: [HTTPHeader("A b", "c")]),
    HTTPRequest(.get, "/", headers: [HTTPHeader("A", "b\r\nC: d")]),
    HTTPRequest(.post, "/", headers: [HTTPHeader("content-length", "7")]),
    HTTPRequest(.post, "/", body: .bytes([1], contentType: "a\r\nB: c")),
    HTTPRequest(.head, "/", body: .bytes([1], contentType: "text/plain")),
  ])
  func `a request that is no valid HTTP is refused before it leaves`(
    request: HTTPRequest
  ) async throws {
    let client = HTTPClient(endpoint: .unix(path: "/nowhere"))
    let error = try await failure { _ = try await client.send(request) }
    #expect(error.kind == .invalidRequest)
    #expect(error.isSafeToRetry)
  }

  @Test func `proxies named in the environment are not asked`() async throws {
    setenv("http_proxy", "http://127.0.0.1:1", 1)
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1)
    try await TestServer.with(.tcp) { server in
      let response = try await HTTPClient(endpoint: server.endpoint).send(HTTPRequest(.get, "/x"))
      #expect(response.status == 200)
    }
  }

  @Test func `the log knows the path and the outcome, but no value of a query`() async throws {
    let entries = Mutex<[HTTPLogEntry]>([])
    try await TestServer.with { server in
      let client = HTTPClient(endpoint: server.endpoint) { entry in
        entries.withLock { $0.append(entry) }
      }
      let body = HTTPBody.bytes(Array("secret".utf8), contentType: "text/plain")
      _ = try await client.send(HTTPRequest(.post, "/x?token=hunter2&all=1", body: body))
      _ = try await failure { _ = try await client.send(HTTPRequest(.get, "/short")) }
    }
    let seen = entries.withLock { $0 }
    try #require(seen.count == 2)
    #expect(seen[0].target == "/x?token&all")
    #expect(seen[0].status == 200)
    #expect(seen[0].failure == nil)
    #expect(seen[0].bytesSent == 6)
    #expect(seen[0].bytesReceived > 6)
    #expect(seen[1].failure == .closed)
    #expect(!"\(seen)".contains("hunter2"))
    #expect(!"\(seen)".contains("secret"))
  }
}
