import InfraExecution
import InfraModel
import InfraPlanning
import InfraState
import Synchronization
import TestKit

/// One process from its start to its end: it takes the lock, plans, applies, and closes the state.
struct ProcessRun: Sendable {
  /// What came of a process.
  enum End: Sendable {
    case nothingToDo
    case done
    case failed([String])
    case locked
    case died
  }

  let surroundings: Surroundings
  let process: SimulatedProcess
  let disk: MemoryDisk
  let round: Round
  let seed: UInt64
  let stop: StopSignal
  let canceller: Canceller
  /// Whether it comes again as long as another one has the lock.
  let isWaiting: Bool

  private var attempt: Attempt { process.attempt }
  private var secrets: Contents { Contents(contents: round.contents) }

  func run() async -> (end: End, witness: Witness?) {
    surroundings.machine.begin(process.number)
    let (end, witness) = await work()
    surroundings.machine.end(process.number)
    return (process.isDead ? .died : end, witness)
  }

  private func work() async -> (End, Witness?) {
    let (api, process) = (surroundings.api, process)
    let own = ProcessDisk(memory: disk, process: process) { path, bytes in
      if Canary.isIn(bytes) { api.report(Violation(.secretSeen, "written to \(path)")) }
    }
    let shown: any Disk =
      surroundings.engine.mutant.map { MutantDisk(disk: own, mutant: $0) } ?? own
    let store = surroundings.store(shown, process: process.number, seed: seed)
    let holder = LockHolder(
      user: "t", host: "h", process: process.number,
      scope: attempt.isElsewhere ? Machine.elsewhere : "here", command: "infra apply dev")
    do {
      guard let session = try await open(store, holder) else { return (.locked, nil) }
      return try await apply(session)
    } catch let error as Diagnostic {
      return (.failed([error.summary + ": " + error.detail]), nil)
    } catch let error as Diagnostics {
      return (.failed(error.items.map { $0.summary + ": " + $0.detail }), nil)
    } catch { return (.failed(["\(error)"]), nil) }
  }

  private func open(_ store: StateStore, _ holder: LockHolder) async throws -> StateSession? {
    for _ in 0..<(isWaiting ? 60 : 1) {
      do {
        return try await store.open("dev", as: holder)
      } catch {
        guard error.summary == "State is locked" else { throw error }
        if isWaiting { await surroundings.clock.pause(20) }
      }
    }
    return nil
  }

  private func apply(_ session: StateSession) async throws -> (End, Witness?) {
    let plan: Plan
    do {
      plan = try await self.plan(session.base)
    } catch {
      try await session.close()
      throw error
    }
    guard !plan.isEmpty else {
      try await session.close()
      return (.nothingToDo, nil)
    }
    let changeSet = ChangeSet(plan: plan.digest, providers: plan.providers)
    let witness = Witness(session, plan, changeSet, surroundings.api)
    do {
      try await session.begin(changeSet)
    } catch { return (.failed(["\(error)"]), witness) }
    let prior = session.snapshot
    let executor = executor(witness)
    let task = Task(executorPreference: surroundings.executor) { [stop] in
      await executor.run(plan, from: prior, stop: stop)
    }
    canceller.set(task)
    if let other = surroundings.machine.work(process.number), !process.isDead {
      surroundings.api.report(Violation(.twoWriters, "\(process.number) and \(other)"))
    }
    let report = await task.value
    surroundings.machine.rest(process.number)
    if process.isDead { return (.died, witness) }
    do {
      let result = report.isComplete ? "done" : report.isInterrupted ? "interrupted" : "failed"
      try await witness.record(JournalRecord.End(result: result, time: surroundings.clock.now()))
      try await session.close()
    } catch {
      return (.failed(report.failures.map(\.summary) + ["\(error)"]), witness)
    }
    if report.isComplete { return (.done, witness) }
    return (.failed(report.failures.map { $0.summary + ": " + $0.detail }), witness)
  }

  private func executor(_ witness: Witness) -> PlanExecutor {
    let api = surroundings.api
    let recorder: any StepRecorder =
      surroundings.engine.mutant.map {
        MutantRecorder(
          truth: witness, mutant: $0, secrets: secrets, executor: surroundings.executor)
      } ?? witness
    return PlanExecutor(
      providers: ["sim": service(witness)], recorder: recorder, secrets: secrets,
      world: surroundings.world(process), retry: RetryPolicy(attemptsMax: 3), parallelism: 8,
      events: { event in
        if Canary.isIn(event) { api.report(Violation(.secretSeen, "told in an event")) }
      })
  }

  private func service(_ witness: Witness?) -> SimulatedService {
    SimulatedService(
      connection: Connection(
        api: surroundings.api, process: process, clock: surroundings.clock),
      engine: surroundings.engine, witness: witness)
  }

  private func plan(_ base: Snapshot) async throws -> Plan {
    let desired = round.desired
    let service = service(nil)
    var observed: [Address: PlanInput.Observed] = [:]
    if attempt.isRefreshed {
      for resource in base.resources {
        guard let schema = Simulated.schemas[resource.address.type] else { continue }
        let found = try await service.read(resource, schema)
        observed[resource.address] = found.map { .present($0) } ?? .gone
      }
    }
    for resource in desired.resources {
      guard let id = resource.lifecycle.importID, base[resource.address] == nil else { continue }
      let found = try await service.find(id, resource.schema)
      observed[resource.address] = found.map { .present($0) } ?? .gone
    }
    var prior = base
    prior.environment = "dev"
    let address = { (key: String) in round.nodes.first { $0.key == key }?.address.text ?? key }
    return try Planner.plan(
      PlanInput(
        desired: desired, prior: prior, observed: observed, schemas: Simulated.schemas,
        options: PlanOptions(
          targets: attempt.targets.map(address), replaces: attempt.replaces.map(address))))
  }
}

/// The task that the second interrupt cancels.
final class Canceller: Sendable {
  private let task = Mutex<Task<ApplyReport, Never>?>(nil)

  func set(_ task: Task<ApplyReport, Never>) { self.task.withLock { $0 = task } }

  func cancel() { task.withLock { $0 }?.cancel() }
}

/// Looks for the contents of secrets where they must not be.
enum Canary {
  private static let bytes = Array(Node.canary.utf8)

  static func isIn(_ text: [UInt8]) -> Bool {
    guard let first = bytes.first, text.count >= bytes.count else { return false }
    return text.withUnsafeBufferPointer { text in
      for start in 0...(text.count - bytes.count) where text[start] == first {
        if (0..<bytes.count).allSatisfy({ text[start + $0] == bytes[$0] }) { return true }
      }
      return false
    }
  }

  static func isIn(_ event: ExecutionEvent) -> Bool {
    switch event {
    case .progress(_, _, let text), .requestRetried(_, _, let text): isIn(Array(text.utf8))
    case .retrying(_, _, let error, _): isIn(Array("\(error)".utf8))
    case .failed(_, _, let diagnostic, _): isIn(Array("\(diagnostic)".utf8))
    case .started, .finished, .skipped: false
    }
  }
}
