import Dispatch
import Foundation

/// The compiler that built the tests, told to check files against the modules that it built.
struct Compiler {
  /// A problem as the compiler tells it.
  struct Problem: Equatable {
    let file: String
    let line: Int
    let message: String
  }

  /// What the compiler says of files.
  struct Answer {
    let errors: [Problem]
    let status: Int32
    let output: String
  }

  private let modules: String

  /// Finds the built modules beside the program that runs the tests.
  init() throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let folder = program.deletingLastPathComponent().appendingPathComponent("Modules")
    guard FileManager.default.fileExists(atPath: folder.path + "/InfraDSL.swiftmodule") else {
      throw Missing(what: "no built module InfraDSL in \(folder.path)")
    }
    modules = folder.path
  }

  /// What is missing before anything can be checked.
  struct Missing: Error {
    let what: String
  }

  /// Type-checks files together, each of which may use none of the others, by the rules of the
  /// package: Swift 6, warnings are errors.
  ///
  /// Waits on a thread of its own: the few that tests share must not stand still meanwhile.
  func check(_ files: [URL]) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(files) })
      }
    }
  }

  private func run(_ files: [URL]) throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "swiftc", "-typecheck", "-swift-version", "6", "-wmo", "-warnings-as-errors",
        "-no-color-diagnostics", "-diagnostic-style=llvm", "-I", modules,
      ] + files.map(\.path)
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let output = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Answer(
      errors: Self.errors(in: output), status: process.terminationStatus, output: output)
  }

  /// The lines of the form `path:line:column: error: message`.
  private static func errors(in output: String) -> [Problem] {
    output.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
      guard parts.count == 5, parts[3] == " error", let number = Int(parts[1]) else { return nil }
      let file = URL(fileURLWithPath: String(parts[0])).lastPathComponent
      return Problem(file: file, line: number, message: parts[4].dropFirst().description)
    }
  }
}
