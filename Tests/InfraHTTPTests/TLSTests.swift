import InfraHTTP
import Testing

@Suite struct TLSTests {
  private func makeClient(
    _ server: TestServer, certificate: String?, host: String = "127.0.0.1",
    _ change: (inout TLSOptions) -> Void = { _ in }
  ) -> HTTPClient {
    var options = server.tls(certificate: certificate)
    change(&options)
    return HTTPClient(endpoint: .tls(host: host, port: server.port, options))
  }

  @Test func `a trusted client certificate is accepted`() async throws {
    try await TestServer.with(.tls) { server in
      let client = makeClient(server, certificate: "client")
      let response = try await client.send(HTTPRequest(.get, "/x"))
      #expect(response.status == 200)
    }
  }

  @Test(arguments: [nil, "stranger"])
  func `a missing or unknown client certificate is refused as a matter of TLS`(
    certificate: String?
  ) async throws {
    try await TestServer.with(.tls) { server in
      let client = makeClient(server, certificate: certificate)
      let error = try await failure { _ = try await client.send(HTTPRequest(.get, "/x")) }
      #expect(error.kind == .tls)
    }
  }

  @Test func `a first connection that ends without an answer may be a certificate's fault`()
    async throws
  {
    try await TestServer.with(.tls) { server in
      let client = makeClient(server, certificate: "client")
      let error = try await failure { _ = try await client.send(HTTPRequest(.get, "/drop")) }
      #expect(error.kind == .closed)
      #expect(error.detail.contains("refuses the client's certificate"))
    }
  }

  @Test func `a server that nobody trusts gets no request`() async throws {
    try await TestServer.with(.tls) { server in
      let client = makeClient(server, certificate: "client") { $0.caFile = nil }
      let error = try await failure { _ = try await client.send(HTTPRequest(.post, "/x")) }
      #expect(error.kind == .tls)
      #expect(error.isSafeToRetry)
      let careless = makeClient(server, certificate: "client") {
        $0.caFile = nil
        $0.verify = false
      }
      #expect(try await careless.send(HTTPRequest(.get, "/x")).status == 200)
    }
  }

  @Test func `a certificate of another name is refused`() async throws {
    try await TestServer.with(.tls) { server in
      let client = makeClient(server, certificate: "client", host: "localhost")
      let error = try await failure { _ = try await client.send(HTTPRequest(.get, "/x")) }
      #expect(error.kind == .tls)
      #expect(error.isSafeToRetry)
    }
  }

  @Test func `a certificate file that is missing is named as the cause`() async throws {
    try await TestServer.with(.tls) { server in
      let client = makeClient(server, certificate: "client") { $0.certificateFile = "/nowhere.pem" }
      let error = try await failure { _ = try await client.send(HTTPRequest(.get, "/x")) }
      #expect(error.kind == .tls)
      #expect(error.detail.contains("/nowhere.pem"))
    }
  }
}
