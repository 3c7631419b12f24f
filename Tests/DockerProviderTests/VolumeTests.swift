import Docker
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("A volume on the engine", .needsEngine)
struct VolumeTests {
  func volume(_ box: Sandbox) -> DockerVolume {
    DockerVolume("data", name: Value(ObjectName("\(box.name)-data")), labels: ["keep": "yes"])
  }

  @Test("is as declared, a refresh right after says so, and creating it again changes nothing")
  func created() async throws {
    try await Sandbox.run { box in
      let request = try box.request(volume(box))
      let first = try await box.provider.perform(.create, request, box.context)
      let second = try await box.provider.perform(.create, request, box.context)
      #expect(first == second)
      let seen = try await box.inspect("/volumes/\(box.name)-data")
      #expect(seen["Labels"]["keep"] == "yes")
      #expect(seen["Labels"]["infra.instance"] == .string(request.instance.text))
      let state = Sandbox.state(request, first)
      let read = try await box.provider.read(state, DockerVolume.schema.schema)
      #expect(read == Observation(arguments: state.arguments, attributes: state.attributes))
    }
  }

  @Test("with somebody else's labels is refused, though the engine would answer it as created")
  func stranger() async throws {
    try await Sandbox.run { box in
      _ = try await box.engine.send(
        EngineRequest(
          .post, "/volumes/create",
          json: ["Name": .string("\(box.name)-data"), "Labels": ["owner": "somebody"]]))
      let error = try #require(await box.failure(.create, try box.request(volume(box))))
      #expect(error.kind == .stranger)
      #expect(error.message.contains("owner=somebody"))
      #expect(error.commands.contains("docker volume rm \(box.name)-data"))
    }
  }

  @Test("without labels is refused, and told to be what a killed engine may have left")
  func halfMade() async throws {
    try await Sandbox.run { box in
      _ = try await box.engine.send(
        EngineRequest(.post, "/volumes/create", json: ["Name": .string("\(box.name)-data")]))
      let error = try #require(await box.failure(.create, try box.request(volume(box))))
      #expect(error.kind == .stranger)
      #expect(error.message.hasSuffix("it was not made by this tool."), "\(error)")
      #expect(error.hints.contains { $0.contains("killed while it made this volume") }, "\(error)")
    }
  }

  @Test("goes, and going twice is fine")
  func deleted() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(volume(box))
      try await box.delete(volume(box), state)
      #expect(try await box.provider.read(state, DockerVolume.schema.schema) == nil)
      try await box.delete(volume(box), state)
    }
  }

  @Test("that somebody made anew under the same name is gone for us, and is not deleted")
  func replaced() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(volume(box))
      try await box.delete(volume(box), state)
      _ = try await box.engine.send(
        EngineRequest(.post, "/volumes/create", json: ["Name": .string("\(box.name)-data")]))
      try #require(state.attributes["created_at"] != nil)
      var older = state
      older.attributes["created_at"] = "2020-01-01T00:00:00Z"
      #expect(try await box.provider.read(older, DockerVolume.schema.schema) == nil)
      try await box.delete(volume(box), older)
      #expect(try await box.inspect("/volumes/\(box.name)-data")["Name"].string != nil)
    }
  }

  @Test("that a container uses stays; the error names the container")
  func inUse() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(volume(box))
      let image = try await TestEngine.image()
      _ = try await box.engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", "\(box.name)-user")],
          json: [
            "Image": .string(image),
            "HostConfig": ["Binds": [.string("\(box.name)-data:/data")]],
          ]))
      let request = try box.request(volume(box), prior: state)
      let error = try #require(await box.failure(.delete, request))
      #expect(error.kind == .refused)
      #expect(error.message == "The volume \"\(box.name)-data\" is used by \(box.name)-user.")
    }
  }

  @Test("of its own that was made with other options is refused, not taken for the declared one")
  func otherOptions() async throws {
    try await Sandbox.run { box in
      let first = try box.request(volume(box))
      _ = try await box.provider.perform(.create, first, box.context)
      let options: [String: Value<String>] = ["type": "tmpfs", "device": "tmpfs"]
      let changed = DockerVolume(
        "data", name: Value(ObjectName("\(box.name)-data")), options: options)
      let request = try box.request(changed, instance: first.instance)
      let error = try #require(await box.failure(.create, request))
      #expect(error.kind == .refused)
      #expect(error.message.contains("other options than are declared"))
    }
  }
}
