import InfraExecution
import InfraModel
import InfraPlanning
import InfraState
import Synchronization
import TestKit

/// One environment's life: a world, a disk, and processes that plan and apply until they die.
final class Simulation {
  /// What the seed asks of one process.
  struct Troubles {
    /// The request at which the process dies; nothing if at none.
    var crashAtRequest: Int?
    /// Whether it dies before the request leaves or before the answer comes.
    var isCrashBefore = false
    /// The disk's operation at which the process dies; nothing if at none.
    var crashAtDisk: Int?
    /// How many of a hundred requests fail.
    var faultPercent = 0
    /// Whether the machine loses its power with the process.
    var losesPower = false
  }

  /// What came of one process.
  enum End: Equatable {
    case nothingToDo
    case done
    case failed
    case died
  }

  let world = SimulatedWorld()
  var disk = MemoryDisk()
  var random: SeededRandom
  private let names: InstanceNames
  /// The text of what was planned, for a failure's message.
  var history: [String] = []

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    names = InstanceNames()
  }

  /// Loads the state, plans, and applies what was planned.
  func process(_ desired: Desired, _ troubles: Troubles, isRefreshed: Bool = false) async throws
    -> End
  {
    let seed = random.next()
    let dying = disk
    dying.fail(from: troubles.crashAtDisk.map { $0 + dying.operations })
    let provider = SimulatedProvider(
      world,
      fault: { number, call in
        Self.fault(number, troubles, SeededRandom(seed: seed &+ UInt64(number)))
      },
      pauses: { _ in 2 }, onCrash: { dying.fail(from: 0) })
    let end: End
    do {
      end = try await run(desired, provider, seed, isRefreshed)
    } catch let error as Diagnostic where disk.hasFailed {
      history.append("the disk failed: \(error.detail)")
      end = .died
    }
    if provider.isDead || disk.hasFailed {
      disk = troubles.losesPower ? disk.afterPowerLoss(seed: seed) : disk.afterKill()
      return .died
    }
    return end
  }

  private func run(
    _ desired: Desired, _ provider: SimulatedProvider, _ seed: UInt64, _ isRefreshed: Bool
  ) async throws -> End {
    let session = try await store(disk, seed: seed).open("dev", as: holder)
    var observed: [Address: PlanInput.Observed] = [:]
    if isRefreshed {
      for resource in session.base.resources {
        let found = try await provider.read(resource, Simulated.node)
        observed[resource.address] = found.map { .present($0) } ?? .gone
      }
    }
    let plan = try Planner.plan(
      PlanInput(
        desired: desired, prior: session.base, observed: observed, schemas: Simulated.schemas))
    history += plan.changes.filter(\.isChange).map {
      "  \($0.address) \($0.action) \($0.reason) \($0.dependencies)"
    }
    history += plan.steps.map {
      "  #\($0.number) \($0.operation) \(plan.changes[$0.change].address) after \($0.after)"
    }
    guard !plan.isEmpty else {
      try await session.close()
      return .nothingToDo
    }
    try await session.begin(ChangeSet(plan: plan.digest, providers: plan.providers))
    let executor = PlanExecutor(
      providers: ["sim": provider], recorder: session, secrets: NoSecrets(),
      world: .simulated(seed: seed, names), retry: RetryPolicy(attemptsMax: 3), parallelism: 8)
    let report = await executor.run(plan, from: session.snapshot, stop: StopSignal())
    history += report.failures.map { "  failed: \($0.detail)" }
    history += provider.calls.map { "  call \($0.operation) \($0.address) \($0.instance)" }
    if provider.isDead { return .died }
    try await session.close()
    return report.isComplete ? .done : .failed
  }

  private static func fault(_ number: Int, _ troubles: Troubles, _ random: SeededRandom)
    -> SimulatedProvider.Fault?
  {
    var random = random
    if number == troubles.crashAtRequest {
      return troubles.isCrashBefore ? .crashBefore : .crashAfter
    }
    guard Int.random(in: 0..<100, using: &random) < troubles.faultPercent else { return nil }
    return [
      .refused, .halfWay, .uncertainBefore, .uncertainAfter, .throttled(3), .unreachable,
    ].randomElement(using: &random)
  }
}

/// Identities in the order in which they are asked for.
final class InstanceNames: Sendable {
  private let count = Mutex(0)

  func next() -> InstanceID {
    InstanceID(
      "i"
        + String(
          count.withLock { count in
            count += 1; return count
          }))
  }
}

extension ExecutionWorld {
  /// A world without time: waits pass at once.
  static func simulated(seed: UInt64, _ names: InstanceNames = InstanceNames()) -> ExecutionWorld {
    ExecutionWorld(
      now: { 0 }, sleep: { _ in try Task.checkCancellation() }, random: { 0.5 },
      newInstance: { names.next() })
  }
}

/// No secret is ever opened.
struct NoSecrets: SecretResolver {
  func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] { [] }
}
