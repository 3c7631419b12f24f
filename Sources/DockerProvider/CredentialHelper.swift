import Dispatch
import FoundationEssentials
import InfraModel

/// A program `docker-credential-NAME` that keeps credentials (the protocol of
/// docker/docker-credential-helpers): `get`, the registry on its standard input, JSON out. Nothing
/// secret is in its arguments.
struct CredentialHelper {
  private let name: String
  private let environment: [String: String]

  init(_ name: String, _ environment: [String: String]) {
    self.name = name
    self.environment = environment
  }

  /// What the helper knows of a registry; nothing if it knows none.
  func entry(for registry: String) async throws(ProviderError) -> Datum? {
    guard let program = path() else { throw failure("is not in PATH") }
    let (status, output): (Int32, [UInt8])
    do { (status, output) = try await run(program, input: registry) } catch {
      throw failure("cannot be started")
    }
    guard status == 0 else {
      // The protocol's own words for a registry without an entry.
      let text = String(decoding: output, as: UTF8.self)
      if text.contains("credentials not found") { return nil }
      throw failure("failed with exit code \(status)")
    }
    guard let answer = try? JSONParser.parse(output), let user = answer["Username"].string,
      let secret = answer["Secret"].string
    else { throw failure("answered something that is no JSON") }
    if user == "<token>" {
      return ["identitytoken": .string(secret), "serveraddress": .string(registry)]
    }
    return [
      "username": .string(user), "password": .string(secret),
      "serveraddress": .string(registry),
    ]
  }

  private func path() -> String? {
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/docker-credential-\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs the program off the caller's thread and ends it after 30 s.
  private func run(_ program: String, input: String) async throws -> (
    status: Int32, output: [UInt8]
  ) {
    let environment = environment
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try HelperProcess.run(program, ["get"], input: input, environment: environment)
          })
      }
    }
  }

  private func failure(_ what: String) -> ProviderError {
    ProviderError(
      .refused, request: "docker-credential-\(name) get",
      message: "The credential helper docker-credential-\(name), named in Docker's config.json, "
        + "\(what).",
      hints: ["install or repair it, or log in again"], commands: ["docker login"])
  }
}
