import Foundation
import InfraDSL

/// The world that a command runs in: its streams, variables, folder, and the project's
/// environments.
struct Runtime: Sendable {
  let terminal: Terminal
  let variables: [String: String]
  let folder: String
  let catalogue: EnvironmentCatalog
  /// The program's own name and the commands that it has.
  var program = InfraProgram.whole

  /// This very process.
  static func current(_ catalogue: EnvironmentCatalog, _ program: ProgramKind) -> Runtime {
    let variables = ProcessInfo.processInfo.environment
    return Runtime(
      terminal: Terminal.current(variables), variables: variables,
      folder: FileManager.default.currentDirectoryPath, catalogue: catalogue, program: program)
  }

  /// The same world with colours off.
  var withoutColour: Runtime {
    Runtime(
      terminal: terminal.withoutColour, variables: variables, folder: folder,
      catalogue: catalogue, program: program)
  }
}
