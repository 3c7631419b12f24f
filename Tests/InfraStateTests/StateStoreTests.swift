import InfraModel
import TestKit
import Testing

@testable import InfraState

/// A store on a disk in memory, whose other processes are all gone.
func store(on disk: any Disk, clock: any WallClock = HandClock(1_000)) -> StateStore {
  let terms = StateLock.Terms(clock: clock, processes: FixedProcesses(fate: .gone))
  return StateStore("state", disk: disk, terms: terms, heartbeat: nil) { $0() }
}

/// The holder that tests write as.
let tester = LockHolder(user: "t", host: "h", process: 1, command: "infra apply dev")

@Suite struct StateStoreTests {
  private func made(_ key: String, _ instance: String) throws -> ResourceState {
    ResourceState(
      address: try address("t.\(key)"), provider: "docker", instance: InstanceID(instance))
  }

  private func create(_ session: StateSession, _ resource: ResourceState) async throws {
    try await session.record(
      JournalRecord.Intent(step: 0, operation: .create, resource: resource))
    try await session.record(
      JournalRecord.Outcome(step: 0, address: resource.address, result: .done(resource)))
  }

  @Test func anUnknownEnvironmentHasTheEmptyState() async throws {
    let disk = MemoryDisk()
    #expect(try await store(on: disk).load("dev") == .empty("dev"))
    #expect(disk.operations == 0)
  }

  @Test func whatWasRecordedIsLoadedByTheNextOne() async throws {
    let disk = MemoryDisk()
    let store = store(on: disk)
    let session = try await store.open("dev", as: tester)
    #expect(session.base == .empty("dev"))
    try await session.begin(
      ChangeSet(providers: [ProviderConfiguration(name: "docker", settings: Fields())]))
    try await create(session, try made("a", "i1"))
    try await session.record(outputs: Fields(["url": "x"]))
    #expect(session[try address("t.a")]?.status == .ready)
    let snapshot = session.snapshot
    try await session.close()

    #expect(try await store.load("dev") == snapshot)
    #expect(snapshot.serial == 1)
    #expect(snapshot.lineage.count == 24)
    #expect(snapshot.salt.count == 32)
    #expect(disk.contents.keys.sorted() == ["state/dev.history", "state/dev.state"])
    #expect(try await store.environments() == ["dev"])
  }

  @Test func aSessionThatRecordsNothingWritesNothingButItsLock() async throws {
    let disk = MemoryDisk()
    let store = store(on: disk)
    let session = try await store.open("dev", as: tester)
    try await session.close()
    #expect(disk.contents.isEmpty)
    #expect(disk.log.filter { !$0.hasPrefix("replace") && !$0.hasPrefix("remove") } == [])
  }

  @Test func aSessionThatOnlyBeginsLeavesTheStateAsItWas() async throws {
    let disk = MemoryDisk()
    let session = try await store(on: disk).open("dev", as: tester)
    try await session.begin(ChangeSet(plan: "d"))
    try await session.close()
    #expect(disk.contents.isEmpty)
  }

  @Test func lineageAndSaltStayAndTheSerialGrowsByOneForEachSession() async throws {
    let store = store(on: MemoryDisk())
    var first: Snapshot?
    for serial in 1...3 {
      let session = try await store.open("dev", as: tester)
      try await create(session, try made("k\(serial)", "i\(serial)"))
      try await session.close()
      let snapshot = try await store.load("dev")
      #expect(snapshot.serial == serial)
      #expect(snapshot.lineage == (first ?? snapshot).lineage)
      #expect(snapshot.salt == (first ?? snapshot).salt)
      first = first ?? snapshot
    }
  }

  @Test func readersSeeAnApplyUnderWayAndNeitherWaitNorWrite() async throws {
    let disk = MemoryDisk()
    let store = store(on: disk)
    let session = try await store.open("dev", as: tester)
    let resource = try made("a", "i1")
    try await session.record(
      JournalRecord.Intent(step: 0, operation: .create, resource: resource))
    let operations = disk.operations
    let seen = try await store.load("dev")
    #expect(seen[resource.address]?.status == .creating)
    #expect(seen.serial == 1)
    #expect(disk.operations == operations)
    try await session.close()
  }

  @Test func theNextSessionTakesOverWhatAKilledOneLeft() async throws {
    let disk = MemoryDisk()
    let killed = try await store(on: disk).open("dev", as: tester)
    try await create(killed, try made("a", "i1"))
    try await killed.record(
      JournalRecord.Intent(step: 1, operation: .create, resource: try made("b", "i2")))

    let next = disk.afterKill()
    let planned = try await store(on: next).load("dev")
    let session = try await store(on: next).open("dev", as: tester)
    #expect(session.predecessor == tester)
    #expect(session.replayed == 4)
    #expect(session.base == planned)
    #expect(session.base.resources.map(\.status) == [.ready, .creating])
    try await create(session, try made("b", "i2"))
    try await session.close()
    let state = try await store(on: next).load("dev")
    #expect(state.serial == 2)
    #expect(state.resources.map(\.status) == [.ready, .ready])
  }

  @Test func aJournalThatWasFoldedInIsIgnored() async throws {
    let disk = MemoryDisk()
    let session = try await store(on: disk).open("dev", as: tester)
    try await create(session, try made("a", "i1"))
    let journal = try #require(disk.contents["state/dev.journal"])
    try await session.close()
    let state = try await store(on: disk).load("dev")
    // As if the removal of the journal had not become durable.
    try disk.write(journal, to: "state/dev.journal")
    #expect(try await store(on: disk).load("dev") == state)
    try await store(on: disk).open("dev", as: tester).close()
    #expect(disk.contents["state/dev.journal"] == nil)
    #expect(try await store(on: disk).load("dev") == state)
  }

  @Test func aJournalOfAnotherStateIsRefusedAndKept() async throws {
    let disk = MemoryDisk()
    let killed = try await store(on: disk).open("dev", as: tester)
    try await create(killed, try made("a", "i1"))
    let pulled = Snapshot(environment: "dev", lineage: killed.snapshot.lineage, serial: 5)
    try disk.write(try SnapshotFile.bytes(pulled), to: "state/dev.state")
    let next = disk.afterKill()
    let error = await #expect(throws: Diagnostic.self) {
      try await store(on: next).open("dev", as: tester)
    }
    #expect(error?.summary == "Journal belongs to another state")
    #expect(
      error?.detail.contains("it began on serial 0 and state/dev.state has serial 5") == true)
    #expect(error?.commands == ["git log --oneline -- state/dev.state"])
    #expect(next.contents["state/dev.journal"] == disk.contents["state/dev.journal"])
    #expect(next.contents["state/dev.lock"] == nil)
  }

  @Test func aStateUnderAnotherEnvironmentsNameIsRefused() async throws {
    let disk = MemoryDisk()
    let bytes = try SnapshotFile.bytes(Snapshot(environment: "prod", lineage: "l"))
    try disk.write(bytes, to: "state/dev.state")
    let error = await #expect(throws: Diagnostic.self) { try await store(on: disk).load("dev") }
    #expect(error?.detail.contains("it is the state of \"prod\"") == true)
  }

  @Test func aNameThatWouldLeadOutOfTheFolderIsRefused() async throws {
    for name in ["../dev", "", ".x", "a b"] {
      let error = await #expect(throws: Diagnostic.self) {
        try await store(on: MemoryDisk()).load(name)
      }
      #expect(error?.summary == "Name of an environment is not usable")
    }
  }

  @Test func onAFullDiskTheSessionEndsAndNothingRecordedIsLost() async throws {
    let disk = MemoryDisk()
    let session = try await store(on: disk).open("dev", as: tester)
    try await create(session, try made("a", "i1"))
    let recorded = session.snapshot
    disk.fail(from: disk.operations + 1, .full)
    let refused = await #expect(throws: Diagnostic.self) {
      try await create(session, try made("b", "i2"))
    }
    #expect(refused?.summary == "Disk is full")
    await #expect(throws: Diagnostic.self) { try await session.close() }
    let state = try await store(on: disk.afterKill()).load("dev")
    #expect(state == recorded)
  }

  @Test func nothingIsRecordedAfterTheLockIsLost() async throws {
    let disk = MemoryDisk()
    let session = try await store(on: disk).open("dev", as: tester)
    try await create(session, try made("a", "i1"))
    #expect(try await store(on: disk).unlock("dev"))
    #expect(try await store(on: disk).lock(of: "dev") == nil)
    let operations = disk.operations
    let error = await #expect(throws: Diagnostic.self) {
      try await create(session, try made("b", "i2"))
    }
    #expect(error?.summary == "Lock was lost")
    await #expect(throws: Diagnostic.self) { try await session.close() }
    #expect(disk.operations == operations)
  }

  @Test func anOpenSessionProlongsItsLeaseByItself() async throws {
    let clock = HandClock(1_000)
    let terms = StateLock.Terms(clock: clock, processes: FixedProcesses(fate: .unknown))
    let store = StateStore(
      "state", disk: MemoryDisk(), terms: terms, heartbeat: .milliseconds(1))
    let session = try await store.open("dev", as: tester)
    clock.advance(30)
    var record = try #require(try await store.lock(of: "dev"))
    for _ in 0..<5_000 where record.leaseUntil < 1_090 {
      try await Task.sleep(for: .milliseconds(1))
      record = try #require(try await store.lock(of: "dev"))
    }
    #expect(record.leaseUntil == 1_090)
    #expect(record.since == 1_000)
    try await session.close()
    #expect(try await store.lock(of: "dev") == nil)
  }

  @Test func aSessionOnTheRealDiskRecordsFromManyTasksAtOnce() async throws {
    try await withFolder { folder in
      let store = StateStore("\(folder)/state")
      let session = try await store.open("dev", as: .current(command: "test"))
      let resources = try (0..<200).map { try made("k\($0)", "i\($0)") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for resource in resources { group.addTask { try await create(session, resource) } }
        try await group.waitForAll()
      }
      try await session.close()
      let state = try await store.load("dev")
      #expect(state.resources == resources.sorted { $0.address < $1.address })
      #expect(try LocalDisk().list("\(folder)/state").sorted() == ["dev.history", "dev.state"])
    }
  }
}
