import Foundation
import InfraDSL
import InfraModel
import Synchronization

@testable import InfraCommand

/// The program, run in this process on a project of the test's own, with a catalogue of samples.
struct Program: Sendable {
  /// What one run gave: both streams with what differs between machines replaced.
  struct Outcome: Sendable {
    let code: ExitCode
    let out: String
    let err: String
  }

  let folder: String
  var variables: [String: String]
  var catalogue = SampleEnvironments.catalogue
  var kind = InfraProgram.whole

  init() throws {
    let name = "infra-command-\(UInt64.random(in: 0..<(1 << 40)))"
    folder =
      FileManager.default.temporaryDirectory.appending(path: name)
      .resolvingSymlinksInPath().path
    for path in ["/Infra", "/state"] {
      try FileManager.default.createDirectory(
        atPath: folder + path, withIntermediateDirectories: true)
    }
    try Data().write(to: URL(filePath: folder + "/Package.swift"))
    variables = ["HOME": folder + "/home"]
  }

  /// Runs a test on a project that is gone when it ends.
  static func inProject(_ body: (inout Program) async throws -> Void) async throws {
    var program = try Program()
    defer { try? FileManager.default.removeItem(atPath: program.folder) }
    try await body(&program)
  }

  func run(_ words: String...) async -> Outcome { await run(words) }

  /// Runs one command, whose standard error can be looked at while it runs.
  func run(
    _ words: [String], colour isColoured: Bool = false, err: Collected = Collected()
  ) async -> Outcome {
    let out = Collected()
    let terminal = Terminal(
      out: { out.add($0) }, err: { err.add($0) }, outTheme: isColoured ? .colour : .plain,
      errTheme: isColoured ? .colour : .plain, proseWidth: 10_000)
    let runtime = Runtime(
      terminal: terminal, variables: variables, folder: folder, catalogue: catalogue,
      program: kind)
    let code = await InfraProgram.run(words, runtime)
    return Outcome(code: code, out: settled(out.text), err: settled(err.text))
  }

  /// A file of the project.
  func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    try text.write(toFile: "\(folder)/\(path)", atomically: false, encoding: .utf8)
  }

  /// The text with `PROJECT` for this project's folder, and for places in samples their file alone:
  /// lines move when samples are added.
  private func settled(_ text: String) -> String {
    text.replacingOccurrences(of: folder, with: "PROJECT")
      .replacing(#/at /[^\n]*/(\w+\.swift):\d+/#) { "at \($0.1)" }
  }
}

/// Text that is written from many tasks.
final class Collected: Sendable {
  private let state = Mutex("")
  func add(_ text: String) { state.withLock { $0 += text } }
  var text: String { state.withLock { $0 } }
}
