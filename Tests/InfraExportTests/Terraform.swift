import Foundation
import InfraModel

/// The real `terraform`, run on an exported configuration in a folder of its own.
///
/// Only what is built into it is used: nothing is downloaded, the state lies in that folder.
struct Terraform {
  /// What a run said.
  struct Outcome {
    let status: Int32
    let output: String
  }

  /// What to do where there is none.
  static let advice =
    "there is no terraform on the PATH: install version 1.7 or newer from"
    + " https://developer.hashicorp.com/terraform/install"

  /// The program, if it is on the PATH.
  static let program: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/terraform" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }()

  /// Whether the tests with it run: where a machine tests for others they fail without it, on a
  /// developer's they are skipped with a line that says so.
  static var isWanted: Bool {
    program != nil || ProcessInfo.processInfo.environment["CI"] == "true"
  }

  let folder: URL
  private let program: String

  /// Makes a folder with a configuration in it and initialises it.
  init(_ text: String) throws {
    guard let program = Self.program else { throw Failure(message: Self.advice) }
    self.program = program
    folder = FileManager.default.temporaryDirectory
      .appending(path: "infra export \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: "main.tf.json"))
    let outcome = try run("init", "-input=false")
    if outcome.status != 0 { throw Failure(message: outcome.output) }
  }

  struct Failure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
  }

  /// Takes the folder away.
  func close() { try? FileManager.default.removeItem(at: folder) }

  /// Runs one command to its end.
  func run(_ arguments: String..., variables: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments + (arguments == ["version"] ? [] : ["-no-color"])
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    for (name, value) in variables { environment["TF_VAR_\(name)"] = value }
    environment["CHECKPOINT_DISABLE"] = "1"
    environment["TF_IN_AUTOMATION"] = "1"
    environment["TF_CLI_CONFIG_FILE"] = nil
    process.environment = environment
    // A file instead of a pipe: a pipe that nobody reads holds the program up when it is full.
    let file = folder.appending(path: "output-\(UUID().uuidString)")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    process.standardOutput = handle
    process.standardError = arguments.first == "show" ? FileHandle.nullDevice : handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let output = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    return Outcome(status: process.terminationStatus, output: output)
  }

  /// The values of the resources after an apply, by address, and the outputs.
  func applied(variables: [String: String] = [:]) throws -> (
    resources: [String: Datum], outputs: Datum
  ) {
    let outcome = try run("apply", "-auto-approve", "-input=false", variables: variables)
    if outcome.status != 0 { throw Failure(message: outcome.output) }
    let shown = try JSONParser.parse(try run("show", "-json").output)
    var values: [String: Datum] = [:]
    for resource in shown["values"]["root_module"]["resources"].list ?? [] {
      values[resource["address"].string ?? ""] = resource["values"]
    }
    return (values, shown["values"]["outputs"])
  }
}
