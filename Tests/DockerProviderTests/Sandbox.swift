import Docker
import Foundation
import InfraDSL
import InfraFiles
import InfraModel
import Testing

@testable import DockerProvider

/// An environment of one test: everything made in it bears its name and goes at its end.
struct Sandbox {
  let name: String
  let engine = Engine(TestEngine.endpoint)
  let provider: DockerProvider
  let progress = ProgressRecorder()
  var secrets: [String: String] = [:]

  /// Runs a test in an environment of its own.
  static func run(project: String = "/nowhere", _ body: (Sandbox) async throws -> Void) async throws
  {
    let sandbox = Sandbox(project: project)
    do { try await body(sandbox) } catch {
      try? await sandbox.clean()
      throw error
    }
    try await sandbox.clean()
  }

  init(project: String) {
    name = "infra-test-\(String(UInt64.random(in: 0..<(1 << 40)), radix: 36))"
    provider = DockerProvider(endpoint: TestEngine.endpoint, project: project)
  }

  var context: ProviderContext {
    ProviderContext(secrets: FixedSecrets(), progress: { [progress] in progress.add($0) })
  }

  /// A request about a declared resource, its references resolved by the test.
  func request<R: Resource>(
    _ resource: R, instance: InstanceID = Sandbox.instance(), prior: ResourceState? = nil,
    changed: [String] = []
  ) throws -> ProviderRequest {
    let environment = TestEnvironment(name: name, declarations: [.resource(resource)])
    let lowered = Lowering.lower(files: DiskProjectFiles(folder: provider.project)) { _ in
      environment
    }
    try #require(lowered.diagnostics.items == [])
    let desired = try #require(lowered.desired.resources.first)
    var arguments = Fields()
    for (row, value) in zip(desired.schema.arguments, desired.arguments) where !value.isNull {
      arguments[row.name] = value
    }
    return ProviderRequest(
      environment: name, address: desired.address, instance: prior?.instance ?? instance,
      schema: desired.schema, arguments: arguments, changed: changed, prior: prior)
  }

  /// Creates a resource and answers the state that an executor would write.
  func create<R: Resource>(_ resource: R) async throws -> ResourceState {
    let request = try request(resource)
    return Self.state(request, try await provider.perform(.create, request, context))
  }

  static func state(_ request: ProviderRequest, _ attributes: Fields) -> ResourceState {
    ResourceState(
      address: request.address, provider: "docker", instance: request.instance,
      arguments: request.arguments, attributes: attributes)
  }

  /// A request to take away what a state knows.
  func delete<R: Resource>(_ resource: R, _ state: ResourceState) async throws {
    let request = try request(resource, prior: state)
    _ = try await provider.perform(.delete, request, context)
  }

  static func instance() -> InstanceID {
    let digits = (0..<24).map { _ in String(Int.random(in: 0..<16), radix: 16) }
    return InstanceID(digits.joined())
  }

  /// The engine's inspection of an object.
  func inspect(_ path: String) async throws -> Datum {
    try await engine.send(EngineRequest(.get, path)).json
  }

  /// The error that an operation must give.
  func failure(_ operation: InfraModel.Operation, _ request: ProviderRequest) async
    -> ProviderError?
  {
    do throws(ProviderError) {
      _ = try await provider.perform(operation, request, context)
      return nil
    } catch { return error }
  }

  /// Removes what bears this environment's name, and nothing else.
  func clean() async throws {
    let filter = EngineRequest.filters(["label": ["\(Ownership.environment)=\(name)"]])
    let named = EngineRequest.filters(["name": [name]])
    for query in [filter, named] {
      let list = try await engine.send(
        EngineRequest(.get, "/containers/json", query: [("all", "1"), query]))
      for id in (list.json.list ?? []).compactMap({ $0["Id"].string }) {
        _ = try await engine.send(
          EngineRequest(
            .delete, "/containers/\(id)", query: [("force", "1"), ("v", "1")],
            expecting: [404, 409]))
      }
    }
    for query in [filter, named] {
      let networks = try await engine.send(EngineRequest(.get, "/networks", query: [query]))
      for id in (networks.json.list ?? []).compactMap({ $0["Id"].string }) {
        _ = try await engine.send(EngineRequest(.delete, "/networks/\(id)", expecting: [403, 404]))
      }
      let volumes = try await engine.send(EngineRequest(.get, "/volumes", query: [query]))
      for volume in (volumes.json["Volumes"].list ?? []).compactMap({ $0["Name"].string }) {
        _ = try await engine.send(
          EngineRequest(.delete, "/volumes/\(volume)", expecting: [404, 409]))
      }
    }
    let images = try await engine.send(
      EngineRequest(
        .get, "/images/json", query: [EngineRequest.filters(["reference": ["\(name)*"]])]))
    for tag in (images.json.list ?? []).flatMap({ $0["RepoTags"].list ?? [] }).compactMap(\.string)
    {
      _ = try await engine.send(
        EngineRequest(.delete, "/images/\(tag)", query: [("force", "1")], expecting: [404, 409]))
    }
  }
}

/// An environment of one resource.
struct TestEnvironment: InfraDSL.Environment {
  let name: String
  let project = "test"
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

/// Secrets whose contents are made of their names.
struct FixedSecrets: SecretResolver {
  func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] {
    if source == .environment("MISSING") {
      throw Diagnostic(
        "Missing secret", "The environment variable MISSING is not set.",
        hints: ["set it and apply again"])
    }
    return Array("content of \(source)".utf8)
  }
}
