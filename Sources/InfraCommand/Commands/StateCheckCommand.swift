import InfraModel
import InfraState

/// `infra state check`: whether the files of an environment are as they must be, all of them.
enum StateCheckCommand {
  static let syntax = CommandSyntax(
    "state check", "Check every file of an environment's state; ends with 1 if one is not right.",
    arguments: [.environment], flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.checkHasState(name)
    let store = try workspace.store(of: name)
    let repair: StateRepair
    do throws(Diagnostic) { repair = try await store.examine(name) } catch {
      throw error.alone
    }
    let terminal = invocation.runtime.terminal
    if invocation.has(.json) {
      terminal.print(JSONWriter.text(.list(repair.findings.map(value))) + "\n")
    } else {
      terminal.tell(repair.findings.map(\.problem), root: nil)
      let count = repair.findings.count { $0.problem.severity == .error }
      terminal.print(
        count == 0
          ? "The state of \(name) is sound: snapshot, journal, history, lock and saved plan.\n"
          : "The state of \(name) has \(count) problem\(count == 1 ? "" : "s").\n")
    }
    return repair.hasProblems ? .failed : .done
  }

  private static func value(_ finding: StateFinding) -> Datum {
    [
      "severity": .string(finding.problem.severity.rawValue),
      "summary": .string(finding.problem.summary), "detail": .string(finding.problem.detail),
      "mend": finding.mend.map { .string($0) } ?? .null,
      "commands": .list(finding.problem.commands.map { .string($0) }),
    ]
  }
}
