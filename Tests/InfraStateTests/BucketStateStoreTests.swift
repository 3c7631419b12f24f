import InfraCrypto
import InfraModel
import TestKit
import Testing

@testable import InfraState

/// One machine that works on a bucket: its disk, its processes, and its chance.
struct BucketMachine {
  let bucket: SimulatedBucket
  let disk: MemoryDisk
  let clock: HandClock
  var fate = ProcessFate.gone
  let seed: UInt64
  let holder: LockHolder

  init(
    _ bucket: SimulatedBucket, disk: MemoryDisk = MemoryDisk(), clock: HandClock = HandClock(1_000),
    fate: ProcessFate = .gone, seed: UInt64 = 1
  ) {
    self.bucket = bucket
    self.disk = disk
    self.clock = clock
    self.fate = fate
    self.seed = seed
    holder = LockHolder(
      user: "u\(seed)", host: "h\(seed)", process: Int(seed), command: "infra apply dev")
  }

  var store: BucketStateStore {
    let terms = StateLock.Terms(
      clock: clock, processes: FixedProcesses(fate: fate),
      random: InfraCrypto.SeededRandom(seed: seed))
    return BucketStateStore(bucket, folder: "state", disk: disk, terms: terms, heartbeat: nil) {
      $0()
    }
  }

  func open() async throws -> StateSession { try await store.open("dev", as: holder) }
}

@Suite("States in a bucket")
struct BucketStateStoreTests {
  private func resource(_ key: String, _ instance: String) throws -> ResourceState {
    ResourceState(
      address: try address("t.\(key)"), provider: "docker", instance: InstanceID(instance))
  }

  private func changeSet(_ command: String = "infra apply dev") -> ChangeSet {
    ChangeSet(
      command: command, user: "t@h", time: 5,
      providers: [ProviderConfiguration(name: "docker", settings: Fields())])
  }

  /// Applies resources as a change set of its own.
  @discardableResult
  private func apply(_ machine: BucketMachine, _ resources: [ResourceState]) async throws
    -> Snapshot
  {
    let session = try await machine.open()
    try await session.begin(changeSet())
    for resource in resources {
      try await session.record(.init(step: 0, operation: .create, resource: resource))
      try await session.record(
        .init(step: 0, address: resource.address, result: .done(resource)))
    }
    try await session.record(.init(result: "done", time: 6))
    try await session.close()
    return session.snapshot
  }

  @Test("are what every machine reads, with their revisions, and in the form of a folder's")
  func shared() async throws {
    let bucket = SimulatedBucket()
    let first = BucketMachine(bucket)
    let second = BucketMachine(bucket, seed: 2)
    #expect(try await second.store.load("dev") == .empty("dev"))
    let state = try await apply(first, [try resource("a", "i1")])
    #expect(try await second.store.load("dev") == state)
    #expect(bucket.contents["dev.state"] == (try SnapshotFile.bytes(state)))
    let next = try await apply(second, [try resource("b", "i2")])
    #expect(next.serial == 2)
    #expect(next.lineage == state.lineage)
    let history = try await first.store.history("dev")
    #expect(history.revisions.map(\.number) == [1, 2])
    #expect(history.state(at: 1, of: "dev") == state)
    #expect(history.state(at: 2, of: "dev") == next)
    #expect(try await first.store.environments() == ["dev"])
    #expect(
      bucket.contents.keys.sorted() == [
        "dev.history-0000000001-\(state.applied ?? "")",
        "dev.history-0000000002-\(next.applied ?? "")", "dev.state",
      ])
    #expect(first.disk.contents.isEmpty)
    #expect(second.disk.contents.isEmpty)
  }

  @Test("cost as many requests for a change set of a hundred records as for one of two")
  func cost() async throws {
    var counts: Set<Int> = []
    for size in [1, 50] {
      let bucket = SimulatedBucket()
      try await apply(
        BucketMachine(bucket), try (1...size).map { try resource("r\($0)", "i\($0)") })
      counts.insert(bucket.requests.count)
    }
    #expect(counts.count == 1)
    #expect(counts.first ?? 0 < 16, "\(counts)")
  }

  @Test("are read while another machine writes, without a wait and without a write")
  func readers() async throws {
    let bucket = SimulatedBucket()
    let before = try await apply(BucketMachine(bucket), [try resource("a", "i1")])
    let writer = BucketMachine(bucket, fate: .unknown, seed: 2)
    let session = try await writer.open()
    try await session.begin(changeSet())
    let made = try resource("b", "i2")
    try await session.record(.init(step: 0, operation: .create, resource: made))
    let reader = BucketMachine(bucket, fate: .unknown, seed: 3)
    let count = bucket.requests.count
    #expect(try await reader.store.load("dev") == before)
    #expect(try await reader.store.lostChangeSet("dev") == nil)
    #expect(try await reader.store.history("dev").revisions.count == 1)
    #expect(bucket.requests.dropFirst(count).allSatisfy { !$0.hasPrefix("write") })
    let error = await #expect(throws: Diagnostic.self) { try await reader.open() }
    #expect(error?.isLockHeld == true)
    #expect(try await reader.store.lock(of: "dev")?.holder == writer.holder)
    try await session.close()
  }

  @Test("go on where a killed change set stopped, on the machine that has its journal")
  func resume() async throws {
    let bucket = SimulatedBucket()
    let disk = MemoryDisk()
    let session = try await BucketMachine(bucket, disk: disk).open()
    try await session.begin(changeSet())
    let made = try resource("a", "i1")
    try await session.record(.init(step: 0, operation: .create, resource: made))
    // Killed here. The same command on the same machine:
    let again = BucketMachine(bucket, disk: disk.afterKill(), seed: 2)
    #expect(try await again.store.load("dev")[made.address]?.status == .creating)
    #expect(try await again.store.lostChangeSet("dev") == nil)
    let resumed = try await again.open()
    #expect(resumed.replayed == 2)
    #expect(resumed.lost == nil)
    #expect(resumed.base[made.address]?.status == .creating)
    try await resumed.close()
    #expect(bucket.contents["dev.begun"] == nil)
    #expect(again.disk.contents.isEmpty)
    #expect(try await again.store.history("dev").revisions.map(\.result) == ["unfinished"])
  }

  /// A machine that began a change set and is gone, with what it recorded.
  private func abandoned(_ bucket: SimulatedBucket, _ clock: HandClock) async throws
    -> (machine: BucketMachine, made: ResourceState)
  {
    let gone = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 7)
    let session = try await gone.open()
    try await session.begin(changeSet())
    let made = try resource("b", "i2")
    try await session.record(.init(step: 0, operation: .create, resource: made))
    return (gone, made)
  }

  @Test("tell of a change set whose machine is gone, and refuse another one until it is searched")
  func lost() async throws {
    let bucket = SimulatedBucket()
    let clock = HandClock(1_000)
    try await apply(BucketMachine(bucket), [try resource("a", "i1")])
    _ = try await abandoned(bucket, clock)
    let other = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 8)
    // As long as it may be at work it is not lost.
    #expect(try await other.store.lostChangeSet("dev") == nil)
    clock.advance(100)
    let mark = try #require(try await other.store.lostChangeSet("dev"))
    #expect(mark.command == "infra apply dev")
    #expect(mark.providers.map(\.name) == ["docker"])
    let session = try await other.open()
    #expect(session.predecessor?.host == "h7")
    #expect(session.lost == mark)
    let error = await #expect(throws: Diagnostic.self) { try await session.begin(changeSet()) }
    #expect(error?.summary == "Journal is on another machine")
    #expect(error?.detail.contains("`infra apply dev` of t@h began to change \"dev\"") == true)
    #expect(error?.commands == ["infra state rebuild dev"])
    await #expect(throws: Diagnostic.self) {
      _ = try await session.replace(with: session.base, changeSet())
    }
    try await session.close()
    #expect(try await other.store.lostChangeSet("dev") == mark)
    // The search records what bears the labels, and that is the end of it.
    let search = try await other.open()
    try await search.begin(changeSet("search"), isSearch: true)
    let found = try resource("b", "i2")
    try await search.record(.init(step: 0, address: found.address, result: .done(found)))
    try await search.record(.init(result: "interrupted", time: 7))
    try await search.close()
    #expect(try await other.store.lostChangeSet("dev") == nil)
    #expect(try await other.store.load("dev")[found.address]?.instance.text == "i2")
  }

  @Test("stay known as lost when the search for it is ended hard, too")
  func lostAgain() async throws {
    let bucket = SimulatedBucket()
    let clock = HandClock(1_000)
    _ = try await abandoned(bucket, clock)
    clock.advance(100)
    let search = try await BucketMachine(bucket, clock: clock, fate: .unknown, seed: 8).open()
    try await search.begin(changeSet("search"), isSearch: true)
    clock.advance(100)
    let third = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 9)
    #expect(try await third.store.lostChangeSet("dev")?.command == "search")
    let session = try await third.open()
    #expect(session.lost?.command == "search")
    try await session.settle()
    try await session.close()
    #expect(try await third.store.lostChangeSet("dev") == nil)
  }

  @Test("take in what an overtaken journal knows when its machine comes back")
  func overtaken() async throws {
    let bucket = SimulatedBucket()
    let clock = HandClock(1_000)
    try await apply(BucketMachine(bucket), [try resource("a", "i1")])
    let (gone, made) = try await abandoned(bucket, clock)
    clock.advance(100)
    let other = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 8)
    // The search found nothing: the request of the first one arrived only after it.
    let search = try await other.open()
    try await search.settle()
    try await search.close()
    try await apply(other, [try resource("c", "i3")])
    let back = BucketMachine(bucket, disk: gone.disk.afterKill(), clock: clock, seed: 9)
    #expect(
      try await back.store.examine("dev").findings.map(\.problem.summary) == [
        "A change set was overtaken"
      ])
    let seen = try await back.store.load("dev")
    #expect(seen.resources.map(\.address.text) == ["t.a", "t.b", "t.c"])
    #expect(seen[made.address]?.status == .creating)
    let session = try await back.open()
    #expect(session.base == seen)
    try await session.close()
    #expect(try await other.store.load("dev") == seen)
    #expect(back.disk.contents.isEmpty)
  }

  @Test("drop an overtaken journal that knows nothing that the state does not")
  func overtakenAndKnown() async throws {
    let bucket = SimulatedBucket()
    let clock = HandClock(1_000)
    try await apply(BucketMachine(bucket), [try resource("a", "i1")])
    let (gone, made) = try await abandoned(bucket, clock)
    clock.advance(100)
    let other = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 8)
    let search = try await other.open()
    try await search.begin(changeSet("search"), isSearch: true)
    try await search.record(.init(step: 0, address: made.address, result: .done(made)))
    try await search.close()
    let state = try await other.store.load("dev")
    let back = BucketMachine(bucket, disk: gone.disk.afterKill(), clock: clock, seed: 9)
    try await back.open().close()
    #expect(try await back.store.load("dev") == state)
    #expect(back.disk.contents.isEmpty)
  }

  @Test("keep an object that another one has replaced meanwhile as one to be deleted")
  func overtakenAtTheSameAddress() async throws {
    let bucket = SimulatedBucket()
    let clock = HandClock(1_000)
    let (gone, made) = try await abandoned(bucket, clock)
    // Nothing was applied before, so that the other one begins a lineage of its own.
    clock.advance(100)
    let other = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 8)
    let search = try await other.open()
    try await search.settle()
    try await search.close()
    try await apply(other, [try resource("b", "i9")])
    let back = BucketMachine(bucket, disk: gone.disk.afterKill(), clock: clock, seed: 9)
    let error = await #expect(throws: Diagnostic.self) { try await back.open() }
    #expect(error?.summary == "Journal belongs to another state")
    let shown = try await back.store.examine("dev")
    #expect(shown.canMend)
    let kept = try await back.store.repair("dev", as: shown, by: back.holder, changeSet("repair"))
    #expect(kept.count == 2)
    let state = try await back.store.load("dev")
    #expect(state[made.address]?.instance.text == "i9")
    #expect(state[made.address]?.deposed.map(\.instance.text) == ["i2"])
  }

  @Test("are not written over by a holder that slept through its lease")
  func fencing() async throws {
    let bucket = SimulatedBucket()
    let clock = HandClock(1_000)
    try await apply(BucketMachine(bucket), [try resource("a", "i1")])
    let sleeper = BucketMachine(bucket, clock: HandClock(1_000), fate: .unknown, seed: 7)
    let session = try await sleeper.open()
    try await session.begin(changeSet())
    let late = try resource("late", "i2")
    try await session.record(.init(step: 0, address: late.address, result: .done(late)))
    // Its own clock stands still, so that it notices nothing.
    clock.advance(100)
    let other = BucketMachine(bucket, clock: clock, fate: .unknown, seed: 8)
    let search = try await other.open()
    try await search.settle()
    try await search.close()
    let state = try await apply(other, [try resource("c", "i3")])
    let error = await #expect(throws: Diagnostic.self) { try await session.close() }
    #expect(error?.summary == "Lock was lost")
    #expect(try await other.store.load("dev") == state)
    // The revision that it wrote is none.
    #expect(try await other.store.history("dev").revisions.map(\.number) == [1, 2])
    #expect(try await other.store.examine("dev").hasProblems == false)
    // What it knows is not lost: its journal is united with the state.
    let back = BucketMachine(bucket, disk: sleeper.disk.afterKill(), clock: clock, seed: 9)
    try await back.open().close()
    #expect(
      try await other.store.load("dev").resources.map(\.address.text) == [
        "t.a", "t.c", "t.late",
      ])
  }

  @Test("are checked and mended like those of a folder, every replaced object kept")
  func mending() async throws {
    let bucket = SimulatedBucket()
    let machine = BucketMachine(bucket)
    try await apply(machine, [try resource("a", "i1")])
    let state = try await apply(machine, [try resource("b", "i2")])
    #expect(try await machine.store.examine("dev").findings.isEmpty)
    var bytes = try #require(bucket.contents["dev.state"])
    bytes.removeLast(20)
    bucket.force(bytes, to: "dev.state")
    let error = await #expect(throws: Diagnostic.self) { try await machine.store.load("dev") }
    #expect(error?.detail.contains("s3://states/team/dev.state") == true)
    #expect(
      error?.commands.first == "aws s3api list-object-versions --bucket states --prefix "
        + "team/dev.state")
    let first = try #require(bucket.contents.keys.sorted().first { $0.contains("0000000001") })
    bucket.force(Array("v1 nonsense {}\n".utf8), to: first)
    let shown = try await machine.store.examine("dev")
    #expect(shown.findings.map(\.problem.summary) == ["History is damaged", "State is damaged"])
    bucket.force(try SnapshotFile.bytes(state), to: "dev.state")
    let better = try await machine.store.examine("dev")
    let kept = try await machine.store.repair(
      "dev", as: better, by: machine.holder, changeSet("repair"))
    #expect(kept.count == 2)
    #expect(kept.allSatisfy { $0.hasPrefix("s3://states/team/") }, "\(kept)")
    #expect(try await machine.store.examine("dev").findings.isEmpty)
    let mended = try await machine.store.load("dev")
    #expect(mended.resources == state.resources)
    #expect(try await machine.store.history("dev").state(at: mended.serial, of: "dev") == mended)
  }

  @Test("are replaced by a push as a whole, what was before kept beside them")
  func push() async throws {
    let bucket = SimulatedBucket()
    let machine = BucketMachine(bucket)
    let before = try await apply(machine, [try resource("a", "i1")])
    var given = before
    given.resources.append(try resource("b", "i2"))
    given.serial = 2
    let session = try await machine.open()
    let kept = try await session.replace(with: given, changeSet("push"))
    #expect(kept.count == 1)
    let copy = String(try #require(kept.first).dropFirst("s3://states/team/".count))
    #expect(bucket.contents[copy] == (try SnapshotFile.bytes(before)))
    #expect(try await machine.store.load("dev").resources.count == 2)
    #expect(try await machine.store.history("dev").revisions.map(\.number) == [1, 2])
    #expect(try await machine.store.environments() == ["dev"])
  }

  @Test("have a lock that is given free by whoever says so")
  func unlock() async throws {
    let bucket = SimulatedBucket()
    let holder = BucketMachine(bucket, fate: .unknown, seed: 7)
    let session = try await holder.open()
    let other = BucketMachine(bucket, fate: .unknown, seed: 8)
    #expect(try await other.store.unlock("dev"))
    #expect(try await !other.store.unlock("dev"))
    try await other.open().close()
    try await session.close()
  }
}
