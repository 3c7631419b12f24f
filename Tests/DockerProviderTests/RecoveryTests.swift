import Docker
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("Without a state", .needsEngine)
struct RecoveryTests {
  private func context(_ box: Sandbox, knows: Bool = true) -> RecoveryContext {
    RecoveryContext(environment: box.name) { source in
      knows ? try? FixedSecrets().open(source) : nil
    }
  }

  @Test("everything that bears the environment's labels is found, and nothing of others")
  func owned() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let network = try await box.create(
        DockerNetwork("net", name: Value(ObjectName("\(box.name)-net"))))
      let volume = try await box.create(
        DockerVolume("data", name: Value(ObjectName("\(box.name)-data"))))
      let container = try await box.create(
        box.sleeper(
          image, files: [],
          networks: [
            NetworkAttachment(
              id: Value(NetworkID(try #require(network.attributes["id"]?.string))))
          ]))
      let found = try await box.provider.owned(by: box.name)
      #expect(
        Set(found.map(\.address)) == [network.address, volume.address, container.address])
      for state in [network, volume, container] {
        let object = try #require(found.first { $0.address == state.address })
        #expect(object.instance == state.instance)
        #expect(object.observation.attributes == state.attributes)
        #expect(object.observation.arguments["name"] == state.arguments["name"])
        #expect(object.made.hasPrefix("20"))
      }
      #expect(try await box.provider.owned(by: box.name + "-other").isEmpty)
    }
  }

  @Test("files are compared by content; what is not known yet is told, and secrets never are")
  func files() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let declared = box.sleeper(
        image, files: [UploadedFile("/a", "content"), UploadedFile("/b", "link to x")],
        networks: [])
      var state = try await box.create(declared)
      let schema = DockerContainer.schema.schema
      let same = try #require(try await box.provider.recover(state, schema, context(box)))
      #expect(same.arguments["upload"] == state.arguments["upload"])

      var files = try #require(state.arguments["upload"]?.list)
      let link = Datum.reference(
        Reference(Address(module: [], type: "docker_network", key: "n"), "id"))
      files[0] = .object(
        Fields(
          (files[0].object?.entries ?? []).map { entry in
            entry.key == "content" ? .init(key: "content", value: "CONTENT") : entry
          }))
      files[1] = .object(
        Fields(
          (files[1].object?.entries ?? []).map { entry in
            entry.key == "content"
              ? .init(key: "content", value: .segments(["link to ", link])) : entry
          }))
      state.arguments["upload"] = .list(files)
      let seen = try #require(try await box.provider.recover(state, schema, context(box)))
      let contents = (seen.arguments["upload"]?.list ?? []).map { $0["content"] }
      #expect(contents == ["content", "link to x"])
    }
  }

  @Test("a file with a secret counts as declared only as long as it holds that secret")
  func secretFiles() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let declared = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["sleep", "60"],
        secretFiles: [UploadedFile("/token", "a \(Secret.environment("TOKEN")) b")])
      var state = try await box.create(declared)
      let schema = DockerContainer.schema.schema
      let same = try #require(try await box.provider.recover(state, schema, context(box)))
      #expect(same.arguments["secret_upload"] == state.arguments["secret_upload"])
      let text = JSONWriter.text(
        state.arguments["secret_upload"] ?? .null, symbols: .marked
      ).replacing("TOKEN", with: "OTHER")
      state.arguments["secret_upload"] = try JSONParser.parse(Array(text.utf8), marked: true)
      let other = try #require(try await box.provider.recover(state, schema, context(box)))
      #expect(
        other.arguments["secret_upload"]?.list?.first?["content"] == "(changed in the container)")
      // What is not at hand cannot be compared.
      let blind = try #require(
        try await box.provider.recover(state, schema, context(box, knows: false)))
      #expect(blind.arguments["secret_upload"] == state.arguments["secret_upload"])
    }
  }

  @Test("a built image is known by the label of its build, and one of another folder is not")
  func images() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["app/Dockerfile": "FROM \(base)\nCOPY a /a\n", "app/a": "1"])
    try await Sandbox.run(project: folder.path) { box in
      let declared = DockerImage(
        "app", name: Value(ImageReference("\(box.name):1")), build: ImageBuild("app"))
      let made = try await box.create(declared)
      var lost = made
      lost.instance = Sandbox.instance()
      lost.attributes = Fields()
      let schema = DockerImage.schema.schema
      let found = try #require(try await box.provider.recover(lost, schema, context(box)))
      #expect(found == Observation(arguments: made.arguments, attributes: made.attributes))
      lost.arguments["triggers"] = ["context": "another folder"]
      let other = try #require(try await box.provider.recover(lost, schema, context(box)))
      #expect(other.arguments["triggers"] == .null)
      #expect(other.attributes == made.attributes)
      lost.arguments["name"] = .string("\(box.name)-not-there:1")
      #expect(try await box.provider.recover(lost, schema, context(box)) == nil)
    }
  }
}
