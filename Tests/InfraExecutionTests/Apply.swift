import InfraExecution
import InfraModel
import InfraPlanning
import InfraState
import Synchronization
import TestKit

/// One apply of declared nodes, with what is to go wrong.
struct Apply {
  var resources: [DesiredResource]
  var outputs: [DesiredOutput] = []
  var prior: Snapshot = .empty("dev")
  var parallelism = 16
  var retry = RetryPolicy()
  var stop = StopSignal()
  var stopsOnFailure = false
  let world = SimulatedWorld()
  let disk = MemoryDisk()
  let told = Told()
  let names = InstanceNames()
  var pauses = 1
  var fault: @Sendable (Int, SimulatedProvider.Call) -> SimulatedProvider.Fault? = { _, _ in nil }

  /// What the executor told, and the waits between its tries.
  final class Told: Sendable {
    private let state = Mutex((waits: [Double](), started: [String](), skipped: [String]()))

    var waits: [Double] { state.withLock { $0.waits } }
    var started: [String] { state.withLock { $0.started } }
    var skipped: [String] { state.withLock { $0.skipped } }

    func note(_ event: ExecutionEvent) {
      state.withLock { state in
        switch event {
        case .started(let step, let address):
          state.started.append("\(step.operation.rawValue) \(address.key)")
        case .skipped(let step, let address, let cause):
          state.skipped.append("\(step.operation.rawValue) \(address.key): \(cause.key)")
        case .retrying(_, _, _, let seconds): state.waits.append(seconds)
        case .progress, .requestRetried, .finished, .failed: break
        }
      }
    }
  }

  /// Faults by the operation and key that they hit; each hits the first so many times.
  static func faults(
    _ faults: [String: SimulatedProvider.Fault], times: Int = .max
  ) -> @Sendable (Int, SimulatedProvider.Call) -> SimulatedProvider.Fault? {
    let counts = Counts()
    return { _, call in
      let name = "\(call.operation.rawValue) \(call.address.key)"
      guard let fault = faults[name], counts.add(name) <= times else { return nil }
      return fault
    }
  }

  private final class Counts: Sendable {
    private let counts = Mutex([String: Int]())

    func add(_ name: String) -> Int {
      counts.withLock { counts in
        counts[name, default: 0] += 1
        return counts[name] ?? 0
      }
    }
  }

  /// Plans and applies; answers the report, the state afterwards and the provider.
  func run() async throws -> (report: ApplyReport, state: Snapshot, provider: SimulatedProvider) {
    let pauses = pauses
    let provider = SimulatedProvider(world, fault: fault, pauses: { _ in pauses })
    let seed = UInt64(disk.operations)
    let session = try await store(disk, seed: seed).open("dev", as: holder)
    let plan = try Planner.plan(
      PlanInput(
        desired: Desired(
          environment: "dev", resources: resources.sorted { $0.address < $1.address },
          outputs: outputs),
        prior: session.base, schemas: Simulated.schemas))
    try await session.begin(ChangeSet(plan: plan.digest))
    let executor = PlanExecutor(
      providers: ["sim": provider], recorder: session, secrets: NoSecrets(),
      world: .simulated(seed: seed, names), retry: retry, parallelism: parallelism,
      stopsOnFailure: stopsOnFailure, events: { told.note($0) })
    let report = await executor.run(plan, from: session.snapshot, stop: stop)
    if report.recordingFailure == nil { try await session.close() }
    return (report, try await store(disk).load("dev"), provider)
  }
}

extension Snapshot {
  /// How far each resource is, by its key.
  var statuses: [String: ResourceState.Status] {
    Dictionary(uniqueKeysWithValues: resources.map { ($0.address.key, $0.status) })
  }
}
