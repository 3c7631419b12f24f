import InfraDSL
import InfraModel
import Testing

@testable import Docker

@Suite("A declared container")
struct ContainerTests {
  @Test("lowers every argument into the form of its schema")
  func fullForm() throws {
    let result = lower(MemoryFiles()) { fullContainer }
    #expect(result.problems == [])
    let full = try #require(result.resource("docker_container.full"))
    #expect(full["env"] == ["A": "1", "B": "2"])
    #expect(full["cpus"] == "0.5")
    #expect(full["memory"] == 64)
    #expect(full["stop_timeout"] == 20)
    #expect(full["wait_timeout"] == 30)
    #expect(full["tmpfs"] == ["/tmp": "mode=1777,size=16777216"])
    #expect(
      full["ports"]
        == [["internal": 80, "external": 18_080, "ip": "127.0.0.1", "protocol": "tcp"]])
    #expect(
      full["healthcheck"]
        == [
          "test": ["CMD", "true"], "interval": "1s", "timeout": "5s", "retries": 3,
          "start_period": "0s",
        ])
    #expect(
      full["mounts"].list?[2]
        == [
          "type": "bind", "source": "/project/Modules", "target": "/modules", "read_only": true,
        ])
    #expect(full["capabilities"] == ["add": ["CHOWN"], "drop": ["ALL"]])
    #expect(full["upload"].list?.first?["on_change"] == "reload")
    #expect(full["secret_upload"].holdsSecret)
  }

  @Test("takes its defaults in, so that what is not given equals what is given as the default")
  func defaults() throws {
    let result = lower { DockerContainer("plain", image: "redis:7.4") }
    let plain = try #require(result.resource("docker_container.plain"))
    #expect(plain["name"] == "plain")
    #expect(plain["restart"] == "no")
    #expect(plain["must_run"] == true)
    #expect(plain["read_only"] == false)
    #expect(plain["reload_signal"] == "SIGHUP")
    #expect(plain["memory"] == .null)
  }

  @Test("refers to networks, volumes and images by identity, so that it follows a new one")
  func references() throws {
    let network = DockerNetwork("net")
    let volume = DockerVolume("data")
    let image = DockerImage("app", name: "app:1", build: ImageBuild("service"))
    let result = lower {
      network
      volume
      image
      DockerContainer(
        "c", image: image.imageID, networks: [NetworkAttachment(network)],
        mounts: [.volume(volume, at: "/data")])
    }
    #expect(result.problems == [])
    let container = try #require(result.resource("docker_container.c"))
    let reference = { (address: String, attribute: String) throws -> Datum in
      .reference(Reference(try #require(Address(parsing: address)), attribute))
    }
    #expect(container["image"] == (try reference("docker_image.app", "image_id")))
    #expect(
      container["networks_advanced"].list?.first?["name"]
        == (try reference("docker_network.net", "id")))
    #expect(
      container["mounts"].list?.first?["source"] == (try reference("docker_volume.data", "id")))
    #expect(
      container.dependencies.map(\.text)
        == ["docker_image.app", "docker_network.net", "docker_volume.data"])
  }

  @Test("that is read-only takes files only where a volume is mounted")
  func readOnlyFiles() {
    let file = UploadedFile("/config/a.conf", "a")
    let refused = lower { DockerContainer("c", image: "a:1", files: [file], isReadOnly: true) }
    #expect(refused.problems == ["File in a read-only container"])
    #expect(refused.diagnostics.items.first?.detail.contains("/config/a.conf") == true)
    let taken = lower {
      DockerContainer(
        "c", image: "a:1", files: [file], mounts: [.anonymousVolume(at: "/config")],
        isReadOnly: true)
    }
    #expect(taken.problems == [])
  }

  @Test("takes no file where a folder in memory would hide it")
  func hiddenFiles() {
    let file = UploadedFile("/tmp/a.conf", "a")
    for container in [
      DockerContainer("c", image: "a:1", files: [file], tmpfs: ["/tmp": Tmpfs()]),
      DockerContainer("c", image: "a:1", files: [file], mounts: [.tmpfs(at: "/tmp")]),
    ] {
      let result = Lowering.lower(files: MemoryFiles()) { _ in
        Sample(declarations: [.resource(container)])
      }
      #expect(result.problems == ["File in a folder in memory"])
    }
  }

  @Test("does not take a secret in a file that would be shown")
  func secretInPlainFile() {
    let result = lower {
      DockerContainer("c", image: "a:1", files: [UploadedFile("/a", .secret(.environment("T")))])
    }
    #expect(result.problems == ["Secret in an argument that is not sensitive"])
  }

  @Test(
    "reports what no engine would accept",
    arguments: [
      ("Invalid port", DockerContainer("c", image: "a:1", ports: [PortBinding(80, on: 70_000)])),
      ("Invalid name", DockerContainer("c", name: "no spaces", image: "a:1")),
      ("Invalid image", DockerContainer("c", image: "Not An Image")),
      ("Invalid memory", DockerContainer("c", image: "a:1", memory: .mebibytes(4))),
      ("Invalid duration", DockerContainer("c", image: "a:1", stopTimeout: .milliseconds(1_500))),
      ("Invalid number of processors", DockerContainer("c", image: "a:1", cpus: 0)),
      (
        "Invalid capability",
        DockerContainer("c", image: "a:1", capabilities: Capabilities(add: ["CAP_CHOWN"]))
      ),
      ("Invalid path", DockerContainer("c", image: "a:1", mounts: [.anonymousVolume(at: "data")])),
      ("Invalid path", DockerContainer("c", image: "a:1", files: [UploadedFile("/a/../b", "x")])),
      (
        "File given twice",
        DockerContainer(
          "c", image: "a:1", files: [UploadedFile("/a", "x"), UploadedFile("/a", "y")])
      ),
      (
        "Invalid permissions",
        DockerContainer("c", image: "a:1", files: [UploadedFile("/a", "x", mode: "rw")])
      ),
      (
        "Invalid address",
        DockerContainer("c", image: "a:1", ports: [PortBinding(80, on: 80, address: "localhost")])
      ),
      (
        "Invalid limit",
        DockerContainer("c", image: "a:1", ulimits: [Ulimit("nofile", soft: 2, hard: 1)])
      ),
    ])
  func invalid(problem: String, container: DockerContainer) {
    let result = Lowering.lower(files: MemoryFiles()) { _ in
      Sample(declarations: [.resource(container)])
    }
    // The container was made outside of the environment: that alone is not reported.
    #expect(result.problems == [problem])
  }

  @Test("says of a changed file what the file itself says")
  func fileEffects() {
    func files(_ files: UploadedFile...) -> Datum {
      let result = lower { DockerContainer("c", image: "a:1", files: files) }
      return result.resource("docker_container.c")?["upload"] ?? .null
    }
    let rule = DockerContainer.schema.schema.argument("upload")?.effect
    let reload = { (text: String) in UploadedFile("/a", FileContent(text), onChange: .reload) }
    let restart = { (text: String) in UploadedFile("/b", FileContent(text), onChange: .restart) }
    let effect = { (before: Datum, after: Datum) in rule?.effect(from: before, to: after) }
    #expect(effect(files(reload("1")), files(reload("2"))) == .reload)
    #expect(effect(files(reload("1"), restart("1")), files(reload("2"), restart("2"))) == .restart)
    #expect(effect(files(reload("1"), restart("1")), files(reload("2"), restart("1"))) == .reload)
    #expect(
      effect(files(UploadedFile("/c", "1")), files(UploadedFile("/c", "2"))) == .replaceWithGap)
    #expect(effect(files(reload("1")), files(reload("1"), restart("1"))) == .restart)
    #expect(effect(files(reload("1"), restart("1")), files(reload("1"))) == .replaceWithGap)
    let changedRule = UploadedFile("/a", "1", onChange: .restart)
    #expect(effect(files(reload("1")), files(changedRule)) == .inPlace)
  }
}
