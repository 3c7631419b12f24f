import Foundation
import Testing

/// OpenSSL's command line: a server and a client that know nothing of this project.
enum OpenSSL {
  struct Result {
    let status: Int32
    let output: String
  }

  struct Missing: Error, CustomStringConvertible {
    let description = "openssl is not installed: apt-get install -y openssl"
  }

  private static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(
    separator: ":"
  )
  .map { "\($0)/openssl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Without the tool, CI fails (the run throws `Missing`), and other machines skip.
  static let condition = ConditionTrait.enabled(
    if: path != nil || ProcessInfo.processInfo.environment["CI"] != nil,
    "openssl is not installed: apt-get install -y openssl")

  /// Starts the tool without input; what it prints goes to the file. No pipe: children of other
  /// tests would hold it open.
  static func start(_ arguments: [String], output: URL) throws -> Process {
    guard let path else { throw Missing() }
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    defer { try? handle.close() }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    return process
  }

  /// Runs the tool to its end.
  static func run(_ arguments: [String], in folder: URL) throws -> Result {
    let output = folder.appending(path: UUID().uuidString)
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

  /// The port in the line `ACCEPT 127.0.0.1:PORT`; nothing when none comes within 10 seconds.
  static func port(announcedIn output: URL) async throws -> Int? {
    for _ in 0..<500 {
      let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      for line in text.components(separatedBy: "\n").dropLast() where line.hasPrefix("ACCEPT") {
        return line.components(separatedBy: ":").last.flatMap { Int($0) }
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    return nil
  }
}
