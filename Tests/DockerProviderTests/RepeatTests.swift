import Docker
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import DockerProvider

@Suite("An operation that was cut off", .needsEngine)
struct RepeatTests {
  /// Cuts an operation off after a number of requests, as a killed process would.
  final class Cut: Sendable {
    private let state: Mutex<(left: Int, task: Task<Void, Never>?)>

    init(after count: Int) { state = Mutex((count, nil)) }

    func arm(_ task: Task<Void, Never>) { state.withLock { $0.task = task } }

    func count() {
      let task = state.withLock { state in
        state.left -= 1
        return state.left == 0 ? state.task : nil
      }
      task?.cancel()
    }

    /// Whether the operation ended before it was cut off.
    var isUnused: Bool { state.withLock { $0.left > 0 } }
  }

  /// Runs an operation cut off after so many requests; answers whether it was.
  func cutOff(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, after count: Int, _ box: Sandbox
  ) async -> Bool {
    let cut = Cut(after: count)
    let provider = DockerProvider(
      endpoint: TestEngine.endpoint, project: "/nowhere", log: { _ in cut.count() })
    let context = box.context
    let task = Task { _ = try? await provider.perform(operation, request, context) }
    cut.arm(task)
    await task.value
    return !cut.isUnused
  }

  @Test("after any request of a creation is finished by the next try: one container, as declared")
  func creation() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let network = try await box.create(
        DockerNetwork("net", name: Value(ObjectName("\(box.name)-net"))))
      let other = try await box.create(
        DockerNetwork("other", name: Value(ObjectName("\(box.name)-other"))))
      let networks = try [network, other].map {
        NetworkAttachment(id: Value(NetworkID(try #require($0.attributes["id"]?.string))))
      }
      let container = box.sleeper(
        image, files: [UploadedFile("/a", "content")], networks: networks)
      var count = 1
      var wasCut = true
      while wasCut {
        try #require(count < 40)
        let request = try box.request(container)
        wasCut = await cutOff(.create, request, after: count, box)
        let attributes = try await box.provider.perform(.create, request, box.context)
        let state = Sandbox.state(request, attributes)
        let read = try await box.provider.read(state, DockerContainer.schema.schema)
        #expect(read?.arguments == state.arguments, "cut off after \(count) requests")
        let id = try #require(attributes["id"]?.string)
        #expect(try await box.text(of: "/a", in: id) == "content")
        let all = try await box.engine.send(
          EngineRequest(
            .get, "/containers/json", query: [("all", "1"), Ownership.filter(request.instance)]))
        #expect(all.json.list?.count == 1)
        try await box.delete(container, state)
        count += 1
      }
      #expect(count > 6)
    }
  }

  @Test("after any request of a deletion is finished by the next try")
  func deletion() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      var count = 1
      var wasCut = true
      while wasCut {
        try #require(count < 10)
        let state = try await box.create(box.sleeper(image))
        let request = try box.request(box.sleeper(image), prior: state)
        wasCut = await cutOff(.delete, request, after: count, box)
        _ = try await box.provider.perform(.delete, request, box.context)
        #expect(try await box.provider.read(state, DockerContainer.schema.schema) == nil)
        count += 1
      }
    }
  }
}
