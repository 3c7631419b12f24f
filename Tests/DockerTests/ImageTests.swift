import InfraDSL
import InfraModel
import Testing

@testable import Docker

@Suite("A declared image")
struct ImageTests {
  @Test("that is built is built anew when its folder's digest changes")
  func triggers() throws {
    let result = lower { DockerImage("app", name: "app:1", build: ImageBuild("service")) }
    let image = try #require(result.resource("docker_image.app"))
    #expect(image["triggers"] == ["context": "digest-of-service"])
    #expect(image["build"] == ["context": "service"])
    let trigger = DockerImage.schema.schema.argument("triggers")
    #expect(trigger?.effect.effect(from: .null, to: .null) == .replaceWithoutGap)
  }

  @Test("that is pulled has neither")
  func pulled() throws {
    let result = lower { DockerImage("redis", name: "redis:7.4") }
    let image = try #require(result.resource("docker_image.redis"))
    #expect(image["build"] == .null)
    #expect(image["triggers"] == .null)
  }

  static let digest = "sha256:" + String(repeating: "0f", count: 32)

  @Test(
    "is named by repository, tag and digest",
    arguments: [
      ("redis", "redis", nil, nil),
      ("redis:7.4", "redis", "7.4", nil),
      ("localhost:5000/team/api", "localhost:5000/team/api", nil, nil),
      ("localhost:5000/team/api:1", "localhost:5000/team/api", "1", nil),
      ("redis@\(digest)", "redis", nil, digest),
      ("redis:7@\(digest)", "redis", "7", digest),
    ] as [(String, String, String?, String?)])
  func reference(text: String, repository: String, tag: String?, digest: String?) {
    let reference = ImageReference(text)
    #expect(ImageReference.problem(in: text) == nil)
    #expect(reference.repository == repository)
    #expect(reference.tag == tag)
    #expect(reference.digest == digest)
  }

  @Test(
    "has no name that a registry would not know",
    arguments: [
      "", "Redis", "redis:", "redis:-x", "redis@sha256:12", "a//b", "a b", "sha256:12",
      "http://example.org/redis",
    ])
  func badReference(text: String) {
    #expect(ImageReference.problem(in: text) != nil)
  }
}
