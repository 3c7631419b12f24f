import Foundation
import InfraModel

/// The real Terraform with the provider of AWS from a mirror on this machine.
///
/// A run takes 6 to 25 s, most of it the provider's start: many resources in few runs.
struct Terraform {
  /// What a run said.
  struct Outcome {
    let status: Int32
    let output: String
  }

  /// A folder that providers lie in as `HOST/NAMESPACE/TYPE/…`: named by the environment variable
  /// `TERRAFORM_PLUGIN_MIRROR` or by the file that `TF_CLI_CONFIG_FILE` names, or one of those
  /// that Terraform looks into by itself.
  static let mirror: String? = {
    let environment = ProcessInfo.processInfo.environment
    var places = [environment["TERRAFORM_PLUGIN_MIRROR"]].compactMap { $0 }
    if let file = environment["TF_CLI_CONFIG_FILE"],
      let text = try? String(contentsOfFile: file, encoding: .utf8)
    {
      places += text.matches(of: /path\s*=\s*"([^"]+)"/).map { String($0.1) }
    }
    let home = environment["HOME"] ?? ""
    places += [
      "\(home)/.terraform.d/plugins", "/usr/local/share/terraform/plugins",
      "/usr/share/terraform/plugins",
    ]
    let name = TerraformProvider.of(kind: "aws")?.qualifiedName ?? ""
    return places.first { FileManager.default.fileExists(atPath: "\($0)/\(name)") }
  }()

  /// The program, if it is on the PATH.
  static let program: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/terraform" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }()

  static let advice: String =
    "there is no terraform on the PATH, or no mirror with hashicorp/aws 5.100: name its folder in"
    + " TERRAFORM_PLUGIN_MIRROR"

  /// Whether the tests with it run: in CI they fail without it, elsewhere they are skipped with a
  /// line that says so.
  static var isWanted: Bool {
    program != nil && mirror != nil || ProcessInfo.processInfo.environment["CI"] == "true"
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let folder: URL
  private let program: String

  /// Makes a folder with a configuration, and a state if there is one, and initialises it.
  init(_ configuration: Datum, state: Datum? = nil) throws {
    guard let program = Self.program, let mirror = Self.mirror else {
      throw Failure(description: Self.advice)
    }
    self.program = program
    folder = FileManager.default.temporaryDirectory.appending(path: "aws \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(JSONWriter.text(configuration), as: "main.tf.json")
    if let state { try write(JSONWriter.text(state), as: "terraform.tfstate") }
    try write(
      "provider_installation { filesystem_mirror { path = \"\(mirror)\" } }", as: "settings.rc")
    let outcome = try run("init", "-input=false")
    if outcome.status != 0 { throw Failure(description: outcome.output) }
  }

  private func write(_ text: String, as name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Takes the folder away.
  func close() { try? FileManager.default.removeItem(at: folder) }

  /// Runs one command to its end; what it says comes through a file, which no reader holds up.
  func run(_ arguments: String...) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments + ["-no-color"]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["CHECKPOINT_DISABLE"] = "1"
    environment["TF_IN_AUTOMATION"] = "1"
    environment["TF_CLI_CONFIG_FILE"] = folder.appending(path: "settings.rc").path
    process.environment = environment
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
}
