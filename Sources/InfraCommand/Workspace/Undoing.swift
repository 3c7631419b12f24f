import FoundationEssentials
import InfraExecution
import InfraModel
import InfraReview

/// Goes back to the last revision that ended well after an apply has failed, as
/// `--on-failure rollback` asks: an ordinary plan made from recorded state alone, carried out as a
/// change set of its own. So a crash in the midst of it loses nothing, and the history tells both.
struct Undoing: Sendable {
  let invocation: Invocation
  let workspace: Workspace
  let environment: String
  let target: RollbackTarget
  /// What a rollback leaves as it is, since it may not be deleted.
  private let kept: [Address]

  /// Makes ready to go back, before anything starts; nothing unless it was asked for.
  init?(_ plan: Plan, _ invocation: Invocation, _ workspace: Workspace)
    async throws(Diagnostics)
  {
    guard try Self.isAsked(invocation) else { return nil }
    self.invocation = invocation
    self.workspace = workspace
    environment = plan.environment
    target = try await RollbackTarget.find(plan.environment, workspace)
    kept = Irreversible.kept(plan)
    workspace.runtime.terminal.tell(
      Irreversible.warnings(plan), root: workspace.project.folder)
  }

  /// Whether a command line asks to go back after a failure; throws of a word that says neither.
  static func isAsked(_ invocation: Invocation) throws(Diagnostics) -> Bool {
    switch invocation.value(.onFailure) ?? "stop" {
    case "stop": return false
    case "rollback": return true
    case let other:
      let guess = nearest(to: other, in: ["stop", "rollback"]).map { ["did you mean \"\($0)\"?"] }
      throw Diagnostic(
        "Wrong command line", "--on-failure is stop or rollback, not \"\(other)\".",
        hints: guess ?? []
      ).alone
    }
  }

  /// Whether an apply ended so that it is undone: it failed, and nobody stopped it. One whose
  /// records could not be written could record no way back either.
  static func isDue(_ report: ApplyReport) -> Bool {
    !report.isComplete && !report.isInterrupted && report.recordingFailure == nil
  }

  /// Plans the way back and carries it out. The apply has failed all the same.
  func carryOut(_ style: ProgressView.Style) async throws(Diagnostics) -> ExitCode {
    let terminal = workspace.runtime.terminal
    let words = "Rolling back to \(target.words)."
    if style == .json {
      terminal.print(
        ApplyEventJSON.line(["type": "rollback", "@level": "warn", "@message": .string(words)]))
    } else {
      terminal.say("\n\(words)\n")
    }
    do throws(Diagnostics) {
      let (plan, run) = try await plan()
      if plan.isEmpty {
        terminal.say("Nothing of the failed apply is left: there is nothing to undo.\n")
        return .failed
      }
      if style != .json {
        terminal.print(
          PlanText(theme: terminal.outTheme, root: workspace.project.folder).render(plan))
      }
      try await run.checkMeans(of: plan)
      let command = "\(target.command(environment)), after \"\(invocation.text)\" failed"
      let begun = ProcessInfo.processInfo.systemUptime
      let report = try await ApplyRun(
        run: run, reviewed: plan, command: command, style: style
      ).apply()
      return finish(report, ProcessInfo.processInfo.systemUptime - begun, style)
    } catch {
      throw Diagnostics(
        error.items + [
          Diagnostic(
            "Not rolled back", "\(environment) is as the failed apply left it.",
            hints: ["mend what is said above, then go back, or go on with the change:"],
            commands: [target.command(environment), "infra apply \(environment)"])
        ])
    }
  }

  private func plan() async throws(Diagnostics) -> (Plan, PlanRun) {
    var request = PlanRequest(environment)
    request.isRefreshed = true
    let prior = try await workspace.state(environment)
    request.options.excludes = kept.filter { prior[$0] != nil }.map(\.text)
    let run = PlanRun(workspace, request, recorded: target.state, isRestoring: true)
    let plan = try run.plan(
      from: prior, salt: prior.salt, observed: try await run.observe(prior))
    workspace.runtime.terminal.tell(plan.warnings, root: workspace.project.folder)
    return (plan, run)
  }

  private func finish(_ report: ApplyReport, _ seconds: Double, _ style: ProgressView.Style)
    -> ExitCode
  {
    let terminal = workspace.runtime.terminal
    terminal.tell(report.failures, root: workspace.project.folder)
    if style == .json {
      let summary = ApplyEventJSON.summary(report, operation: "rollback")
      terminal.print(ApplyEventJSON.line(summary))
    }
    if report.isComplete {
      terminal.say(
        "Rolled back in \(ProgressView.text(seconds)): \(environment) is as \(wasAt). "
          + "The apply failed all the same; when its cause is mended:\n\n"
          + "  infra apply \(environment)\n")
      return .failed
    }
    terminal.say(
      "\nThe rollback is not complete. What was done is recorded; this goes on from there:\n\n"
        + "  \(target.command(environment))\n")
    return report.isInterrupted ? .interrupted : .failed
  }

  private var wasAt: String {
    target.number.map { "revision \($0) left it" } ?? "it was before its first revision"
  }
}
