import InfraModel
import TestKit
import Testing

@testable import InfraState

/// What a bucket and a machine's disk hold after the process has ended at any request, with the
/// request arrived or not, and at any operation of the disk.
@Suite("A process that ends")
struct BucketCrashTests {
  private struct Run {
    var base = Snapshot.empty("dev")
    var records: [JournalRecord] = []
    /// How many of them were promised to be durable.
    var promised = 0
    var hasClosed = false
  }

  /// Applies a random change set before, so that there is a state, then another one.
  private func run(_ machine: BucketMachine, program seed: UInt64) async -> Run {
    var run = Run()
    // By requests that do not count.
    let reader = BucketMachine(machine.bucket.afterKill())
    run.base = (try? await reader.store.load("dev")) ?? run.base
    var program = RandomProgram(seed: seed)
    do {
      let records = try program.records(count: 12)
      let session = try await machine.open()
      try await session.begin(ChangeSet(command: "first"))
      for record in records.dropFirst() {
        run.records.append(record)
        switch record {
        case .intent(let intent): try await session.record(intent)
        case .outcome(let outcome): try await session.record(outcome)
        case .begin, .outputs, .end: break
        }
        run.promised += 1
      }
      try await session.close()
      run.hasClosed = true
    } catch {}
    return run
  }

  /// Whether a state is what some prefix of the records gives that holds all promised ones.
  private func holds(_ state: Snapshot, _ run: Run, atLeast promised: Int) -> Bool {
    if state == run.base, promised == 0 { return true }
    return (promised...max(promised, run.records.count)).contains { count in
      var fold = StateFold(run.base)
      let begin = JournalRecord.Begin(
        apply: state.applied ?? "", environment: "dev", lineage: state.lineage,
        serial: run.base.serial, salt: state.salt, changeSet: ChangeSet(command: "first"))
      for record in [.begin(begin)] + run.records[..<count] { fold.fold(record) }
      return fold.snapshot() == state
    }
  }

  private func check(_ machine: BucketMachine, _ run: Run, _ label: Comment) async throws {
    // The same machine knows everything that was promised.
    let bucket = machine.bucket.afterKill()
    let again = BucketMachine(bucket, disk: machine.disk.afterKill(), seed: 2)
    let loaded = try await again.store.load("dev")
    #expect(holds(loaded, run, atLeast: run.promised), label)
    #expect(try await again.store.lostChangeSet("dev") == nil, label)
    let session = try await again.open()
    #expect(session.lost == nil, label)
    #expect(session.base == loaded, label)
    try await session.close()
    #expect(try await again.store.load("dev") == loaded, label)
    #expect(again.disk.contents["state/dev.journal"] == nil, label)
    #expect(bucket.contents["dev.begun"] == nil, label)
    let revisions = try await again.store.history("dev").revisions
    #expect(revisions.map(\.number) == Array(1..<(loaded.serial + 1)), label)
    #expect(try await again.store.examine("dev").findings.isEmpty, label)

    // Another machine knows what was before, or all of it, or that something is not known.
    let elsewhere = BucketMachine(machine.bucket.afterKill(), clock: HandClock(9_000), seed: 3)
    let seen = try await elsewhere.store.load("dev")
    let lost = try await elsewhere.store.lostChangeSet("dev")
    let other = try await elsewhere.open()
    #expect((other.lost != nil) == (lost != nil), label)
    if lost == nil, run.promised > 0 {
      #expect(holds(seen, run, atLeast: run.promised), label)
    } else if seen != run.base {
      #expect(holds(seen, run, atLeast: run.promised), label)
    }
    try await other.close()
  }

  @Test(
    "at any request to the bucket loses nothing that was promised, and says what it cannot know")
  func atRequests() async throws {
    for seed in 0..<3 as Range<UInt64> {
      for hasState in [false, true] {
        let whole = try await begun(hasState)
        let before = whole.bucket.requests.count
        _ = await run(whole, program: seed)
        for request in 1...(whole.bucket.requests.count - before + 1) {
          for arrives in [false, true] {
            let machine = try await begun(hasState)
            machine.bucket.end(at: machine.bucket.requests.count + request, arrives: arrives)
            let run = await run(machine, program: seed)
            try await check(
              machine, run, "seed \(seed), \(hasState), request \(request), \(arrives)")
          }
        }
      }
    }
  }

  @Test("at any operation of its disk loses nothing that was promised")
  func atOperations() async throws {
    for seed in 0..<3 as Range<UInt64> {
      let whole = try await begun(true)
      let before = whole.disk.operations
      _ = await run(whole, program: seed)
      for operation in 1...(whole.disk.operations - before + 1) {
        let machine = try await begun(true)
        machine.disk.fail(from: machine.disk.operations + operation)
        let run = await run(machine, program: seed)
        try await check(machine, run, "seed \(seed), operation \(operation)")
      }
    }
  }

  @Test("nowhere: any answer that comes twice is known as that to the request's own work")
  func answeredTwice() async throws {
    let whole = try await begun(true)
    let before = whole.bucket.requests.count
    _ = await run(whole, program: 1)
    for request in 1...(whole.bucket.requests.count - before) {
      let machine = try await begun(true)
      machine.bucket.fault(machine.bucket.requests.count + request, .answeredTwice)
      let run = await run(machine, program: 1)
      #expect(run.hasClosed, "request \(request)")
      #expect(machine.bucket.contents["dev.lock"] == nil, "request \(request)")
      try await check(machine, run, "request \(request)")
    }
  }

  /// A machine with a bucket that has a state, or none.
  private func begun(_ hasState: Bool) async throws -> BucketMachine {
    let bucket = SimulatedBucket()
    let disk = MemoryDisk()
    if hasState {
      let session = try await BucketMachine(bucket, disk: disk, seed: 9).open()
      try await session.begin(ChangeSet(command: "before"))
      let resource = ResourceState(
        address: try address("t.before"), provider: "p", instance: InstanceID("i"))
      try await session.record(
        .init(step: 0, address: resource.address, result: .done(resource)))
      try await session.close()
    }
    return BucketMachine(bucket, disk: disk)
  }
}
