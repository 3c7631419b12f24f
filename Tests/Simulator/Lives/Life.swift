import InfraExecution
import InfraModel
import InfraState
import TestKit

/// One program carried out from the first declaration to the last, judged after every process.
final class Life {
  private let program: Program
  private let surroundings: Surroundings
  private var disk = MemoryDisk()
  private var processes = 0
  private(set) var tally = Tally()
  /// The sizes of the undisturbed processes, for who crashes them at every point.
  private(set) var undisturbed: [(requests: Int, diskOperations: Int)] = []
  /// What happened, for a failure's message.
  private(set) var trace: [String] = []

  private init(_ program: Program, _ surroundings: Surroundings) {
    self.program = program
    self.surroundings = surroundings
  }

  /// What came of a program.
  struct Result: Sendable {
    var violation: Violation?
    var tally: Tally
    var undisturbed: [(requests: Int, diskOperations: Int)]
    var trace: [String]
  }

  /// Carries a program out until its end or the first violation.
  static func result(of program: Program, engine: Engine = Engine()) async -> Result {
    let clock = VirtualClock()
    let executor = SeededExecutor(seed: program.seed) { clock.wakeNext() }
    let surroundings = Surroundings(
      api: SimulatedAPI(seed: program.seed, clock: clock), clock: clock, executor: executor,
      machine: Machine(), engine: engine)
    return await withTaskExecutorPreference(executor) {
      let life = Life(program, surroundings)
      let violation = await life.live()
      return Result(
        violation: violation, tally: life.tally, undisturbed: life.undisturbed, trace: life.trace)
    }
  }

  private func live() async -> Violation? {
    for (index, round) in program.rounds.enumerated() {
      trace.append("round \(index)")
      if let violation = await live(round) { return violation }
    }
    return nil
  }

  private func live(_ round: Round) async -> Violation? {
    for node in round.nodes {
      if let id = node.importID { surroundings.api.allow(id) }
    }
    if let violation = await vanish(round) { return violation }
    for attempt in round.attempts {
      let runs = await process(attempt, round)
      if let violation = await verdict(runs) { return violation }
    }
    return round.settles ? await settle(round) : nil
  }

  // MARK: - Processes

  private struct Run {
    let process: SimulatedProcess
    let end: ProcessRun.End
    let witness: Witness?
  }

  /// Runs one process, or two at once.
  private func process(_ attempt: Attempt, _ round: Round) async -> [Run] {
    let runs = await withTaskGroup(of: Run.self) { group in
      var prepared = [prepare(attempt, round, isWaiting: false)]
      if attempt.hasRival {
        tally.rivals += 1
        prepared.append(prepare(Attempt(isRefreshed: attempt.isRefreshed), round, isWaiting: true))
      }
      for run in prepared {
        group.addTask {
          let (end, witness) = await run.run()
          return Run(process: run.process, end: end, witness: witness)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for run in runs { note(run) }
    if runs.contains(where: { $0.process.isDead }) {
      tally.crashes += 1
      let losesPower = attempt.losesPower && !attempt.hasRival
      if losesPower { tally.powerLosses += 1 }
      disk = losesPower ? disk.afterPowerLoss(seed: program.seed &+ UInt64(processes)) : disk
    }
    return runs
  }

  private func prepare(_ attempt: Attempt, _ round: Round, isWaiting: Bool) -> ProcessRun {
    processes += 1
    let (stop, canceller) = (StopSignal(), Canceller())
    let process = SimulatedProcess(processes, attempt, seed: program.seed) { request in
      if request == attempt.stopAt { stop.set() }
      if request == attempt.cancelAt { canceller.cancel() }
    }
    return ProcessRun(
      surroundings: surroundings, process: process, disk: disk, round: round, seed: program.seed,
      stop: stop, canceller: canceller, isWaiting: isWaiting)
  }

  private func note(_ run: Run) {
    tally.processes += 1
    tally.requests += run.process.requests
    tally.diskOperations += run.process.diskOperations
    for (fault, count) in run.process.faults { tally.faults[fault.rawValue, default: 0] += count }
    if let fullAt = run.process.attempt.fullAt, run.process.diskOperations >= fullAt {
      tally.faults["disk full", default: 0] += 1
    }
    trace.append("  process \(run.process.number): \(run.end)")
  }

  // MARK: - Judgement

  /// Somebody else takes objects away.
  private func vanish(_ round: Round) async -> Violation? {
    if round.vanished.isEmpty { return nil }
    let (state, violation) = await load()
    if let violation { return violation }
    for key in round.vanished {
      for kind in [Node.Kind.node, .store] {
        guard let id = state[kind.address(key)]?.attributes["id"]?.string else { continue }
        surroundings.api.vanish(id)
        tally.faults["object vanished", default: 0] += 1
      }
    }
    return nil
  }

  private func load() async -> (Snapshot, Violation?) {
    let store = surroundings.store(disk, process: 0, seed: program.seed)
    do throws(Diagnostic) {
      let state = try await store.load("dev")
      let numbers = try await store.history("dev").revisions.map(\.number)
      if numbers != Array(numbers.indices.map { $0 + 1 }) {
        return (state, Violation(.brokenState, "the history holds the revisions \(numbers)"))
      }
      return (state, nil)
    } catch { return (.empty("dev"), Violation(.brokenState, error.detail)) }
  }

  /// What went wrong in a process or is wrong after it, whatever became of it.
  private func verdict(_ runs: [Run]) async -> Violation? {
    let (state, violation) = await load()
    if let violation = surroundings.api.violations.first { return violation }
    if let violation { return violation }
    let witnesses = runs.sorted { $0.process.number < $1.process.number }.compactMap(\.witness)
      .sorted { $0.base.serial < $1.base.serial }
    for (index, witness) in witnesses.enumerated() {
      let next = index + 1 < witnesses.count ? witnesses[index + 1].base : state
      if !witness.explains(next) {
        return Violation(.lostOutcome, "the state is not what was recorded")
      }
    }
    return Verdict(state: state, api: surroundings.api).strays
  }

  /// Applies without trouble until nothing is left to do, and compares the world.
  private func settle(_ round: Round) async -> Violation? {
    let isColliding = Verdict.isColliding(round, surroundings.api)
    for (index, isRefreshed) in [program.seed % 2 == 0, true, false].enumerated() {
      let attempt = Attempt(isRefreshed: isRefreshed || !round.vanished.isEmpty && index == 0)
      var runs = await process(attempt, round)
      if case .locked? = runs.first?.end {
        // A holder on another machine is given up once its lease has run out.
        surroundings.clock.advance(by: 80)
        runs = await process(attempt, round)
      }
      if let run = runs.first {
        undisturbed.append((run.process.requests, run.process.diskOperations))
      }
      if let violation = await verdict(runs) { return violation }
      switch runs.first?.end {
      case .nothingToDo: continue
      case .done where index == 0: continue
      case .failed(let problems) where isColliding:
        let others = problems.filter { !$0.hasPrefix("Object belongs to somebody else") }
        if others.isEmpty { return nil }
        return Violation(.unsettled, others.joined(separator: "\n"))
      case .failed(let problems): return Violation(.unsettled, problems.joined(separator: "\n"))
      case .locked: return Violation(.lockStuck, "nobody alive has it")
      case .done: return Violation(.planNotEmpty, "after an apply that nothing disturbed")
      case .died, nil: return Violation(.unsettled, "it ended by itself")
      }
    }
    let (state, violation) = await load()
    return violation ?? Verdict(state: state, api: surroundings.api).difference(from: round)
  }
}
