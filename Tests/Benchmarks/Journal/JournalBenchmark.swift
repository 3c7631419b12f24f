import Foundation
import InfraExecution
import InfraModel
import InfraPlanning
import InfraState
import TestKit

/// Measures what durability costs: applies of environments of several sizes on a real disk, and
/// the resume after an apply that was killed at its end.
struct JournalBenchmark {
  /// One apply that makes all resources of an environment.
  struct Apply: Sendable {
    var resources: Int
    var parallelism: Int
    var bytesPerStep: Double
    var flushesPerStep: Double
    var secondsPerStep: Double
  }

  /// The start of the next process after a killed one.
  struct Resume: Sendable {
    var resources: Int
    var records: Int
    var seconds: Double
  }

  let folder: String

  private static let holder = LockHolder(
    user: "benchmark", host: "here", process: 1, command: "infra apply dev")

  /// Declarations of so many resources, each but the first with a reference to another one.
  private static func desired(_ count: Int) -> Desired {
    let resources = (0..<count).map { number in
      node(
        "n\(number)",
        number == 0 ? ["size": 1] : ["size": 1, "soft_links": [ref("n\(number / 2)")]])
    }
    return Desired(
      environment: "dev", resources: resources.sorted { $0.address < $1.address },
      providers: [ProviderConfiguration(name: "sim", settings: Fields())])
  }

  func apply(_ count: Int, parallelism: Int) async throws -> Apply {
    let path = "\(folder)/apply-\(count)-\(parallelism)"
    let disk = CountingDisk(LocalDisk())
    let session = try await StateStore(path, disk: disk).open("dev", as: Self.holder)
    let plan = try Planner.plan(PlanInput(desired: Self.desired(count), prior: session.base))
    try await session.begin(ChangeSet(plan: plan.digest, providers: plan.providers))
    let executor = PlanExecutor(
      providers: ["sim": Instant()], recorder: session, secrets: NoSecrets(),
      world: ExecutionWorld(
        now: { 0 }, sleep: { _ in }, random: { 0.5 },
        newInstance: { InstanceID(UUID().uuidString) }), parallelism: parallelism)
    let (before, begun) = (disk.counts, ContinuousClock.now)
    let report = await executor.run(plan, from: session.snapshot, stop: StopSignal())
    let (after, took) = (disk.counts, ContinuousClock.now - begun)
    guard report.isComplete else { throw report.failures.first ?? Diagnostic("Not done", "") }
    try await session.close()
    let steps = Double(plan.steps.count)
    return Apply(
      resources: count, parallelism: parallelism,
      bytesPerStep: Double(after.bytes - before.bytes) / steps,
      flushesPerStep: Double(after.flushes - before.flushes) / steps,
      secondsPerStep: took.seconds / steps)
  }

  /// Leaves a journal of so many records behind and takes it over, over a state of as many
  /// resources as half of them.
  func resume(records: Int) async throws -> Resume {
    let path = "\(folder)/resume-\(records)"
    let count = records / 2
    _ = try await applied(count, in: path)
    let killed = try await StateStore(path).open("dev", as: Self.holder)
    let states = killed.base.resources
    // Many at once share their flushes; nobody closes this session.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, state) in states.enumerated() {
        group.addTask {
          var changed = state
          changed.arguments["size"] = 2
          try await killed.record(
            JournalRecord.Intent(step: number, operation: .update, resource: changed))
          try await killed.record(
            JournalRecord.Outcome(step: number, address: state.address, result: .done(changed)))
        }
      }
      try await group.waitForAll()
    }
    _ = try await StateStore(path).unlock("dev")
    let begun = ContinuousClock.now
    let session = try await StateStore(path).open("dev", as: Self.holder)
    let took = ContinuousClock.now - begun
    guard session.replayed == records + 1,
      session.base.resources.allSatisfy({ $0.arguments["size"] == 2 })
    else { throw Diagnostic("Not taken over", "\(session.replayed) records") }
    try await session.close()
    return Resume(resources: count, records: session.replayed, seconds: took.seconds)
  }

  private func applied(_ count: Int, in path: String) async throws -> Snapshot {
    let session = try await StateStore(path).open("dev", as: Self.holder)
    let plan = try Planner.plan(PlanInput(desired: Self.desired(count), prior: session.base))
    let states = plan.changes.map { change in
      ResourceState(
        address: change.address, provider: "sim", instance: InstanceID(UUID().uuidString),
        arguments: Fields(["name": .string(change.address.key), "size": 1]),
        attributes: Fields(["id": .string(change.address.key)]),
        dependencies: change.dependencies)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, state) in states.enumerated() {
        group.addTask {
          try await session.record(
            JournalRecord.Outcome(step: number, address: state.address, result: .done(state)))
        }
      }
      try await group.waitForAll()
    }
    try await session.close()
    return try await StateStore(path).load("dev")
  }
}

/// A provider that has done everything already.
private struct Instant: Provider {
  func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    Fields(["id": .string(request.address.key), "revision": 0])
  }

  func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  { nil }

  func find(_ identifier: String, _ schema: Schema) async throws(ProviderError) -> Observation? {
    nil
  }
}

private struct NoSecrets: SecretResolver {
  func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] { [] }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
