import Docker
import Foundation
import InfraHTTP
import InfraModel
import Testing

@testable import DockerProvider

/// The engine that tests run against, found as the product finds it.
enum TestEngine {
  static let endpoint: DockerEndpoint = {
    let found = try? DockerEndpoint.resolve(environment: ProcessInfo.processInfo.environment)
    return found ?? DockerEndpoint(.unix(path: DockerEndpoint.defaultSocket), origin: "tests")
  }()

  /// Whether the tests that need an engine run: they are left out where none answers, unless `CI`
  /// is set, which makes a missing engine a failure.
  static func isWanted() async -> Bool { await wanted.value }

  private static let wanted = Task { () -> Bool in
    let engine = Engine(endpoint)
    if (try? await engine.facts()) != nil { return true }
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    print("No Docker Engine answers at \(endpoint.http): the tests that need one are left out.")
    return false
  }

  /// A small image with a shell, made of the machine's static busybox where there is none.
  static func image() async throws -> String { try await imageName.value }

  private static let imageName = Task { () async throws -> String in
    let engine = Engine(endpoint)
    for name in ["debian:bookworm-slim", "infra-test-busybox:1"] {
      let answer = try await engine.send(
        EngineRequest(.get, "/images/\(name)/json", expecting: [404]))
      if answer.status == 200 { return name }
    }
    guard let busybox = FileManager.default.contents(atPath: "/bin/busybox") else {
      throw MissingImage()
    }
    var tar = TarArchive.header(path: "bin", kind: .folder, mode: 0o755)
    tar += TarArchive.header(path: "bin/busybox", kind: .file(size: busybox.count), mode: 0o755)
    tar += [UInt8](busybox) + TarArchive.padding(after: busybox.count)
    for name in ["sh", "sleep", "cat", "echo", "true", "false", "kill", "stat", "test", "mkdir"] {
      tar += TarArchive.header(path: "bin/\(name)", kind: .link("busybox"), mode: 0o777)
    }
    tar += TarArchive.header(path: "tmp", kind: .folder, mode: 0o1777)
    var request = EngineRequest(
      .post, "/images/create",
      query: [("fromSrc", "-"), ("repo", "infra-test-busybox"), ("tag", "1")])
    request.body = .bytes(tar + TarArchive.end, contentType: "application/x-tar")
    _ = try await engine.send(request)
    return "infra-test-busybox:1"
  }

  struct MissingImage: Error, CustomStringConvertible {
    let description =
      "the engine has no debian:bookworm-slim, and this machine has no /bin/busybox "
      + "(apt-get install busybox-static)"
  }
}

extension Trait where Self == ConditionTrait {
  /// Leaves a test out where no engine answers.
  static var needsEngine: Self {
    .enabled("a Docker Engine answers") { await TestEngine.isWanted() }
  }
}
