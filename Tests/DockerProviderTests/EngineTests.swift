import Docker
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("An engine")
struct EngineTests {
  func error(_ engine: Engine, _ request: EngineRequest) async -> ProviderError? {
    do throws(ProviderError) {
      _ = try await engine.send(request)
      return nil
    } catch { return error }
  }

  @Test(
    "is spoken to in the newest version that both know",
    arguments: [
      ("1.41", "/v1.41/version"), ("1.47", "/v1.47/version"), ("1.99", "/v1.51/version"),
    ])
  func version(theirs: String, target: String) async throws {
    let server = try ScriptedEngine(version: theirs, ["GET /version": .init(body: "{}")])
    defer { server.stop() }
    let engine = Engine(server.endpoint)
    _ = try await engine.send(EngineRequest(.get, "/version"))
    _ = try await engine.send(EngineRequest(.get, "/version"))
    #expect(server.seen.count { $0.contains("/_ping") } == 1)
    #expect(server.seen.last?.hasPrefix("GET \(target) ") == true)
  }

  @Test("behind a proxy that refuses HEAD is asked by GET")
  func headRefused() async throws {
    let server = try ScriptedEngine(
      version: "1.43", ["HEAD /_ping": .init(status: 405), "GET /version": .init(body: "{}")])
    defer { server.stop() }
    _ = try await Engine(server.endpoint).send(EngineRequest(.get, "/version"))
    #expect(server.seen.last?.hasPrefix("GET /v1.43/version") == true)
  }

  @Test("that is too old is refused, with both versions and what to do")
  func tooOld() async throws {
    let server = try ScriptedEngine(version: "1.24")
    defer { server.stop() }
    let error = try #require(
      await error(Engine(server.endpoint), EngineRequest(.get, "/version")))
    #expect(error.kind == .refused)
    #expect(
      error.message
        == "The Docker Engine at unix://\(server.path) speaks version 1.24 of its API; "
        + "at least 1.41 is needed (Engine 20.10).")
    #expect(error.hints.first == "upgrade the engine")
  }

  @Test("that is something else is told so")
  func noEngine() async throws {
    let server = try ScriptedEngine(version: nil)
    defer { server.stop() }
    let error = try #require(
      await error(Engine(server.endpoint), EngineRequest(.get, "/version")))
    #expect(error.message.contains("is no Docker Engine"))
  }

  @Test("that does not answer is named with where its address comes from and how to start it")
  func unreachable() async throws {
    let endpoint = DockerEndpoint(.unix(path: "/nowhere/docker.sock"), origin: "DOCKER_HOST")
    let error = try #require(await error(Engine(endpoint), EngineRequest(.get, "/version")))
    #expect(error.kind == .unreachable)
    #expect(
      error.message
        == "No Docker Engine answers at unix:///nowhere/docker.sock (from DOCKER_HOST): "
        + "No such file or directory.")
    #expect(error.commands == ["sudo systemctl start docker", "Infra/engine start"])
  }

  @Test(
    "whose answer is an error is told by its message, and its kind by its status",
    arguments: [
      (400, #"{"message":"bad parameter."}"#, ProviderError.Kind.refused, "bad parameter"),
      (500, #"{"message":"it broke"}"#, .uncertain, "it broke"),
      (502, "<html>Bad Gateway</html>", .uncertain, "<html>Bad Gateway</html>"),
      (503, "", .throttled(retryAfter: 7), "status 503 without a message"),
    ])
  func errors(status: Int, body: String, kind: ProviderError.Kind, text: String) async throws {
    let server = try ScriptedEngine(
      version: "1.41",
      ["GET /info": .init(status: status, headers: ["Retry-After": "7"], body: body)])
    defer { server.stop() }
    let error = try #require(await error(Engine(server.endpoint), EngineRequest(.get, "/info")))
    #expect(error.kind == kind)
    #expect(error.status == status)
    #expect(error.message == "The Docker Engine answered: \(text).")
    #expect(error.request == "GET /info")
  }

  @Test(
    "that does not pull says why, within a stream that began with 200",
    arguments: [
      (
        "pull access denied for x, repository does not exist or may require 'docker login'",
        ProviderError.Kind.refused, "if the repository is private, log in to Docker Hub",
        ["docker login"]
      ),
      ("manifest for x:1 not found: manifest unknown", .refused, "check the tag or digest", []),
      (
        "toomanyrequests: You have reached your pull rate limit", .throttled(retryAfter: nil),
        "log in to Docker Hub for a higher limit", ["docker login"]
      ),
      (
        "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup failed", .unreachable,
        "check that the engine's machine reaches Docker Hub", []
      ),
    ])
  func pulls(said: String, kind: ProviderError.Kind, hint: String, commands: [String]) async throws
  {
    let body =
      #"{"status":"Pulling"}"# + "\n"
      + JSONWriter.text(["errorDetail": ["message": .string(said)], "error": .string(said)])
    let server = try ScriptedEngine(version: "1.41", ["POST /images/create": .init(body: body)])
    defer { server.stop() }
    let pull = ImagePull(engine: Engine(server.endpoint), registries: RegistryCredentials())
    var failure: ProviderError?
    do throws(ProviderError) {
      try await pull.pull("x:1", platform: nil, ProviderContext(secrets: FixedSecrets()))
    } catch { failure = error }
    let error = try #require(failure)
    #expect(error.kind == kind)
    #expect(error.message == "The image x:1 could not be pulled from Docker Hub: \(said).")
    #expect(error.hints.contains { $0.contains(hint) })
    #expect(error.commands == commands)
  }

  @Test("pulls by digest where one is given, and tells how far it is")
  func pullByDigest() async throws {
    let digest = "sha256:" + String(repeating: "a", count: 64)
    let body = """
      {"status":"Downloading","id":"a","progressDetail":{"current":1000000,"total":4000000}}
      {"status":"Downloading","id":"b","progressDetail":{"current":2000000,"total":4000000}}

      """
    let server = try ScriptedEngine(version: "1.41", ["POST /images/create": .init(body: body)])
    defer { server.stop() }
    let progress = ProgressRecorder()
    let pull = ImagePull(engine: Engine(server.endpoint), registries: RegistryCredentials())
    try await pull.pull(
      .pinned("redis:7", digest: digest), platform: "linux/arm64",
      ProviderContext(secrets: FixedSecrets(), progress: { progress.add($0) }))
    let asked = try #require(server.seen.last)
    #expect(asked.contains("fromImage=redis&tag=sha256%3A"))
    #expect(asked.contains("platform=linux%2Farm64"))
    #expect(progress.all.last == "pulling redis:7@\(digest): 3 of 8 MB")
  }
}
