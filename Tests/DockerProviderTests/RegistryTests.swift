import Docker
import Foundation
import InfraModel
import Testing

@testable import DockerProvider

@Suite("What registries are told")
struct RegistryTests {
  func credentials(_ config: String, path: String = "") -> RegistryCredentials {
    RegistryCredentials(environment: ["HOME": "/h", "PATH": path]) {
      $0 == "/h/.docker/config.json" ? Array(config.utf8) : nil
    }
  }

  func decoded(_ text: String?) throws -> Datum {
    let text = try #require(text)
    #expect(text.utf8.count % 4 == 0)
    let plain = text.replacingOccurrences(of: "-", with: "+")
      .replacingOccurrences(of: "_", with: "/")
    return try JSONParser.parse([UInt8](try #require(Data(base64Encoded: plain))))
  }

  @Test(
    "is looked up under the registry that an image's name begins with",
    arguments: [
      ("redis:7", "https://index.docker.io/v1/"), ("team/api", "https://index.docker.io/v1/"),
      ("docker.io/library/redis", "https://index.docker.io/v1/"),
      ("ghcr.io/team/api:1", "ghcr.io"), ("localhost:5000/api", "localhost:5000"),
      ("localhost/api", "localhost"),
    ])
  func registry(image: String, registry: String) {
    #expect(RegistryCredentials.registry(of: ImageReference(image)) == registry)
  }

  @Test("is the name and password of the configuration file, in base64url with padding")
  func auths() async throws {
    let auth = Data("me:pass:word?>~".utf8).base64EncodedString()
    let known = credentials(#"{"auths":{"ghcr.io":{"auth":"\#(auth)"}}}"#)
    let header = try await known.header(for: "ghcr.io/a/b:1")
    #expect(header?.name == "X-Registry-Auth")
    #expect(
      try decoded(header?.value)
        == ["username": "me", "password": "pass:word?>~", "serveraddress": "ghcr.io"])
    #expect(try await known.header(for: "redis:7") == nil)
    let build = try await known.buildHeader()
    #expect(try decoded(build?.value)["ghcr.io"]["username"] == "me")
  }

  @Test("is an identity token where there is one")
  func token() async throws {
    let known = credentials(#"{"auths":{"https://index.docker.io/v1/":{"identitytoken":"t"}}}"#)
    let header = try await known.header(for: "redis:7")
    #expect(try decoded(header?.value)["identitytoken"] == "t")
  }

  @Test("comes from a helper by its standard input, without a secret in its arguments")
  func helper() async throws {
    let script = """
      #!/bin/sh
      read registry
      case "$1 $registry" in
        "get ghcr.io") printf '{"ServerURL":"ghcr.io","Username":"me","Secret":"s3"}' ;;
        "get quay.io") printf '{"ServerURL":"quay.io","Username":"<token>","Secret":"tok"}' ;;
        "get broken.io") exit 3 ;;
        *) echo "credentials not found in native keychain"; exit 1 ;;
      esac
      """
    let folder = try ScratchFolder(["docker-credential-test": script])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/docker-credential-test")
    let known = credentials(#"{"credsStore":"test"}"#, path: "\(folder.path):/bin:/usr/bin")
    let plain = try await known.header(for: "ghcr.io/a")
    #expect(try decoded(plain?.value)["password"] == "s3")
    let token = try await known.header(for: "quay.io/a")
    #expect(try decoded(token?.value)["identitytoken"] == "tok")
    #expect(try await known.header(for: "redis:7") == nil)
    await #expect(throws: ProviderError.self) { try await known.header(for: "broken.io/a") }
  }

  @Test("cannot be found out without the helper that the configuration names")
  func missingHelper() async throws {
    let known = credentials(#"{"credHelpers":{"ghcr.io":"gone"}}"#, path: "/nowhere")
    let error = try await #require(throws: ProviderError.self) {
      try await known.header(for: "ghcr.io/a")
    }
    #expect(error.message.contains("docker-credential-gone"))
    #expect(error.message.contains("is not in PATH"))
  }
}
