import Docker
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("The files of a container", .needsEngine)
struct ContainerFileTests {
  /// Writes a line for each SIGHUP: the first line of its configuration.
  func reader(_ box: Sandbox, _ image: String, _ text: String, isReadOnly: Bool) -> DockerContainer
  {
    let script = "trap 'cat /config/a.conf' HUP; echo ready; while :; do sleep 0.05; done"
    return DockerContainer(
      "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
      command: ["sh", "-c", Value(script)], stopTimeout: .seconds(1),
      files: [UploadedFile("/config/a.conf", FileContent(text), onChange: .reload)],
      mounts: isReadOnly ? [.anonymousVolume(at: "/config")] : [], isReadOnly: isReadOnly)
  }

  @Test(
    "that change are put there and reloaded; the container stays the same",
    arguments: [false, true])
  func reload(isReadOnly: Bool) async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let state = try await box.create(reader(box, image, "first\n", isReadOnly: isReadOnly))
      let id = try #require(state.attributes["id"]?.string)
      let request = try box.request(
        reader(box, image, "second\n", isReadOnly: isReadOnly), prior: state, changed: ["upload"])
      let updated = try await box.provider.perform(.update, request, box.context)
      #expect(updated["id"]?.string == id)
      #expect(try await box.text(of: "/config/a.conf", in: id) == "second\n")
      let reloaded = try await box.provider.perform(.reload, request, box.context)
      #expect(reloaded["id"]?.string == id)
      let lines = await ContainerLogs(engine: box.engine).last(5, of: id, hasTerminal: false)
      #expect(lines == ["ready", "second"])
      #expect(box.progress.all.contains("sending SIGHUP"))
      let after = Sandbox.state(request, reloaded)
      let read = try await box.provider.read(after, DockerContainer.schema.schema)
      #expect(read?.arguments == after.arguments)
    }
  }

  @Test("that the process cannot live with are told with its last lines")
  func brokenReload() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let script = "trap 'echo bad config >&2; exit 7' HUP; while :; do sleep 0.05; done"
      let container = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["sh", "-c", Value(script)], stopTimeout: .seconds(1),
        files: [UploadedFile("/a.conf", "1", onChange: .reload)])
      let state = try await box.create(container)
      let request = try box.request(container, prior: state)
      let error = try #require(await box.failure(.reload, request))
      #expect(error.kind == .unhealthy)
      #expect(error.message.contains("ended with exit code 7"))
      #expect(error.message.contains("  | bad config"))
    }
  }

  @Test("are read anew by a restart that keeps the container")
  func restart() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = box.sleeper(image)
      let state = try await box.create(container)
      let id = try #require(state.attributes["id"]?.string)
      let before = try await box.inspect("/containers/\(id)/json")["State"]["StartedAt"]
      let request = try box.request(container, prior: state)
      let after = try await box.provider.perform(.restart, request, box.context)
      #expect(after["id"]?.string == id)
      #expect(try await box.inspect("/containers/\(id)/json")["State"]["StartedAt"] != before)
    }
  }

  @Test("belong to whom they are declared to, folders on the way are made")
  func owners() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["sh", "-c", "stat -c '%a %u %g' /x/y/z; sleep 60"], hasInit: true,
        files: [UploadedFile("/x/y/z", "1", mode: "0640", user: 77, group: 78)])
      let state = try await box.create(container)
      let id = try #require(state.attributes["id"]?.string)
      let lines = await ContainerLogs(engine: box.engine).last(5, of: id, hasTerminal: false)
      #expect(lines == ["640 77 78"])
    }
  }

  @Test("with a secret that is not at hand fail before the container starts")
  func missingSecret() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let secret = Secret.environment("MISSING")
      let container = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["sleep", "60"], secretFiles: [UploadedFile("/token", .secret(secret))])
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.message == "The environment variable MISSING is not set.")
      let seen = try await box.inspect("/containers/\(box.name)-c/json")
      #expect(seen["State"]["Status"] == "created")
    }
  }
}
