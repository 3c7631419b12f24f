import FoundationEssentials
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
  /// Keeps what is large until the process ends. To take a graph of some hundred thousand objects
  /// apart takes longer than to make it, and the system frees all at once.
  var keep: @Sendable (any Sendable) -> Void = { _ in }

  /// This very process.
  static func current(_ catalogue: EnvironmentCatalog, _ program: ProgramKind) -> Runtime {
    let variables = ProcessInfo.processInfo.environment
    return Runtime(
      terminal: Terminal.current(variables), variables: variables,
      folder: FileManager.default.currentDirectoryPath, catalogue: catalogue, program: program,
      keep: { _ = Unmanaged.passRetained(Kept($0)) })
  }

  /// The same world with colours off.
  var withoutColour: Runtime {
    Runtime(
      terminal: terminal.withoutColour, variables: variables, folder: folder,
      catalogue: catalogue, program: program, keep: keep)
  }
}

/// What is kept until the process ends.
private final class Kept: Sendable {
  private let value: any Sendable

  init(_ value: any Sendable) { self.value = value }
}
