import Docker
import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("An image on the engine", .needsEngine)
struct ImageTests {
  func image(_ box: Sandbox, build: ImageBuild) -> DockerImage {
    DockerImage("app", name: Value(ImageReference("\(box.name):1")), build: build)
  }

  @Test("is built from a folder with target and arguments, and a refresh right after is empty")
  func built() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder([
      "app/docker/Dockerfile": """
      FROM \(base) AS first
      ARG WHO
      COPY greeting /greeting
      RUN echo "$WHO" >> /greeting
      FROM first AS second
      RUN false
      """, "app/greeting": "hello\n", "app/secret.key": "k", "app/.dockerignore": "*.key\ndocker",
    ])
    try await Sandbox.run(project: folder.path) { box in
      let image = image(
        box,
        build: ImageBuild(
          "app", dockerfile: "docker/Dockerfile", target: "first",
          buildArguments: ["WHO": "world"], labels: ["a": "b"]))
      let state = try await box.create(image)
      let id = try #require(state.attributes["image_id"]?.string)
      #expect(id.hasPrefix("sha256:"))
      let seen = try await box.inspect("/images/\(id)/json")
      #expect(seen["RepoTags"] == [.string("\(box.name):1")])
      #expect(seen["Config"]["Labels"]["a"] == "b")
      let read = try await box.provider.read(state, DockerImage.schema.schema)
      #expect(read == Observation(arguments: state.arguments, attributes: state.attributes))
      let again = try await box.create(image)
      #expect(again.attributes == state.attributes)
      #expect(box.progress.all.contains { $0.hasPrefix("building: ") })
    }
  }

  @Test("whose build fails shows the last lines of the command that failed")
  func buildFailure() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder([
      "Dockerfile": "FROM \(base)\nRUN echo before; echo the reason is this >&2; exit 3\n"
    ])
    try await Sandbox.run(project: folder.path) { box in
      let request = try box.request(image(box, build: ImageBuild(".")))
      let error = try #require(await box.failure(.create, request))
      #expect(error.kind == .refused)
      #expect(error.message.contains("exit code: 3"))
      #expect(error.message.contains("  | the reason is this"))
      #expect(error.commands == ["docker build ."])
    }
  }

  @Test("whose build fails is told as well by the classic builder")
  func classicFailure() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["Dockerfile": "FROM \(base)\nRUN echo reason; exit 3\n"])
    try await Sandbox.run(project: folder.path) { box in
      let request = try box.request(image(box, build: ImageBuild(".")))
      let builder = ImageBuilder(
        engine: box.engine, project: folder.path, registries: RegistryCredentials())
      let output = try await builder.attempt(request, buildKit: false, box.context)
      #expect(output.problem?.contains("returned a non-zero code: 3") == true)
      #expect(output.lines.contains("reason"))
    }
  }

  @Test("without its Dockerfile or folder is refused before anything is sent")
  func noDockerfile() async throws {
    let folder = try ScratchFolder(["app/x": "1"])
    try await Sandbox.run(project: folder.path) { box in
      let app = try #require(
        await box.failure(.create, try box.request(image(box, build: ImageBuild("app")))))
      #expect(app.message == "There is no Dockerfile in \(folder.path)/app.")
    }
  }

  @Test("that the host has is not pulled; one that no registry gives names the registry")
  func pulled() async throws {
    let name = try await TestEngine.image()
    try await Sandbox.run { box in
      let here = DockerImage("base", name: Value(ImageReference(name)), keepLocally: true)
      let state = try await box.create(here)
      #expect(state.attributes["image_id"]?.string?.hasPrefix("sha256:") == true)
      #expect(!box.progress.all.contains { $0.hasPrefix("pulling") })
      try await box.delete(here, state)
      #expect(try await box.provider.read(state, DockerImage.schema.schema) != nil)

      // Nothing listens on port 1 of the engine's machine.
      let away = DockerImage("away", name: "127.0.0.1:1/infra-test/none:1")
      let error = try #require(await box.failure(.create, try box.request(away)))
      #expect(error.kind == .unreachable)
      #expect(error.message.contains("could not be pulled from 127.0.0.1:1"))
    }
  }

  @Test("goes with its last tag, stays while a container runs it, and going twice is fine")
  func deleted() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["Dockerfile": "FROM \(base)\nENV A=\(UUID().uuidString)\n"])
    try await Sandbox.run(project: folder.path) { box in
      let image = image(box, build: ImageBuild("."))
      let state = try await box.create(image)
      let made = try await box.engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", "\(box.name)-user")],
          json: ["Image": .string("\(box.name):1"), "Cmd": ["sleep", "1"]]))
      let later = DockerProvider(endpoint: TestEngine.endpoint, project: folder.path)
      let request = try box.request(image, prior: state)
      _ = try await later.perform(.delete, request, box.context)
      #expect(try await box.provider.read(state, DockerImage.schema.schema) != nil)
      let id = try #require(made.json["Id"].string)
      _ = try await box.engine.send(EngineRequest(.delete, "/containers/\(id)"))
      _ = try await later.perform(.delete, request, box.context)
      #expect(try await box.provider.read(state, DockerImage.schema.schema) == nil)
      _ = try await later.perform(.delete, request, box.context)
    }
  }

  @Test("built anew takes the tag; three older ones stay for a rollback, until the image goes")
  func deposed() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["Dockerfile": "FROM \(base)\n"])
    try await Sandbox.run(project: folder.path) { box in
      let image = image(box, build: ImageBuild("."))
      var builds: [ResourceState] = []
      for number in 1...6 {
        try folder.write("Dockerfile", "FROM \(base)\nENV A=\(number)-\(UUID().uuidString)\n")
        let new = try await box.create(image)
        if let old = builds.last {
          // A provider of its own: what it made itself it would keep.
          let later = DockerProvider(endpoint: TestEngine.endpoint, project: folder.path)
          _ = try await later.perform(
            .deleteDeposed, try box.request(image, prior: old), box.context)
        }
        builds.append(new)
      }
      let seen = try await there(builds, box)
      #expect(seen == [false, false, true, true, true, true])
      let later = DockerProvider(endpoint: TestEngine.endpoint, project: folder.path)
      _ = try await later.perform(
        .delete, try box.request(image, prior: builds[5]), box.context)
      #expect(try await there(builds, box) == [false, false, false, false, false, false])
    }
  }

  private func there(_ states: [ResourceState], _ box: Sandbox) async throws -> [Bool] {
    var found: [Bool] = []
    for state in states {
      found.append(try await box.provider.read(state, DockerImage.schema.schema) != nil)
    }
    return found
  }

  @Test("that came out the same again stays when the resource it replaced goes")
  func sameImage() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["Dockerfile": "FROM \(base)\nENV A=\(UUID().uuidString)\n"])
    try await Sandbox.run(project: folder.path) { box in
      let image = image(box, build: ImageBuild("."))
      let old = try await box.create(image)
      let new = try await box.create(image)
      #expect(new.attributes == old.attributes)
      try await box.delete(image, old)
      #expect(try await box.provider.read(new, DockerImage.schema.schema) != nil)
    }
  }

  @Test("of a build that was done before is taken, not built again, under its new name")
  func reused() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["Dockerfile": "FROM \(base)\nENV A=\(UUID().uuidString)\n"])
    try await Sandbox.run(project: folder.path) { box in
      let first = try await box.create(image(box, build: ImageBuild(".")))
      // The source of then is gone; the image is still there.
      let request = try box.request(
        DockerImage(
          "app", name: Value(ImageReference("\(box.name):2")), build: ImageBuild(".")))
      try folder.write("Dockerfile", "FROM scratch\n")
      let again = try await box.provider.perform(.create, request, box.context)
      #expect(again["image_id"] == first.attributes["image_id"])
      #expect(box.progress.all.last == "taking the image of the same build")
    }
  }

  @Test("is not built from a folder that has changed since the plan")
  func changedFolder() async throws {
    let base = try await TestEngine.image()
    let folder = try ScratchFolder(["Dockerfile": "FROM \(base)\nENV A=\(UUID().uuidString)\n"])
    try await Sandbox.run(project: folder.path) { box in
      let request = try box.request(image(box, build: ImageBuild(".")))
      try folder.write("Dockerfile", "FROM \(base)\n")
      let error = try #require(await box.failure(.create, request))
      #expect(error.kind == .refused)
      #expect(
        error.message
          == "The folder . is not what the plan was made from, and no image of that build is on "
          + "the engine's machine.")
      #expect(error.hints.contains { $0.contains("check out the commit") })
    }
  }
}
