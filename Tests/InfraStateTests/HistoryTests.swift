import InfraModel
import TestKit
import Testing

@testable import InfraState

@Suite("The history of an environment")
struct HistoryTests {
  private func resource(_ key: String, _ value: Int) -> ResourceState {
    ResourceState(
      address: Address(module: [], type: "docker_volume", key: key), provider: "docker",
      instance: InstanceID("i-\(key)"), arguments: Fields(["size": .int(value)]))
  }

  /// A store whose environment was changed three times: a and b made, a changed, b removed.
  private func changedThrice(_ disk: MemoryDisk) async throws -> StateStore {
    let store = StateStore("state", disk: disk, heartbeat: nil)
    let (a, b) = (resource("a", 1), resource("b", 1))
    try await change(store, "done") { session async throws in
      try await session.record(.init(step: 0, address: a.address, result: .done(a)))
      try await session.record(.init(step: 1, address: b.address, result: .done(b)))
    }
    try await change(store, "failed") { session async throws in
      try await session.record(
        .init(step: 0, address: a.address, result: .done(self.resource("a", 2))))
    }
    try await change(store, "done") { session async throws in
      try await session.record(.init(step: 0, address: b.address, result: .removed))
    }
    return store
  }

  private func revision(_ number: Int, _ values: [String: Int?], isWhole: Bool = false) -> Revision
  {
    Revision(
      number: number, apply: "a\(number)", lineage: "l", salt: "5a", changeSet: ChangeSet(),
      result: "done",
      changes: values.sorted { $0.key < $1.key }.map { key, value in
        Revision.Change(
          address: resource(key, 0).address, after: value.map { self.resource(key, $0) })
      }, isWhole: isWhole, outputs: Fields(), providers: [])
  }

  private func change(
    _ store: StateStore, _ result: String, _ body: (StateSession) async throws -> Void
  ) async throws {
    let session = try await store.open("dev", as: .current(command: "infra apply dev"))
    try await session.begin(
      ChangeSet(plan: "digest", command: "infra apply dev", user: "alice@host", time: 7))
    try await body(session)
    try await session.record(JournalRecord.End(result: result, time: 8))
    try await session.close()
  }

  @Test("numbers every change set by the serial that it made, with who, how, and what came of it")
  func numbered() async throws {
    let history = try await changedThrice(MemoryDisk()).history("dev")
    #expect(history.revisions.map(\.number) == [1, 2, 3])
    #expect(history.revisions.map(\.result) == ["done", "failed", "done"])
    #expect(history.revisions.map(\.changes.count) == [2, 1, 1])
    #expect(history.revisions[2].changes[0].after == nil)
    #expect(history.revisions[0].changeSet.user == "alice@host")
  }

  @Test("brings back the state as each revision left it")
  func states() async throws {
    let store = try await changedThrice(MemoryDisk())
    let history = try await store.history("dev")
    let first = try #require(history.state(at: 1, of: "dev"))
    #expect(first.resources == [resource("a", 1), resource("b", 1)])
    let last = try #require(history.state(at: 3, of: "dev"))
    #expect(try await store.load("dev") == last)
    #expect(history.state(at: 4, of: "dev") == nil)
  }

  @Test("counts no revision twice when a process dies between revision and snapshot")
  func once() async throws {
    let disk = MemoryDisk()
    let store = StateStore("state", disk: disk, heartbeat: nil)
    let files = try StateFiles("state", "dev")
    let session = try await store.open("dev", as: .current(command: "infra apply dev"))
    let a = resource("a", 1)
    try await session.record(.init(step: 0, address: a.address, result: .done(a)))
    let journal = try #require(try disk.read(files.journal))
    try await session.close()
    let line = try #require(try disk.read(files.history))
    // As if the process had died before the snapshot.
    try disk.remove(files.snapshot)
    try disk.create(files.journal)
    try disk.append(journal, to: files.journal)

    try await store.open("dev", as: .current(command: "infra apply dev")).close()
    #expect(try await store.load("dev").resources == [a])
    #expect(try disk.read(files.history) == line)
  }

  @Test("leaves out a torn last line, and writes it anew with the next revision")
  func torn() async throws {
    let disk = MemoryDisk()
    let store = try await changedThrice(disk)
    let files = try StateFiles("state", "dev")
    try disk.append(Array("v1 0123 {\"app".utf8), to: files.history)
    #expect(try await store.history("dev").revisions.count == 3)
    try await change(store, "done") { session async throws in
      try await session.record(
        .init(step: 0, address: self.resource("a", 3).address, result: .done(self.resource("a", 3)))
      )
    }
    #expect(try await store.history("dev").revisions.map(\.number) == [1, 2, 3, 4])
  }

  @Test("leaves out a last line of which a loss of power kept the end and not the beginning")
  func hole() async throws {
    let disk = MemoryDisk()
    let store = try await changedThrice(disk)
    let files = try StateFiles("state", "dev")
    try disk.append(Array("v1 01\0\0\0\0\0\0\0 {\"apply\":\"x\"}\n".utf8), to: files.history)
    #expect(try await store.history("dev").revisions.count == 3)
    try await change(store, "done") { session async throws in
      let a = self.resource("a", 3)
      try await session.record(.init(step: 0, address: a.address, result: .done(a)))
    }
    #expect(try await store.history("dev").revisions.map(\.number) == [1, 2, 3, 4])
  }

  @Test("takes no damage of a revision that the state goes on from for a torn line")
  func damagedLast() async throws {
    let disk = MemoryDisk()
    let store = try await changedThrice(disk)
    let files = try StateFiles("state", "dev")
    var bytes = try #require(try disk.read(files.history))
    bytes[bytes.count - 9] ^= 1
    try disk.replace(files.history, with: bytes, temporary: "state/x.tmp")
    let problem = await #expect(throws: Diagnostic.self) { try await store.history("dev") }
    #expect(problem?.detail == "state/dev.history:3: its checksum does not match.")
  }

  @Test("a damaged line is an error that names the line and how to get it back")
  func damaged() async throws {
    let disk = MemoryDisk()
    let store = try await changedThrice(disk)
    let files = try StateFiles("state", "dev")
    var bytes = try #require(try disk.read(files.history))
    bytes[40] ^= 1
    try disk.replace(files.history, with: bytes, temporary: "state/x.tmp")
    let problem = await #expect(throws: Diagnostic.self) { try await store.history("dev") }
    #expect(problem?.summary == "History is damaged")
    #expect(problem?.detail == "state/dev.history:1: its checksum does not match.")
    #expect(problem?.commands == ["git checkout -- state/dev.history"])
  }

  @Test func aLargeRevisionIsALineInParts() throws {
    let values = Dictionary(uniqueKeysWithValues: (0..<3_000).map { ("r\($0)", $0) })
    let large = revision(7, values)
    let parts = try RevisionLine.parts(large)
    #expect(parts.count > 3)
    let line = Array(parts.joined())
    #expect(line == (try RevisionLine.bytes(large)))
    #expect(line.last == 0x0A)
    #expect(try RevisionLine.read(line.dropLast()).changes.count == 3_000)
  }

  @Test("goes on from a revision that is whole, and over one that was given up for an older state")
  func wholeAndBranches() throws {
    let history = History([
      revision(1, ["a": 1]), revision(2, ["a": 2]), revision(7, ["b": 1], isWhole: true),
      revision(8, ["b": 2]), revision(9, ["c": 1]), revision(8, ["d": 1]),
    ])
    let keys = { (number: Int) in
      history.state(at: number, of: "dev")?.resources.map(\.address.key)
    }
    #expect(keys(2) == ["a"])
    #expect(keys(7) == ["b"])
    #expect(keys(9) == ["b", "c"])
    #expect(keys(8) == ["b", "d"])
    #expect(keys(3) == nil)
    let line = try RevisionLine.bytes(revision(7, ["b": 1], isWhole: true))
    #expect(try RevisionLine.read(line.dropLast()).isWhole)
  }
}
