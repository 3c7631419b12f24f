import Docker
import InfraModel
import Testing

@testable import DockerProvider

/// What an engine says of a container that it started when it was killed, as Engine 20.10.24 said.
@Suite("A container that a killed engine has left")
struct KilledEngineTests {
  static let said = ["task 3f1c already exists: unknown", "id already in use"]
  static let left = left(said[0])

  static func left(_ message: String) -> ScriptedEngine.Answer {
    ScriptedEngine.Answer(status: 500, body: #"{"message":"\#(message)"}"#)
  }

  private func engine(_ more: [String: ScriptedEngine.Answer] = [:]) throws -> ScriptedEngine {
    let container = #"""
      {"Id": "c1", "Name": "/demo", "Config": {"Labels": {}}, "State": {"Status": "created"},
       "NetworkSettings": {"Networks": {}}}
      """#
    let usual: [String: ScriptedEngine.Answer] = [
      "GET /containers/json": .init(body: "[]"),
      "POST /containers/create": .init(status: 201, body: #"{"Id": "c1"}"#),
      "GET /containers/c1/json": .init(body: container),
      "POST /containers/c1/start": Self.left,
      "POST /containers/c1/restart": Self.left,
      "POST /containers/c1/stop": .init(status: 304),
      "DELETE /containers/c1": .init(status: 204),
      "POST /containers/c1/update": .init(body: "{}"),
    ]
    return try ScriptedEngine(version: "1.41", usual.merging(more) { $1 })
  }

  private func failure(
    _ operation: InfraModel.Operation, _ server: ScriptedEngine, prior: Bool = false
  ) async throws -> ProviderError {
    let box = Sandbox(project: "/nowhere")
    let container = DockerContainer("demo", name: "demo", image: "debian:bookworm-slim")
    var request = try box.request(container)
    if prior { request.prior = Sandbox.state(request, Fields(["id": "c1"])) }
    do throws(ProviderError) {
      _ = try await server.provider.perform(operation, request, box.context)
    } catch { return error }
    throw Unexpected()
  }

  private struct Unexpected: Error {}

  @Test("while it was made is removed, so that the retry makes another", arguments: said)
  func creation(said: String) async throws {
    let server = try engine(["POST /containers/c1/start": Self.left(said)])
    defer { server.stop() }
    let error = try await failure(.create, server)
    #expect(error.kind == .uncertain)
    #expect(error.message.contains(said), "\(error)")
    let asked = server.seen.filter { $0.hasPrefix("DELETE ") }
    #expect(asked.count == 1)
    #expect(asked.first?.contains("/containers/c1?") == true, "\(asked)")
  }

  @Test("and that cannot be removed either is told by what its start said")
  func stuck() async throws {
    let server = try engine([
      "DELETE /containers/c1": .init(status: 500, body: #"{"message":"device busy"}"#)
    ])
    defer { server.stop() }
    let error = try await failure(.create, server)
    #expect(error.kind == .uncertain)
    #expect(error.message.contains("task 3f1c already exists"), "\(error)")
  }

  @Test(
    "when it was there before is kept, and told how to have it made anew",
    arguments: [InfraModel.Operation.update, .restart])
  func existing(operation: InfraModel.Operation) async throws {
    let server = try engine()
    defer { server.stop() }
    let error = try await failure(operation, server, prior: true)
    #expect(error.kind == .uncertain)
    #expect(error.hints.contains { $0.contains("--replace docker_container.demo") }, "\(error)")
    #expect(!server.seen.contains { $0.hasPrefix("DELETE ") })
  }

  @Test("is not mistaken for a container whose start is refused")
  func refused() async throws {
    let server = try engine([
      "POST /containers/c1/start": .init(
        status: 400, body: #"{"message":"OCI runtime create failed: no such file"}"#)
    ])
    defer { server.stop() }
    let error = try await failure(.create, server)
    #expect(error.kind == .refused)
    #expect(!server.seen.contains { $0.hasPrefix("DELETE ") })
  }
}
