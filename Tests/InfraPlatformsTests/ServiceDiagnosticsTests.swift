import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

/// An environment with or without a platform.
private struct Sample: InfraDSL.Environment {
  let name = "test"
  let project = "sample"
  var platform: any Platform = DockerHost()
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

private func lower(
  on platform: any Platform = DockerHost(), @DeclarationBuilder _ make: () -> [Declaration]
) -> Lowering.Result {
  Lowering.lower(files: Folders()) { _ in Sample(platform: platform, declarations: make()) }
}

/// Folders that all exist.
private struct Folders: ProjectFiles {
  func read(_ path: String) throws(ProjectFileError) -> [UInt8] { Array(path.utf8) }
  func digest(ofFolder path: String) throws(ProjectFileError) -> String { "digest-of-\(path)" }
  func absolute(_ path: String) -> String { "/project/\(path)" }
}

private let redis = ServiceImage(name: "redis", source: .registry("redis:7.4.1"))

@Suite("A service")
struct ServiceDiagnosticsTests {
  @Test("without a replica is an error that tells how to leave it out")
  func noReplicas() {
    let result = lower { Service("web", image: redis, replicas: 0, line: 4) }
    #expect(result.diagnostics.items.map(\.summary) == ["Invalid number of replicas"])
    #expect(result.diagnostics.items.first?.location?.line == 4)
    #expect(result.diagnostics.items.first?.hints == ["leave it out with .enabled(false)"])
  }

  @Test("that is left out is no error without a replica, and leaves its image out too")
  func leftOut() {
    let result = lower { Service("web", image: redis, replicas: 0).enabled(false) }
    #expect(result.diagnostics.items.isEmpty)
    #expect(result.desired.resources.isEmpty)
  }

  @Test("is an error where the platform runs none, and so are a network and a volume")
  func noPlatform() {
    let result = lower(on: NoPlatform()) {
      Network("net", line: 1)
      Volume("data", line: 2)
      Service("web", image: redis, line: 3)
    }
    #expect(
      result.diagnostics.items.map(\.summary)
        == Array(repeating: "Platform cannot run services", count: 3))
    #expect(result.diagnostics.items.map { $0.location?.line } == [1, 2, 3])
    #expect(
      result.diagnostics.items.first?.detail
        == "Network \"net\" needs a platform, and environment \"test\" has none.")
  }

  @Test("shares its image with services of the same one")
  func sameImage() {
    let build = { (arguments: [String: String]) in
      ServiceImage(
        name: "app", source: .build(folder: "app", target: "t", arguments: arguments))
    }
    // Dictionaries of one content in another order: filled in turn, and with room to spare.
    var roomy = Dictionary<String, String>(minimumCapacity: 1_000)
    for number in (0..<50).reversed() { roomy["A\(number)"] = "\(number)" }
    let tight = Dictionary(uniqueKeysWithValues: (0..<50).map { ("A\($0)", "\($0)") })
    let result = lower {
      Service("one", image: build(tight))
      Service("two", image: build(roomy))
    }
    #expect(result.diagnostics.items.isEmpty)
    #expect(
      result.desired.resources.map(\.address.text) == [
        "docker_image.app", "one/docker_container.replica", "two/docker_container.replica",
      ])
  }

  @Test("with another image of the same name is an error with both places, in words")
  func otherImage() {
    let result = lower {
      Service("one", image: redis, line: 1)
      Service(
        "two", image: ServiceImage(name: "redis", source: .build(folder: "x", target: "y")),
        line: 2)
    }
    let problem = result.diagnostics.items.first
    #expect(result.diagnostics.items.map(\.summary) == ["Two different things of one name"])
    #expect(
      problem?.detail == "docker_image.redis is declared twice with different contents: "
        + "the image redis:7.4.1 and a build of x, stage y.")
    #expect(problem?.location?.line == 2)
    #expect(problem?.notes.map { $0.location?.line } == [1])
  }

  @Test("needs what it refers to: its networks, volumes, image, and other services")
  func dependencies() {
    let result = lower {
      let net = Network("net")
      net
      let data = Volume("data", retained: true)
      data
      let cache = Service("cache", image: redis, networks: [net], replicas: 2)
      cache
      Service(
        "web", image: redis, environment: ["CACHE": "\(cache.host):6379"], networks: [net],
        volumes: [VolumeMount(data, at: "/data")])
    }
    #expect(result.diagnostics.items.isEmpty)
    let web = result.desired.resources.first {
      $0.address.text == "web/docker_container.replica"
    }
    #expect(
      web?.dependencies.map(\.text) == [
        "cache/docker_container.replica-1", "cache/docker_container.replica-2",
        "data/docker_volume.volume", "docker_image.redis", "net/docker_network.network",
      ])
    #expect(web?["env"] == ["CACHE": "cache:6379"])
  }

  @Test("that rolls has its replicas made one after the other")
  func rolling() {
    let result = lower { Service("web", image: redis, replicas: 3, rollout: .rolling) }
    let needs = result.desired.resources.map { $0.dependencies.map(\.text) }
    #expect(
      Array(needs.dropFirst()) == [
        ["docker_image.redis"], ["docker_image.redis", "web/docker_container.replica-1"],
        ["docker_image.redis", "web/docker_container.replica-2"],
      ])
  }
}
