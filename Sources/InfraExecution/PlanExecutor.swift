import InfraModel
import InfraState

/// Carries out a plan: every step as soon as the steps before it are durable, so many at once.
/// It takes no decision; what to do, and in which order, the plan says.
public struct PlanExecutor: Sendable {
  /// The providers by the names of their configurations.
  public var providers: [String: any Provider]
  /// Where intents and outcomes are written.
  public var recorder: any StepRecorder
  /// Opens secrets.
  public var secrets: any SecretResolver
  /// Time and chance.
  public var world: ExecutionWorld
  /// How failed operations are tried again.
  public var retry: RetryPolicy
  /// How many steps run at once.
  public var parallelism: Int
  /// Whether nothing further begins once a step has failed; else what does not wait for it goes on.
  public var stopsOnFailure: Bool
  /// Is told what happens.
  public var events: @Sendable (ExecutionEvent) -> Void

  /// Makes an executor.
  public init(
    providers: [String: any Provider], recorder: any StepRecorder,
    secrets: any SecretResolver, world: ExecutionWorld, retry: RetryPolicy = RetryPolicy(),
    parallelism: Int = 16, stopsOnFailure: Bool = false,
    events: @escaping @Sendable (ExecutionEvent) -> Void = { _ in }
  ) {
    self.providers = providers
    self.recorder = recorder
    self.secrets = secrets
    self.world = world
    self.retry = retry
    self.parallelism = max(1, parallelism)
    self.stopsOnFailure = stopsOnFailure
    self.events = events
  }

  /// Carries out a plan on the state that it was made from.
  ///
  /// When `stop` is set, no further step begins and those in flight end. When the task is
  /// cancelled, those in flight are abandoned: their intents stay open.
  public func run(_ plan: Plan, from prior: Snapshot, stop: StopSignal) async -> ApplyReport {
    var schedule = Schedule(plan)
    var states = LiveStates(prior)
    let preparation = StepPreparation(plan)
    var report = ApplyReport(plan, outputs: prior.outputs)

    await withTaskGroup(of: (Int, StepRun.End).self) { group in
      var running = 0
      var hasFailed = false
      while true {
        while running < parallelism, !stop.isSet, !Task.isCancelled,
          report.recordingFailure == nil, !(stopsOnFailure && hasFailed),
          let number = schedule.next()
        {
          let step = plan.steps[number]
          do throws(Diagnostic) {
            let prepared = try preparation.prepare(
              step, states: states, newInstance: world.newInstance)
            let run = StepRun(
              prepared: prepared, provider: providers[prepared.provider], recorder: recorder,
              secrets: secrets, world: world, retry: retry, events: events)
            group.addTask { (number, await run.run()) }
            running += 1
          } catch {
            events(.failed(step, plan.changes[step.change].address, error, seconds: 0))
            report.results[number] = .failed(error)
            hasFailed = true
            skip(schedule.fail(number), because: number, plan, &report)
          }
        }
        guard let (number, end) = await group.next() else { break }
        running -= 1
        let step = plan.steps[number]
        let change = plan.changes[step.change]
        switch end {
        case .done(let result):
          states.apply(result, to: change.address)
          report.results[number] = .done
          schedule.finish(number)
        case .failed(let diagnostic):
          report.results[number] = .failed(diagnostic)
          hasFailed = true
          skip(schedule.fail(number), because: number, plan, &report)
        case .recordingFailed(let diagnostic): report.recordingFailure = diagnostic
        case .abandoned: report.isInterrupted = true
        }
      }
    }
    let isStopped = stop.isSet || Task.isCancelled
    report.isInterrupted = report.isInterrupted || isStopped && !schedule.isDone
    await finish(&report, states)
    return report
  }

  private func skip(
    _ numbers: [Int], because failed: Int, _ plan: Plan, _ report: inout ApplyReport
  ) {
    let cause = plan.changes[plan.steps[failed].change].address
    for number in numbers {
      report.results[number] = .skipped(because: cause)
      let step = plan.steps[number]
      events(.skipped(step, plan.changes[step.change].address, because: cause))
    }
  }

  /// The outputs as they are now. A plan of a part may leave some unknown: they stay as they were.
  private static func outputs(_ plan: Plan, before: Fields, _ lookup: ReferenceLookup) -> Fields {
    Fields(
      plan.plannedOutputs.compactMap { output in
        let value = output.value.replacing(lookup.value)
        return (value.isKnown ? value : before[output.name]).map {
          Fields.Entry(key: output.name, value: $0)
        }
      })
  }

  private func finish(_ report: inout ApplyReport, _ states: LiveStates) async {
    let lookup = ReferenceLookup(states: states)
    guard report.recordingFailure == nil else { return }
    if report.isComplete {
      report.outputs = Self.outputs(report.plan, before: report.outputs, lookup)
      do throws(Diagnostic) { try await recorder.record(outputs: report.outputs) } catch {
        report.recordingFailure = error
      }
    }
    for change in report.plan.changes {
      for check in change.lifecycle.checks
      where check.mapValues({ $0.replacing(lookup.value) }).holds == false {
        report.warnings.append(
          Diagnostic(
            "Check failed", check.message, severity: .warning, address: change.address,
            at: change.location))
      }
    }
  }
}
