import InfraDSL
import InfraModel

/// The program: parse, run one command, answer its exit code.
public enum InfraProgram {
  /// Every command, in the order in which help lists them.
  static let commands: [CommandSyntax] = [
    PlanCommand.syntax, ApplyCommand.syntax, DestroyCommand.syntax, DriftCommand.syntax,
    ImportCommand.syntax, OutputCommand.syntax, StatusCommand.syntax, HistoryCommands.history,
    HistoryCommands.show, RollbackCommand.syntax, UnlockCommand.syntax,
    EnvironmentsCommand.syntax, ValidateCommand.syntax, GraphCommand.syntax,
    ExportCommand.syntax, StateCommands.list, StateCommands.show, StateCheckCommand.syntax,
    StateRepairCommand.syntax, StateRebuildCommand.syntax, StateMoveCommand.syntax,
    StateRemoveCommand.syntax, StateRemoveCommand.forget, StatePullCommand.syntax,
    StatePushCommand.syntax, DoctorCommand.syntax, CompletionsCommand.syntax,
    VersionCommand.syntax, HelpCommand.syntax,
  ]

  /// The commands that work from state alone.
  static let rescueCommands = commands.filter { command in
    ![
      PlanCommand.syntax, ApplyCommand.syntax, ImportCommand.syntax, ValidateCommand.syntax,
      GraphCommand.syntax, ExportCommand.syntax,
    ].contains { $0.words == command.words }
  }

  static let whole = ProgramKind(name: "infra", commands: commands)
  static let rescue = ProgramKind(name: "infra-rescue", commands: rescueCommands)

  /// Runs the command line of this process and answers its exit code (see `infra help`).
  public static func run(_ arguments: [String], catalogue: EnvironmentCatalog) async -> Int32 {
    await run(arguments, Runtime.current(catalogue, whole)).rawValue
  }

  /// Runs a command line of what works from state alone: for the day when no declaration can be
  /// read. `project` parts its generated secrets from those of other projects.
  public static func rescue(_ arguments: [String], project: String) async -> Int32 {
    let catalogue = EnvironmentCatalog(project: project, [])
    return await run(arguments, Runtime.current(catalogue, rescue)).rawValue
  }

  static func run(_ arguments: [String], _ runtime: Runtime) async -> ExitCode {
    let commands = runtime.program.commands
    let words = normalized(arguments, commands)
    let invocation: Invocation
    do throws(CommandLineParser.Failure) {
      invocation = try CommandLineParser(commands: commands).parse(words, runtime)
    } catch {
      runtime.terminal.tell([runtime.program.named(error.diagnostic)], root: nil)
      return .usage
    }
    var world = runtime
    if invocation.has(.noColor) { world = runtime.withoutColour }
    let root = try? Project(
      given: invocation.value(.project), from: runtime.folder, runtime.variables
    ).folder
    do throws(Diagnostics) {
      return try await invocation.syntax.run(invocation.running(in: world))
    } catch {
      world.terminal.tell(error.items.map(runtime.program.named), root: root)
      let isUsage = error.items.contains {
        ["Wrong command line", "Unknown environment"].contains($0.summary)
      }
      return isUsage ? .usage : .failed
    }
  }

  /// Help by the flags that people try first.
  private static func normalized(_ arguments: [String], _ commands: [CommandSyntax]) -> [String] {
    if arguments.isEmpty { return ["help"] }
    if ["--version", "-V"].contains(arguments[0]) { return ["version"] }
    if ["--help", "-h"].contains(arguments[0]) { return ["help"] }
    if let index = arguments.firstIndex(where: { $0 == "--help" || $0 == "-h" }) {
      let words = arguments[..<index].filter { !$0.hasPrefix("-") }
      let known = commands.filter { words.starts(with: $0.words) }
        .max { $0.words.count < $1.words.count }
      return ["help"] + (known?.words ?? Array(words.prefix(1)))
    }
    return arguments
  }
}
