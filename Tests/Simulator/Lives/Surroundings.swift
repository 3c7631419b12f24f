import InfraCrypto
import InfraExecution
import InfraModel
import InfraState
import Synchronization
import TestKit

/// What all processes of one life share.
struct Surroundings: Sendable {
  let api: SimulatedAPI
  let clock: VirtualClock
  let executor: SeededExecutor
  let machine: Machine
  let engine: Engine

  /// The state's folder as one process sees it.
  func store(_ disk: any Disk, process: Int, seed: UInt64) -> StateStore {
    let executor = executor
    let random = InfraCrypto.SeededRandom(seed: seed &* 1_000 &+ UInt64(process))
    let terms = StateLock.Terms(
      clock: clock, processes: engine.mutant == .lockOfTheLiving ? AllDead() : machine,
      random: random)
    return StateStore("state", disk: disk, terms: terms, heartbeat: nil) { flush in
      Task(executorPreference: executor) { flush() }
    }
  }

  /// Time and chance for one process.
  func world(_ process: SimulatedProcess) -> ExecutionWorld {
    let (clock, machine, isImpatient) = (clock, machine, engine.mutant == .impatience)
    return ExecutionWorld(
      now: { clock.time },
      sleep: { seconds in
        if isImpatient { return await Task.yield() }
        try await clock.sleep(seconds)
      },
      random: { Double(process.number(below: 1_000)) / 1_000 },
      newInstance: { machine.newInstance() })
  }
}

/// Which processes are alive, and which of them work.
final class Machine: ProcessTable {
  private struct State {
    var alive: Set<Int> = []
    var working: Set<Int> = []
    var instances = 0
  }

  /// The scope of processes on another machine.
  static let elsewhere = "elsewhere"

  private let state = Mutex(State())

  func fate(of holder: LockHolder) -> ProcessFate {
    if holder.scope == Self.elsewhere { return .unknown }
    return state.withLock { $0.alive.contains(holder.process) } ? .alive : .gone
  }

  func begin(_ process: Int) { state.withLock { _ = $0.alive.insert(process) } }

  func end(_ process: Int) {
    state.withLock {
      $0.alive.remove(process)
      $0.working.remove(process)
    }
  }

  /// Notes that a process carries out a plan now; answers another one that does, too.
  func work(_ process: Int) -> Int? {
    state.withLock { state in
      let other = state.working.first
      state.working.insert(process)
      return other
    }
  }

  func rest(_ process: Int) { state.withLock { _ = $0.working.remove(process) } }

  func newInstance() -> InstanceID {
    state.withLock { state in
      state.instances += 1
      return InstanceID("i\(state.instances)")
    }
  }
}

/// A table that knows of nobody.
private struct AllDead: ProcessTable {
  func fate(of holder: LockHolder) -> ProcessFate { .gone }
}

/// The contents of secrets as they are at the moment.
struct Contents: SecretResolver {
  let contents: [SecretSource: String]

  func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] {
    guard let content = contents[source] else {
      throw Diagnostic("Secret missing", "There is no \(source).")
    }
    return Array(content.utf8)
  }
}
