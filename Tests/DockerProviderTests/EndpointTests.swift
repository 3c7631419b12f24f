import InfraHTTP
import InfraModel
import Testing

@testable import DockerProvider

@Suite("The endpoint of the engine")
struct EndpointTests {
  func resolve(
    host: String? = nil, _ environment: [String: String] = [:], files: [String: String] = [:]
  ) throws -> DockerEndpoint {
    var all = ["HOME": "/home/u"]
    all.merge(environment) { $1 }
    return try DockerEndpoint.resolve(host: host, environment: all) {
      files[$0].map { Array($0.utf8) }
    }
  }

  @Test("is the default socket where nothing says otherwise")
  func standard() throws {
    #expect(try resolve().http == .unix(path: "/var/run/docker.sock"))
    let files = ["/home/u/.docker/config.json": #"{"currentContext":"default"}"#]
    #expect(try resolve(files: files).http == .unix(path: "/var/run/docker.sock"))
  }

  @Test(
    "is what DOCKER_HOST says",
    arguments: [
      ("unix:///run/user/1/docker.sock", HTTPEndpoint.unix(path: "/run/user/1/docker.sock")),
      ("tcp://10.0.0.5:2375", .tcp(host: "10.0.0.5", port: 2_375)),
      ("tcp://10.0.0.5", .tcp(host: "10.0.0.5", port: 2_375)),
      ("tcp://[::1]:2375", .tcp(host: "::1", port: 2_375)),
      ("https://docker.example.org", .tls(host: "docker.example.org", port: 2_376, TLSOptions())),
    ])
  func environment(text: String, http: HTTPEndpoint) throws {
    #expect(try resolve(["DOCKER_HOST": text]) == DockerEndpoint(http, origin: "DOCKER_HOST"))
  }

  @Test("given by hand stands above DOCKER_HOST, which stands above a context")
  func order() throws {
    let environment = ["DOCKER_HOST": "tcp://b:1", "DOCKER_CONTEXT": "missing"]
    #expect(try resolve(host: "tcp://a:1", environment).http == .tcp(host: "a", port: 1))
    #expect(try resolve(environment).http == .tcp(host: "b", port: 1))
  }

  @Test("uses mutual TLS with the certificates that the environment names")
  func mutualTLS() throws {
    let options = TLSOptions(
      caFile: "/certs/ca.pem", certificateFile: "/certs/cert.pem", keyFile: "/certs/key.pem")
    let found = try resolve([
      "DOCKER_HOST": "tcp://10.0.0.5:2376", "DOCKER_TLS_VERIFY": "1",
      "DOCKER_CERT_PATH": "/certs",
    ])
    #expect(found.http == .tls(host: "10.0.0.5", port: 2_376, options))
  }

  @Test("is that of the current Docker context, with its certificates")
  func context() throws {
    // printf prod | sha256sum
    let digest = "6754af9632a2745e85c293e5aac0863370d9bd3330b9938c00cadfd215227d77"
    let meta = "/home/u/.docker/contexts/meta/\(digest)/meta.json"
    let tls = "/home/u/.docker/contexts/tls/\(digest)/docker"
    let host = #"{"Name":"prod","Endpoints":{"docker":{"Host":"tcp://10.0.0.5:2376"}}}"#
    let found = try resolve(files: [
      "/home/u/.docker/config.json": #"{"currentContext":"prod"}"#, meta: host,
      "\(tls)/ca.pem": "", "\(tls)/cert.pem": "", "\(tls)/key.pem": "",
    ])
    let options = TLSOptions(
      caFile: "\(tls)/ca.pem", certificateFile: "\(tls)/cert.pem", keyFile: "\(tls)/key.pem")
    #expect(found.http == .tls(host: "10.0.0.5", port: 2_376, options))
    #expect(found.origin == "Docker context \"prod\"")
  }

  @Test("of a context that does not exist is an error that says how to choose another")
  func missingContext() throws {
    let error = try #require(throws: Diagnostic.self) {
      try resolve(["DOCKER_CONTEXT": "nope"])
    }
    #expect(error.detail.contains("\"nope\""))
    #expect(error.commands.contains("docker context ls"))
  }

  @Test(
    "that is no address is an error that says how to write one",
    arguments: [
      "tcp://", "tcp://host:0", "tcp://host:99999", "tcp://a b:1",
    ])
  func invalid(host: String) throws {
    let error = try #require(throws: Diagnostic.self) { try resolve(host: host) }
    #expect(error.summary == "Invalid Docker host")
    #expect(error.detail.contains(host))
  }

  @Test("over SSH is refused with the way to forward it")
  func ssh() throws {
    let error = try #require(throws: Diagnostic.self) { try resolve(host: "ssh://u@h") }
    #expect(error.commands.first?.hasPrefix("ssh -nNT -L") == true)
    #expect(error.commands.first?.contains("u@h") == true)
  }
}
