import AWS
import AWSClient
import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import InfraCommand

@Suite(
  "Files of profiles that do not lead to credentials", .enabled(if: Moto.isWanted), .serialized)
struct CredentialFileTests {
  /// What an apply says with these files and no keys in the variables.
  private func said(
    _ variables: [String: String] = [:], config: String? = nil, credentials: String? = nil
  ) async throws -> String {
    var keyless = try await Moto.server().variables.merging(variables) { $1 }
    keyless["AWS_ACCESS_KEY_ID"] = nil
    keyless["AWS_SECRET_ACCESS_KEY"] = nil
    return try await BadInputTests().said(
      keyless,
      prepare: { folder in
        let place = folder + "/.aws"
        try FileManager.default.createDirectory(
          atPath: place, withIntermediateDirectories: true)
        for (name, text) in [("config", config), ("credentials", credentials)] {
          try text?.write(toFile: "\(place)/\(name)", atomically: true, encoding: .utf8)
        }
      }
    ) { AWSSQSQueue("q", name: "bad-input") }
  }

  @Test("say of SSO that infra does not do it, and how AWS's own tool hands the keys over")
  func sso() async throws {
    let settings = """
      [profile team]
      sso_session = main
      sso_account_id = 123456789012
      [sso-session main]
      sso_start_url = https://example.awsapps.com/start
      """
    let text = try await said(["AWS_PROFILE": "team"], config: settings)
    #expect(text.contains("profile \"team\" signs in by SSO, which infra does not do"), "\(text)")
    #expect(text.contains("aws sso login --profile team"), "\(text)")
    let export = "eval \"$(aws configure export-credentials --profile team --format env)\""
    #expect(text.contains(export), "\(text)")
    let process = try await said(config: "[default]\ncredential_process = /opt/keys\n")
    #expect(process.contains("profile \"default\" has a credential_process"), "\(process)")
    #expect(!process.contains("aws sso login"), "\(process)")
  }

  @Test("say of a role what its base lacks, with the same advice")
  func role() async throws {
    let settings = """
      [profile deploy]
      role_arn = arn:aws:iam::123456789012:role/deploy
      source_profile = team
      [profile team]
      sso_session = main
      """
    let text = try await said(["AWS_PROFILE": "deploy"], config: settings)
    #expect(text.contains("profile \"team\" signs in by SSO"), "\(text)")
    #expect(text.contains("aws sso login --profile team"), "\(text)")
  }

  @Test("name the line that is none, without what stands in it")
  func malformed() async throws {
    let text = try await said(
      credentials: "[default]\naws_access_key_id = AKIA1\naws_secret_access_key: top-secret\n")
    #expect(
      text.contains("/.aws/credentials:3 is neither a [section] nor a setting with ="), "\(text)")
    #expect(text.contains("correct that line"), "\(text)")
    #expect(!text.contains("top-secret"), "\(text)")
    let open = try await said(["AWS_PROFILE": "team"], config: "\n[profile team\nregion = x\n")
    #expect(open.contains("/.aws/config:2 begins with [ and has no ]"), "\(open)")
  }

  @Test("that have the profile under a near name, or without its word, are told so")
  func nearly() async throws {
    let unmarked = try await said(["AWS_PROFILE": "team"], config: "[team]\nregion = eu-west-1\n")
    #expect(
      unmarked.contains(".aws/config has [team]: write it as [profile team]"), "\(unmarked)")
    let near = try await said(
      ["AWS_PROFILE": "taem"], credentials: "[team]\naws_access_key_id = A\n")
    #expect(near.contains("profile \"taem\" is asked for"), "\(near)")
    #expect(near.contains("did you mean \"team\"?"), "\(near)")
    #expect(near.contains("aws configure list-profiles"), "\(near)")
  }

  @Test("with half a key are told which half is there")
  func half() async throws {
    let text = try await said(credentials: "[default]\naws_access_key_id = AKIA1\n")
    #expect(text.contains("has aws_access_key_id and no aws_secret_access_key"), "\(text)")
  }
}
