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
    ExportCommand.syntax, StateCommands.list, StateCommands.show, DoctorCommand.syntax,
    CompletionsCommand.syntax, VersionCommand.syntax, HelpCommand.syntax,
  ]

  /// Runs the command line of this process and answers its exit code (see `infra help`).
  public static func run(_ arguments: [String], catalogue: EnvironmentCatalog) async -> Int32 {
    await run(arguments, Runtime.current(catalogue)).rawValue
  }

  static func run(_ arguments: [String], _ runtime: Runtime) async -> ExitCode {
    let words = normalized(arguments)
    let invocation: Invocation
    do throws(CommandLineParser.Failure) {
      invocation = try CommandLineParser(commands: commands).parse(words, runtime)
    } catch {
      runtime.terminal.tell([error.diagnostic], root: nil)
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
      world.terminal.tell(error.items, root: root)
      let isUsage = error.items.contains {
        ["Wrong command line", "Unknown environment"].contains($0.summary)
      }
      return isUsage ? .usage : .failed
    }
  }

  /// Help by the flags that people try first.
  private static func normalized(_ arguments: [String]) -> [String] {
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
