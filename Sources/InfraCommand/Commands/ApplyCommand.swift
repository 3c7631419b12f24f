import Foundation
import InfraExecution
import InfraModel
import InfraReview
import InfraState

/// `infra apply`: carries out the plan that was made last, or a fresh one of an environment.
enum ApplyCommand {
  static let syntax = CommandSyntax(
    "apply", "Carry out the plan made last, or a fresh plan of an environment.",
    arguments: [.init("ENVIRONMENT", .environment, optional: true)],
    flags: [
      .set, .target, .exclude, .replace, .noRefresh, .plan, .yes, .json, .host, .parallelism,
    ]
  ) { invocation async throws(Diagnostics) in
    try await run(invocation)
  }

  private static func run(_ invocation: Invocation) async throws(Diagnostics) -> ExitCode {
    let workspace = try Workspace(invocation)
    if let name = invocation.argument(0) {
      var request = PlanRequest(name, invocation)
      request.isRefreshed = !invocation.has(.noRefresh)
      let (plan, run) = try await PlanCommand.make(workspace, request)
      try checkDigest(plan, invocation)
      return try await Applying(invocation, workspace).carryOut(plan, run)
    }
    return try await applySaved(invocation, workspace)
  }

  private static func applySaved(_ invocation: Invocation, _ workspace: Workspace)
    async throws(Diagnostics) -> ExitCode
  {
    let saved = try savedPlan(workspace)
    let (plan, run) = try await PlanCommand.make(workspace, PlanRequest(saved))
    guard plan.digest == saved.digest else {
      let now = PlanText(root: workspace.project.folder).render(plan)
      throw Diagnostic(
        "The plan is out of date",
        "The plan of \(saved.environment) that was made last is not what would happen now.\n"
          + LineDifference.text(from: saved.text, to: now),
        hints: ["nothing was done; make a plan anew and review it:"],
        commands: ["infra plan \(saved.environment)"]
      ).alone
    }
    try checkDigest(plan, invocation)
    return try await Applying(invocation, workspace).carryOut(plan, run)
  }

  private static func savedPlan(_ workspace: Workspace) throws(Diagnostics) -> SavedPlan {
    do throws(Diagnostic) {
      if let name = try workspace.store.lastPlanned(),
        let saved = try workspace.store.savedPlan(name)
      {
        return saved
      }
    } catch { throw error.alone }
    throw Diagnostic(
      "No plan to apply", "No plan was made since the last apply.",
      hints: ["make one and review it, or name the environment:"],
      commands: ["infra plan ENVIRONMENT", "infra apply ENVIRONMENT"]
    ).alone
  }

  private static func checkDigest(_ plan: Plan, _ invocation: Invocation) throws(Diagnostics) {
    guard let digest = invocation.value(.plan), !plan.digest.hasPrefix(digest) || digest.count < 8
    else { return }
    throw Diagnostic(
      "The plan is out of date",
      "The plan's digest is \(plan.digest.prefix(12))…, and --plan says \(digest).",
      hints: ["nothing was done; review the plan that would be applied now:"],
      commands: ["infra plan \(plan.environment)"]
    ).alone
  }
}

/// Shows a plan, asks, applies it, and tells what came of it. Shared by apply and destroy.
struct Applying {
  let invocation: Invocation
  let workspace: Workspace

  init(_ invocation: Invocation, _ workspace: Workspace) {
    self.invocation = invocation
    self.workspace = workspace
  }

  private var terminal: Terminal { invocation.runtime.terminal }

  func carryOut(_ plan: Plan, _ run: PlanRun) async throws(Diagnostics) -> ExitCode {
    let isJSON = invocation.has(.json)
    let text = PlanText(
      theme: isJSON ? .plain : terminal.outTheme, root: workspace.project.folder
    ).render(plan)
    if isJSON {
      terminal.print(ApplyEventJSON.line(ApplyEventJSON.version))
    } else {
      terminal.print(text)
    }
    if plan.isEmpty {
      if isJSON { printOutputs(plan.plannedOutputs) }
      try forgetPlan(plan.environment)
      return .done
    }
    try confirm(plan)
    let style: ProgressView.Style = isJSON ? .json : terminal.canRedraw ? .redrawn : .lines
    let report = try await ApplyRun(
      run: run, reviewed: plan, command: invocation.text, style: style
    ).apply()
    return try finish(report)
  }

  private func confirm(_ plan: Plan) throws(Diagnostics) {
    if invocation.has(.yes) { return }
    guard terminal.canAsk else {
      throw Diagnostic(
        "Nobody to ask", "There is no terminal to confirm the plan on.",
        hints: ["confirm it beforehand, best by its digest:"],
        commands: ["\(invocation.syntax.usage) --yes --plan \(plan.digest.prefix(12))"]
      ).alone
    }
    guard terminal.confirms("Apply this plan to \(plan.environment)?") else {
      throw Diagnostic("Not confirmed", "Nothing was done.").alone
    }
  }

  private func finish(_ report: ApplyReport) throws(Diagnostics) -> ExitCode {
    let root = workspace.project.folder
    let isJSON = invocation.has(.json)
    let done = report.results.filter { if case .done = $0 { true } else { false } }.count
    let failures = report.failures.map { failure in
      var located = failure
      located.location =
        located.location
        ?? failure.address.flatMap { address in
          report.plan.changes.first { $0.address == address }?.location
        }
      return located
    }
    terminal.tell(report.warnings, root: root)
    terminal.tell(failures, root: root)
    if isJSON { terminal.print(ApplyEventJSON.line(ApplyEventJSON.summary(report))) }
    if report.isComplete {
      try forgetPlan(report.plan.environment)
      if isJSON {
        printOutputs(report.outputs)
      } else {
        terminal.say("Applied: \(done) of \(report.results.count) steps done.\n")
        terminal.say(OutputText.lines(report.outputs))
      }
      return .done
    }
    let open = report.results.count - done - report.failures.count
    terminal.say(
      "Not complete: \(done) of \(report.results.count) steps done, "
        + "\(report.failures.count) failed, \(max(open, 0)) not begun.\n"
        + "What was done is recorded; the same command goes on from there:\n\n"
        + "  \(invocation.syntax.words.first == "destroy" ? "infra destroy" : "infra apply") "
        + "\(report.plan.environment)\n")
    return report.isInterrupted ? .interrupted : .failed
  }

  private func printOutputs(_ outputs: Fields) {
    terminal.print(
      ApplyEventJSON.line(["type": "outputs", "@level": "info", "outputs": .object(outputs)]))
  }

  private func printOutputs(_ outputs: [DesiredOutput]) {
    printOutputs(Fields(outputs.map { Fields.Entry(key: $0.name, value: $0.value) }))
  }

  private func forgetPlan(_ environment: String) throws(Diagnostics) {
    do throws(Diagnostic) { try workspace.store.removePlan(environment) } catch {
      throw error.alone
    }
  }
}

/// Outputs as people read them.
enum OutputText {
  static func lines(_ outputs: Fields) -> String {
    let width = outputs.keys.map(\.count).max() ?? 0
    return outputs.entries.map { entry in
      let text = entry.value.string ?? JSONWriter.text(entry.value)
      guard text.contains("\n") else { return "\(entry.key.padded(to: width)) = \(text)\n" }
      let first = text.prefix { $0 != "\n" }
      return "\(entry.key.padded(to: width)) = \(first) … (infra output shows it whole)\n"
    }.joined()
  }
}

/// How two texts differ, line by line: only the lines that do.
enum LineDifference {
  static func text(from old: String, to new: String) -> String {
    let before = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return after.difference(from: before).map { change in
      switch change {
      case .insert(_, let line, _): "  now:  \(line)"
      case .remove(_, let line, _): "  then: \(line)"
      }
    }.joined(separator: "\n")
  }
}
