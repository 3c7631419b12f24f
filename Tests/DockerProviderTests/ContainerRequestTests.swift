import Docker
import InfraModel
import Testing

@testable import DockerProvider

@Suite("The making of a container")
struct ContainerRequestTests {
  private func create(_ running: String, mustRun: Bool = true) async throws
    -> (seen: [String], failure: ProviderError?)
  {
    let server = try ScriptedEngine(
      version: "1.44",
      [
        "GET /containers/json": .init(body: "[]"),
        "POST /containers/create": .init(status: 201, body: #"{"Id":"c1"}"#),
        "POST /containers/c1/start": .init(status: 204),
        "GET /containers/c1/json": .init(body: #"{"Id":"c1","Name":"/c","State":\#(running)}"#),
      ])
    defer { server.stop() }
    var arguments: Fields = Fields(["name": "c", "image": "i"])
    if !mustRun { arguments["must_run"] = false }
    let request = ProviderRequest(
      environment: "test", address: Address(module: [], type: "docker_container", key: "c"),
      instance: InstanceID("0123456789abcdef01234567"), schema: DockerContainer.schema.schema,
      arguments: arguments)
    var failure: ProviderError?
    do throws(ProviderError) {
      let made = try await server.provider.perform(
        .create, request, ProviderContext(secrets: FixedSecrets()))
      #expect(made["id"] == "c1")
    } catch { failure = error }
    let seen = server.seen.map { line in
      let parts = line.split(separator: " ")
      return "\(parts[0]) \(parts[1].prefix { $0 != "?" }.replacing("/v1.44", with: ""))"
    }
    return (seen.filter { !$0.hasSuffix("/_ping") }, failure)
  }

  @Test("asks the engine four things: for what is left of it, to create, to start, and once after")
  func fewRequests() async throws {
    let (seen, failure) = try await create(#"{"Running":true}"#)
    #expect(failure == nil)
    #expect(
      seen == [
        "GET /containers/json", "POST /containers/create", "POST /containers/c1/start",
        "GET /containers/c1/json",
      ])
  }

  @Test("fails where it has ended while it was watched, at whatever moment")
  func endsAtOnce() async throws {
    let (_, failure) = try await create(#"{"Running":false,"ExitCode":9}"#)
    #expect(failure?.kind == .unhealthy)
    #expect(failure?.message.contains("ended with exit code 9") == true)
  }

  @Test("fails where it is being started again and again")
  func restarts() async throws {
    let (_, failure) = try await create(#"{"Running":true,"Restarting":true,"ExitCode":3}"#)
    #expect(failure?.message.contains("restarted again and again (exit code 3)") == true)
  }

  @Test("does not watch one that need not run")
  func needNotRun() async throws {
    let (seen, failure) = try await create(#"{"Running":false,"ExitCode":1}"#, mustRun: false)
    #expect(failure == nil)
    #expect(seen.last == "POST /containers/c1/start")
  }
}
