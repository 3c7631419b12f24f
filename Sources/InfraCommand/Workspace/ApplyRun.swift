import FoundationEssentials
import InfraExecution
import InfraModel
import InfraPlanning
import InfraReview
import InfraState

/// Carries a reviewed plan out: takes the lock, makes sure that the world is as the plan knew it,
/// executes, and closes the state.
struct ApplyRun {
  let run: PlanRun
  let reviewed: Plan
  let command: String
  let style: ProgressView.Style
  /// Whether nobody was asked since the plan was made: what was read for it was read just now, and
  /// is not read again.
  var isUnasked = false
  /// Whether nothing further begins once a step has failed, as before a rollback.
  var stopsOnFailure = false

  func apply() async throws(Diagnostics) -> ApplyReport {
    let session = try await run.workspace.open(run.request.environment, command: command)
    do throws(Diagnostics) {
      let report = try await execute(session)
      do throws(Diagnostic) { try await session.close() } catch { throw error.alone }
      return report
    } catch {
      // The first problem is what must be told; the journal keeps whatever was recorded.
      try? await session.close()
      throw error
    }
  }

  private func execute(_ session: StateSession) async throws(Diagnostics) -> ApplyReport {
    guard session.base.serial == reviewed.serial, session.base.lineage == reviewed.lineage else {
      let now = try run.plan(from: session.base, salt: session.salt, observed: [:])
      throw StalePlan.diagnostics(reviewed: reviewed, now: now)
    }
    let observed = try await observed(session.base)
    try run.openSecrets()
    let prior = session.snapshot
    let plan = try confirmed(session, prior, observed)
    try await begin(session, plan)
    let report = await Interrupts.watching { stop in
      await self.run(plan, prior, session, stop)
    }
    let result =
      report.isComplete ? "done" : report.isInterrupted ? "interrupted" : "failed"
    do throws(Diagnostic) {
      try await session.record(.init(result: result, time: Int(Date().timeIntervalSince1970)))
    } catch {
      if report.recordingFailure == nil { throw error.alone }
    }
    return report
  }

  /// The reviewed plan, once planning anew has given the same.
  ///
  /// Where nothing was observed and no secret is declared, planning has the reviewed plan's own
  /// input, and so would give that plan: it is not made a second time.
  private func confirmed(
    _ session: StateSession, _ prior: Snapshot, _ observed: [Address: PlanInput.Observed]
  ) throws(Diagnostics) -> Plan {
    if observed.isEmpty, run.desired.secretSources.isEmpty { return reviewed }
    let plan = try run.plan(from: prior, salt: session.salt, observed: observed)
    guard StalePlan.isSame(reviewed, plan) else {
      throw StalePlan.diagnostics(reviewed: reviewed, now: plan)
    }
    return plan
  }

  /// What is there now: all of it where the plan had read it, else what the plan is to touch.
  private func observed(_ prior: Snapshot) async throws(Diagnostics)
    -> [Address: PlanInput.Observed]
  {
    if isUnasked, run.request.isRefreshed, let seen = run.seen { return seen }
    var observed = try await run.observe(prior)
    if !run.request.isRefreshed {
      observed.merge(try await run.observeTouched(by: reviewed, prior)) { _, touched in touched }
    }
    return observed
  }

  private func begin(_ session: StateSession, _ plan: Plan) async throws(Diagnostics) {
    let holder = LockHolder.current(command: command)
    let changeSet = ChangeSet(
      plan: plan.digest, command: command, user: "\(holder.user)@\(holder.host)",
      commit: Commit.current(in: run.workspace.project.folder),
      time: Int(Date().timeIntervalSince1970), providers: plan.providers)
    do throws(Diagnostic) { try await session.begin(changeSet) } catch { throw error.alone }
  }

  private func run(
    _ plan: Plan, _ prior: Snapshot, _ session: StateSession, _ stop: StopSignal
  ) async -> ApplyReport {
    let terminal = run.workspace.runtime.terminal
    let now: @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime }
    let view = ProgressView(
      terminal: terminal, style: style, total: plan.steps.count, now: now)
    let providers: [String: any Provider]
    do throws(Diagnostics) {
      providers = try run.workspace.providers(plan.providers, run.secrets)
    } catch {
      return ApplyReport(plan, outputs: prior.outputs, recordingFailure: error.items.first)
    }
    let executor = PlanExecutor(
      providers: providers, recorder: session, secrets: run.secrets,
      world: ExecutionWorld.real(now: now), parallelism: run.workspace.parallelism,
      stopsOnFailure: stopsOnFailure, events: { view.show($0) })
    let ticking = Task {
      while (try? await Task.sleep(for: .milliseconds(100))) != nil { view.tick() }
    }
    defer {
      ticking.cancel()
      view.clear()
    }
    return await executor.run(plan, from: prior, stop: stop)
  }
}

extension ExecutionWorld {
  /// The real clock and real chance.
  static func real(now: @escaping @Sendable () -> Double) -> ExecutionWorld {
    ExecutionWorld(
      now: now, sleep: { try await Task.sleep(for: .seconds($0)) },
      random: { Double.random(in: 0..<1) },
      newInstance: {
        // The system's generator is the one libcrypto seeds itself from; 96 bits never meet.
        var generator = SystemRandomNumberGenerator()
        let high = UInt64.random(in: .min ... .max, using: &generator)
        let low = UInt32.random(in: .min ... .max, using: &generator)
        let text = String(high, radix: 16).leftPadded(16) + String(low, radix: 16).leftPadded(8)
        return InstanceID(text)
      })
  }
}

extension String {
  fileprivate func leftPadded(_ width: Int) -> String {
    String(repeating: "0", count: max(0, width - count)) + self
  }
}

/// The commit that the declarations come from.
enum Commit {
  /// Reads `.git` without running git; nothing where there is none.
  static func current(in folder: String) -> String? {
    guard let head = read(folder + "/.git/HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return head }
    let name = head.dropFirst(5)
    if let commit = read(folder + "/.git/\(name)") { return commit }
    let packed = read(folder + "/.git/packed-refs") ?? ""
    return packed.split(separator: "\n").first { $0.hasSuffix(" \(name)") }
      .map { String($0.prefix { $0 != " " }) }
  }

  private static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self).trimming(\.isWhitespace)
    }
  }
}
