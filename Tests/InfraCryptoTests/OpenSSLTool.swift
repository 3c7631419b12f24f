import Foundation
import Testing

/// OpenSSL's command line, which judges our certificates independently.
enum OpenSSLTool {
  struct Result {
    let status: Int32
    let output: String
  }

  struct Missing: Error, CustomStringConvertible {
    let description = "openssl is not installed: apt-get install -y openssl"
  }

  static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/openssl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Without the tool, CI fails (the run throws `Missing`), and other machines skip.
  static let condition = ConditionTrait.enabled(
    if: path != nil || ProcessInfo.processInfo.environment["CI"] != nil,
    "openssl is not installed: apt-get install -y openssl")

  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "infra-crypto-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Starts the tool with an empty input; everything it prints goes to the file.
  ///
  /// A file and no pipe: children of tests that run at the same time would hold the pipe open.
  static func start(
    _ arguments: [String], program: String? = path, output: URL
  ) throws -> Process {
    guard let program else { throw Missing() }
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    defer { try? handle.close() }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    return process
  }

  static func run(_ arguments: [String]) throws -> Result {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "output")
    let process = try start(arguments, output: output)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
  }

  /// Ends a server by its process id. SIGKILL, because children of a Dispatch thread inherit its
  /// signal mask, in which SIGTERM is blocked.
  static func stop(_ process: Process) {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
