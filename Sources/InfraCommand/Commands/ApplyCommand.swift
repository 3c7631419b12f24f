import FoundationEssentials
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
      .set, .target, .exclude, .replace, .noRefresh, .onFailure, .plan, .yes, .json, .host,
      .parallelism, .lockTimeout,
    ]
  ) { invocation async throws(Diagnostics) in
    try await run(invocation)
  }

  private static func run(_ invocation: Invocation) async throws(Diagnostics) -> ExitCode {
    let workspace = try Workspace(invocation)
    if let name = invocation.argument(0) {
      try await workspace.awaitOthers(name, command: invocation.text)
      var request = PlanRequest(name, invocation)
      request.isRefreshed = !invocation.has(.noRefresh)
      try await LostChanges.settle(name, invocation, workspace)
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
    try await workspace.awaitOthers(saved.environment, command: invocation.text)
    try await LostChanges.settle(saved.environment, invocation, workspace)
    let (plan, run) = try await PlanCommand.make(workspace, PlanRequest(saved))
    guard plan.digest == saved.digest else {
      let now = PlanText(root: workspace.project.folder).render(plan)
      throw Diagnostic(
        "The plan is out of date",
        "The plan of \(saved.environment) that was made last is not what would happen now"
          + (saved.serial == plan.serial
            ? ".\n" : "; the state moved on from serial \(saved.serial) to \(plan.serial).\n")
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
      if let name = try workspace.plans.lastPlanned(),
        let saved = try workspace.plans.savedPlan(name)
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
    // A wrong word is told even where nothing is to do.
    _ = try Undoing.isAsked(invocation)
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
      try await settle(plan.environment)
      try forgetPlan(plan.environment)
      return .done
    }
    // Before anybody is asked: nobody reviews a plan to learn that it cannot be carried out.
    try await run.checkMeans(of: plan)
    let undoing = try await Undoing(plan, invocation, workspace)
    try confirm(plan)
    let begun = ProcessInfo.processInfo.systemUptime
    let style: ProgressView.Style = isJSON ? .json : terminal.canRedraw ? .redrawn : .lines
    let report = try await ApplyRun(
      run: run, reviewed: plan, command: invocation.text, style: style,
      isUnasked: invocation.has(.yes), stopsOnFailure: undoing != nil
    ).apply()
    let due = Undoing.isDue(report) ? undoing : nil
    let code = try finish(
      report, seconds: ProcessInfo.processInfo.systemUptime - begun, isUndone: due != nil)
    return try await due?.carryOut(style) ?? code
  }

  /// Takes over what an apply left that was ended when all its work was done: its journal is to be
  /// folded in, or its lock given back. One that still runs does that itself.
  private func settle(_ environment: String) async throws(Diagnostics) {
    let store = try workspace.store(of: environment)
    do throws(Diagnostic) {
      let hasJournal = try await store.hasJournal(environment)
      let isLocked = try await store.lock(of: environment) != nil
      guard hasJournal || isLocked else { return }
      let holder = LockHolder.current(command: invocation.text)
      let session: StateSession
      do throws(Diagnostic) {
        session = try await store.open(environment, as: holder)
      } catch  where error.isLockHeld { return }
      try await session.close()
    } catch { throw error.alone }
  }

  private func confirm(_ plan: Plan) throws(Diagnostics) {
    if invocation.has(.yes) { return }
    guard terminal.canAsk else {
      // Values that were given may be secret; a command with them left out cannot be copied.
      let command = invocation.has(.set) ? invocation.syntax.usage : invocation.text
      throw Diagnostic(
        "Nobody to ask", "There is no terminal to confirm the plan on.",
        hints: ["confirm it beforehand, best by its digest:"],
        commands: ["\(command) --yes --plan \(plan.digest.prefix(12))"]
      ).alone
    }
    guard terminal.confirms("Apply this plan to \(plan.environment)?") else {
      throw Diagnostic("Not confirmed", "Nothing was done.").alone
    }
  }

  private func finish(_ report: ApplyReport, seconds: Double, isUndone: Bool)
    throws(Diagnostics) -> ExitCode
  {
    let root = workspace.project.folder
    let isJSON = invocation.has(.json)
    let done = report.results.filter { if case .done = $0 { true } else { false } }.count
    terminal.tell(report.warnings, root: root)
    terminal.tell(Self.failures(report), root: root)
    terminal.say(UnfinishedSteps.text(report))
    if isJSON {
      let summary = ApplyEventJSON.summary(report, operation: invocation.syntax.words[0])
      terminal.print(ApplyEventJSON.line(summary))
    }
    if report.isComplete {
      try forgetPlan(report.plan.environment)
      if isJSON {
        printOutputs(report.outputs)
      } else {
        terminal.say(Self.verdict(report, seconds))
        terminal.say(OutputText.lines(report.outputs))
      }
      return .done
    }
    let open = report.results.count - done - report.failures.count
    terminal.say(
      "\nNot complete: \(done) of \(report.results.count) steps done, "
        + "\(report.failures.count) failed, \(max(open, 0)) not begun.\n")
    if !isUndone {
      terminal.say(
        "What was done is recorded; the same command goes on from there:\n\n"
          + "  \(invocation.syntax.words.first == "destroy" ? "infra destroy" : "infra apply") "
          + "\(report.plan.environment)\n")
    }
    return report.isInterrupted ? .interrupted : .failed
  }

  /// The failures with the places of their declarations; those of one cause as one.
  private static func failures(_ report: ApplyReport) -> [Diagnostic] {
    let located = report.failures.map { failure in
      var located = failure
      let change = report.plan.changes.first { $0.address == failure.address }
      located.location = failure.location ?? change?.location
      return located
    }
    return Refresh.merged(located)
  }

  /// The last line: what came of it, and how long it took.
  private static func verdict(_ report: ApplyReport, _ seconds: Double) -> String {
    let summary = PlanSummary(report.plan)
    let counts = [
      (summary.created, "created"), (summary.updated, "updated"), (summary.replaced, "replaced"),
      (summary.deleted, "deleted"), (summary.imported, "imported"),
      (summary.forgotten, "forgotten"), (summary.moved, "moved"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let what = words.isEmpty ? "the state brought up to date" : words.joined(separator: ", ")
    return "Done in \(ProgressView.text(seconds)): \(what).\n"
  }

  private func printOutputs(_ outputs: Fields) {
    terminal.print(
      ApplyEventJSON.line(["type": "outputs", "@level": "info", "outputs": .object(outputs)]))
  }

  private func printOutputs(_ outputs: [DesiredOutput]) {
    printOutputs(Fields(outputs.map { Fields.Entry(key: $0.name, value: $0.value) }))
  }

  private func forgetPlan(_ environment: String) throws(Diagnostics) {
    KeptVariables(workspace).keep()
    do throws(Diagnostic) { try workspace.plans.removePlan(environment) } catch {
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
    let difference = after.difference(from: before)
    let lines =
      difference.removals.map { change in
        if case .remove(_, let line, _) = change { "  then: \(line)" } else { "" }
      }
      + difference.insertions.map { change in
        if case .insert(_, let line, _) = change { "  now:  \(line)" } else { "" }
      }
    return lines.joined(separator: "\n")
  }
}
