import InfraModel
import TestKit
import Testing

@testable import InfraState

/// What is left after a crash at any operation of the disk, by a kill or by a loss of power.
@Suite struct CrashTests {
  /// What a run recorded until its disk failed.
  private struct Run {
    /// The state before it.
    var base = Snapshot.empty("dev")
    /// The change set's records, those that did not become durable too.
    var records: [JournalRecord] = []
    /// How many of them were promised to be durable.
    var promised = 0
  }

  /// Carries a random program out until the disk fails, or to its end.
  private func run(on disk: MemoryDisk, seed: UInt64) async -> Run {
    var run = Run()
    var program = RandomProgram(seed: seed)
    do {
      let records = try program.records(count: 12)
      let session = try await store(on: disk).open("dev", as: tester)
      run.base = session.base
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
    } catch {}
    return run
  }

  /// Whether a state is what some prefix of the records gives that holds all promised ones.
  private func holds(_ state: Snapshot, _ run: Run) -> Bool {
    (run.promised...run.records.count).contains { count in
      var fold = StateFold(run.base)
      let begin = JournalRecord.Begin(
        apply: state.applied ?? "", environment: "dev", lineage: state.lineage,
        serial: run.base.serial, salt: state.salt, changeSet: ChangeSet())
      for record in [.begin(begin)] + run.records[..<count] { fold.fold(record) }
      return fold.snapshot() == state
    }
  }

  private func check(_ survivor: MemoryDisk, _ run: Run, _ label: Comment) async throws {
    let loaded = try await store(on: survivor).load("dev")
    #expect(holds(loaded, run), label)
    // Taking over may be interrupted too, at any operation.
    for operation in 1...12 {
      let interrupted = survivor.afterKill()
      interrupted.fail(from: operation)
      _ = try? await store(on: interrupted).open("dev", as: tester)
      let again = interrupted.afterPowerLoss(seed: UInt64(operation))
      // A record that no promise was made for may have survived the kill and be lost with power.
      #expect(holds(try await store(on: again).load("dev"), run), label)
    }
    let session = try await store(on: survivor).open("dev", as: tester)
    #expect(session.base == loaded, label)
    try await session.close()
    #expect(try await store(on: survivor).load("dev") == loaded, label)
    #expect(survivor.contents["state/dev.journal"] == nil, label)
    // What was taken over is durable, its revision too.
    let revisions = try await store(on: survivor).history("dev").revisions
    #expect(revisions.last.map { $0.number == loaded.serial } ?? (loaded.serial == 0), label)
    for seed in 0..<4 as Range<UInt64> {
      let again = survivor.afterPowerLoss(seed: seed)
      #expect(try await store(on: again).load("dev") == loaded, label)
      #expect(try await store(on: again).history("dev").revisions == revisions, label)
    }
  }

  @Test func afterAKillAtAnyOperationNothingThatWasPromisedIsLost() async throws {
    for seed in 0..<3 as Range<UInt64> {
      let whole = MemoryDisk()
      _ = await run(on: whole, seed: seed)
      for operation in 1...whole.operations {
        let disk = MemoryDisk()
        disk.fail(from: operation)
        let run = await run(on: disk, seed: seed)
        try await check(disk.afterKill(), run, "seed \(seed), operation \(operation)")
      }
    }
  }

  @Test func afterALossOfPowerAtAnyOperationNothingThatWasPromisedIsLost() async throws {
    for seed in 0..<3 as Range<UInt64> {
      let whole = MemoryDisk()
      _ = await run(on: whole, seed: seed)
      for operation in 1...(whole.operations + 1) {
        for loss in 0..<4 as Range<UInt64> {
          let disk = MemoryDisk()
          disk.fail(from: operation)
          let run = await run(on: disk, seed: seed)
          let survivor = disk.afterPowerLoss(seed: seed &* 1_000 &+ loss)
          try await check(
            survivor, run, "seed \(seed), operation \(operation), loss \(loss)")
        }
      }
    }
  }

  @Test func aDiskThatForgetsFlushesIsCaughtByTheseChecks() async throws {
    // The checks themselves are checked: with a disk that never makes anything durable, a loss
    // of power must break a promise.
    var broken = 0
    for seed in 0..<10 as Range<UInt64> {
      let disk = MemoryDisk()
      let forgetful = ForgetfulDisk(memory: disk)
      let session = try await store(on: forgetful).open("dev", as: tester)
      let resource = ResourceState(
        address: try address("t.a"), provider: "p", instance: InstanceID("i"))
      let intent = JournalRecord.Intent(step: 0, operation: .create, resource: resource)
      try await session.record(intent)
      let run = Run(base: .empty("dev"), records: [.intent(intent)], promised: 1)
      let state = try await store(on: disk.afterPowerLoss(seed: seed)).load("dev")
      if !holds(state, run) { broken += 1 }
    }
    #expect(broken > 0)
  }
}

/// A disk whose flushes do nothing.
private struct ForgetfulDisk: Disk {
  let memory: MemoryDisk

  func read(_ path: String) throws(DiskError) -> [UInt8]? { try memory.read(path) }
  func list(_ folder: String) throws(DiskError) -> [String] { try memory.list(folder) }
  func makeFolder(_ path: String) throws(DiskError) {}
  func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try memory.write(bytes, to: path)
  }
  func create(_ path: String) throws(DiskError) { try memory.create(path) }
  func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try memory.append(bytes, to: path)
  }
  func sync(_ path: String) throws(DiskError) {}
  func syncFolder(_ folder: String) throws(DiskError) {}
  func rename(_ path: String, to newPath: String) throws(DiskError) {
    try memory.rename(path, to: newPath)
  }
  func remove(_ path: String) throws(DiskError) { try memory.remove(path) }
  func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    try memory.swap(path, from: expected, to: replacement)
  }
}
