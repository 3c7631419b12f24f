import AWSClient
import Foundation
import InfraDSL
import InfraModel
import Synchronization

@testable import InfraCommand

/// A project of one test, whose environments run on moto.
struct Project: Sendable {
  /// What one run of the command gave.
  struct Outcome: Sendable, CustomStringConvertible {
    let code: ExitCode
    let out: String
    let err: String
    var description: String { "\(code)\n\(out)\n\(err)" }
  }

  let folder: String
  let variables: [String: String]
  let catalogue: EnvironmentCatalog

  /// Runs a test on a project with one environment `dev`, gone when it ends.
  static func run(
    _ variables: [String: String], _ make: @escaping @Sendable (Inputs) -> any Environment,
    _ body: (Project) async throws -> Void
  ) async throws {
    let name = "infra-aws-\(UInt64.random(in: 0..<(1 << 40)))"
    let folder =
      FileManager.default.temporaryDirectory.appending(path: name).resolvingSymlinksInPath().path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for path in ["/Infra", "/state"] {
      try FileManager.default.createDirectory(
        atPath: folder + path, withIntermediateDirectories: true)
    }
    try Data().write(to: URL(filePath: folder + "/Package.swift"))
    let catalogue = EnvironmentCatalog(
      project: "sample", [.fixed("dev", "On AWS.") { make($0) }])
    try await body(
      Project(
        folder: folder, variables: variables.merging(["HOME": folder]) { $1 },
        catalogue: catalogue))
  }

  /// Runs the command.
  func infra(_ line: String) async -> Outcome {
    let (out, err) = (Text(), Text())
    let terminal = Terminal(
      out: { out.add($0) }, err: { err.add($0) }, outTheme: .plain, errTheme: .plain,
      proseWidth: 10_000)
    let runtime = Runtime(
      terminal: terminal, variables: variables, folder: folder, catalogue: catalogue)
    let code = await InfraProgram.run(line.split(separator: " ").map(String.init), runtime)
    return Outcome(code: code, out: out.text, err: err.text)
  }

  private final class Text: Sendable {
    private let state = Mutex("")
    func add(_ text: String) { state.withLock { $0 += text } }
    var text: String { state.withLock { $0 } }
  }
}
