import InfraModel
import InfraState

/// `infra state repair`: mends what can be mended without loss, after showing what that is.
enum StateRepairCommand {
  static let syntax = CommandSyntax(
    "state repair",
    "Mend what can be mended of a state without loss; keeps the files of before.",
    arguments: [.environment], flags: [.yes, .lockTimeout]
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
    let hopeless = repair.findings.filter { $0.problem.severity == .error && $0.mend == nil }
    guard repair.canMend else {
      if !hopeless.isEmpty { throw Diagnostics(hopeless.map(\.problem)) }
      terminal.say("There is nothing to mend in the state of \(name).\n")
      return .done
    }
    for finding in repair.findings {
      guard let mend = finding.mend else { continue }
      terminal.say("- \(finding.problem.detail)\n  \(mend)\n")
    }
    try invocation.confirm("Mend this?")
    let edit = StateEdit(invocation, workspace)
    do throws(Diagnostic) {
      let kept = try await store.repair(
        name, as: repair, by: edit.holder, edit.changeSet([]))
      terminal.say(
        "Mended."
          + (kept.isEmpty ? "" : " What was before is kept: \(kept.joined(separator: ", ")).")
          + "\nSee what differs from what is there: infra drift \(name)\n")
    } catch { throw error.alone }
    terminal.tell(hopeless.map(\.problem), root: nil)
    return hopeless.isEmpty ? .done : .failed
  }
}
