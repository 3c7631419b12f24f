import FoundationEssentials
import InfraModel
import InfraReview
import InfraState

/// `infra plan`: what would change, why, and what it would interrupt.
enum PlanCommand {
  static let syntax = CommandSyntax(
    "plan", "Show what would change, why, and what it would interrupt.",
    arguments: [.environment],
    flags: [
      .set, .target, .exclude, .replace, .refresh, .detailedExitCode, .json, .markdown, .steps,
      .host, .parallelism,
    ]
  ) { invocation async throws(Diagnostics) in
    try await run(invocation)
  }

  private static func run(_ invocation: Invocation) async throws(Diagnostics) -> ExitCode {
    let workspace = try Workspace(invocation)
    var request = PlanRequest(invocation.arguments[0], invocation)
    request.isRefreshed = invocation.has(.refresh)
    let (plan, _) = try await PlanCommand.make(workspace, request)
    if let warning = try await LostChanges.warning(request.environment, workspace) {
      invocation.runtime.terminal.tell([warning], root: workspace.project.folder)
    }
    let text = PlanText(root: workspace.project.folder).render(plan)
    PlanOutput(invocation, root: workspace.project.folder).print(plan, plainText: text)
    await save(plan, text, request, workspace)
    return invocation.has(.detailedExitCode) && !plan.isEmpty ? .changesPending : .done
  }

  /// Makes the plan of a request from the state and, where asked, from what the providers say.
  static func make(_ workspace: Workspace, _ request: PlanRequest) async throws(Diagnostics)
    -> (Plan, PlanRun)
  {
    // The state is read while the declarations are.
    async let reading = workspace.readState(request.environment)
    var run = try PlanRun(workspace, request)
    let prior = try await reading.get()
    let observed = try await run.observe(prior)
    run.seen = observed
    let plan = try run.plan(from: prior, salt: prior.salt, observed: observed)
    workspace.runtime.keep(plan)
    workspace.runtime.keep(run)
    workspace.runtime.terminal.tell(plan.warnings, root: workspace.project.folder)
    return (plan, run)
  }

  /// Keeps the plan for `infra apply`. A state that cannot be written is no reason not to plan.
  static func save(
    _ plan: Plan, _ text: String, _ request: PlanRequest, _ workspace: Workspace
  ) async {
    var options = SavedPlan.Options()
    options.targets = request.options.targets
    options.excludes = request.options.excludes
    options.replaces = request.options.replaces
    options.refresh = request.isRefreshed
    options.destroy = request.options.isDestroy
    options.inputs = Project.pairs(request.sets)
    let saved = SavedPlan(
      environment: request.environment, lineage: plan.lineage, serial: plan.serial,
      digest: plan.digest, options: options, text: text,
      time: Int(Date().timeIntervalSince1970))
    do throws(Diagnostic) { try workspace.plans.save(saved) } catch {
      var warning = error
      warning.severity = .warning
      workspace.runtime.terminal.tell([warning], root: workspace.project.folder)
    }
  }
}

/// Prints a plan in the form that was asked for.
struct PlanOutput {
  let invocation: Invocation
  let root: String

  init(_ invocation: Invocation, root: String) {
    self.invocation = invocation
    self.root = root
  }

  /// Prints it; `plainText` is its text without colours and steps, where that was made already.
  func print(_ plan: Plan, plainText: String? = nil) {
    let terminal = invocation.runtime.terminal
    if invocation.has(.json) {
      PlanJSON(root: root).write(plan) { terminal.print($0) }
    } else if invocation.has(.markdown) {
      terminal.print(PlanMarkdown(root: root).render(plan))
    } else if let plainText, terminal.outTheme == .plain, !invocation.has(.steps) {
      terminal.print(plainText)
    } else {
      let text = PlanText(
        theme: terminal.outTheme, root: root, showsSteps: invocation.has(.steps))
      terminal.print(text.render(plan))
    }
  }
}
