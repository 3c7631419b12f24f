import InfraModel
import TestKit
import Testing

@testable import InfraState

@Suite("A state that is not as it must be")
struct StateRepairTests {
  private let holder = LockHolder(
    user: "t", host: "h", process: 1, command: "infra state repair dev")

  private func resource(_ key: String, needs: [String] = []) -> ResourceState {
    ResourceState(
      address: Address(module: [], type: "t", key: key), provider: "docker",
      instance: InstanceID("i-\(key)"), arguments: Fields(["size": 1]),
      dependencies: needs.map { Address(module: [], type: "t", key: $0) })
  }

  /// A disk with a state of three resources that one apply made.
  private func applied() async throws -> MemoryDisk {
    let disk = MemoryDisk()
    let session = try await store(on: disk).open("dev", as: tester)
    try await session.begin(
      ChangeSet(providers: [ProviderConfiguration(name: "docker", settings: Fields())]))
    for resource in [resource("a"), resource("b", needs: ["a"]), resource("c")] {
      try await session.record(.init(step: 0, address: resource.address, result: .done(resource)))
    }
    try await session.record(outputs: Fields(["url": "x"]))
    try await session.record(.init(result: "done", time: 5))
    try await session.close()
    return disk
  }

  private func text(_ disk: MemoryDisk, _ ending: String = "state") throws -> String {
    String(decoding: try #require(disk.contents["state/dev.\(ending)"]), as: UTF8.self)
  }

  private func mend(_ disk: MemoryDisk) async throws -> [String] {
    let store = store(on: disk)
    return try await store.repair(
      "dev", as: try await store.examine("dev"), by: holder, ChangeSet(command: "repair", time: 9))
  }

  private func problems(_ disk: MemoryDisk) async throws -> [String] {
    try await store(on: disk).examine("dev").findings.map {
      "\($0.problem.summary): \($0.problem.detail)"
    }
  }

  /// A file of these resources, its checksum right: whatever wrote it, it was not edited.
  private func sealed(_ resources: [ResourceState], _ like: Snapshot) throws -> [UInt8] {
    var state = like
    state.resources = []
    let bytes = String(decoding: try SnapshotFile.bytes(state), as: UTF8.self)
    var lines = bytes.split(separator: "\n").dropLast().map(String.init)
    for resource in resources {
      var writer = ObjectWriter()
      writer.raw("resource ")
      ResourceLine.write(resource, to: &writer)
      lines.append(String(decoding: writer.bytes, as: UTF8.self))
    }
    let body = Array((lines.joined(separator: "\n") + "\n").utf8)
    return body + Array("end \(lines.count - 1) \(try Checksum.of(body))\n".utf8)
  }

  @Test("that is sound has no findings and nothing to mend")
  func sound() async throws {
    let disk = try await applied()
    #expect(try await problems(disk) == [])
    #expect(try await !store(on: disk).examine("dev").canMend)
  }

  @Test("edited by hand is told with the line and brought back as the history records it")
  func edited() async throws {
    let disk = try await applied()
    let before = try await store(on: disk).load("dev")
    let edited = try text(disk).replacing("\"i-b\"", with: "\"i-x\"")
    try disk.write(Array(edited.utf8), to: "state/dev.state")
    #expect(
      try await problems(disk) == [
        "State is damaged: state/dev.state is not as it was written: line 5: t.b was changed."
      ])
    let kept = try await mend(disk)
    #expect(try disk.read(try #require(kept.first)) == Array(edited.utf8))
    let after = try await store(on: disk).load("dev")
    #expect(after.resources == before.resources)
    #expect(after.serial == 2)
    #expect(try await problems(disk) == [])
    let history = try await store(on: disk).history("dev")
    #expect(history.revisions.map(\.number) == [1, 2])
    #expect(history.state(at: 2, of: "dev")?.resources == before.resources)
  }

  @Test("cut off or with an unreadable line is restored from the history")
  func cutOff() async throws {
    let disk = try await applied()
    let before = try await store(on: disk).load("dev")
    let lines = try text(disk).split(separator: "\n")
    try disk.write(
      Array((lines.prefix(4).joined(separator: "\n") + "\nresource {\"addr").utf8),
      to: "state/dev.state")
    let found = try await problems(disk)
    #expect(found.count == 1)
    #expect(found[0].contains("line 5: it is no JSON"))
    #expect(found[0].contains("t.c is missing"))
    _ = try await mend(disk)
    #expect(try await store(on: disk).load("dev").resources == before.resources)
  }

  @Test("unreadable without a history is not mended, and no resource is dropped")
  func hopeless() async throws {
    let disk = try await applied()
    let damaged = try text(disk).replacing("resource {\"address\":\"t.b\"", with: "resource {\"x")
    try disk.write(Array(damaged.utf8), to: "state/dev.state")
    try disk.remove("state/dev.history")
    let repair = try await store(on: disk).examine("dev")
    #expect(repair.hasProblems)
    #expect(!repair.canMend)
    let problem = try #require(repair.findings.first?.problem)
    #expect(problem.detail.hasPrefix("state/dev.state cannot be read at line 5: it is no JSON"))
    #expect(
      problem.commands == [
        "git checkout -- state/dev.state",
        "mv state/dev.state state/dev.state.damaged && infra state rebuild dev",
      ])
    #expect(try text(disk) == damaged)
  }

  @Test("with converted line ends is taken as its lines say when no history tells more")
  func lineEnds() async throws {
    let disk = try await applied()
    let before = try await store(on: disk).load("dev")
    try disk.write(
      Array(try text(disk).replacing("\n", with: "\r\n").utf8), to: "state/dev.state")
    try disk.remove("state/dev.history")
    #expect(
      try await problems(disk) == [
        "State is damaged: state/dev.state does not match its checksum: its line ends were "
          + "converted; every line can be read."
      ])
    _ = try await mend(disk)
    #expect(try await store(on: disk).load("dev").resources == before.resources)
  }

  @Test("that git merged with conflict marks is left to its user")
  func conflict() async throws {
    let disk = try await applied()
    try disk.write(
      Array(("<<<<<<< HEAD\n" + (try text(disk)) + ">>>>>>> other\n").utf8), to: "state/dev.state")
    let repair = try await store(on: disk).examine("dev")
    #expect(!repair.canMend)
    #expect(
      repair.findings.first?.problem.detail
        == "state/dev.state has git's conflict marks at line 1, 9.")
  }

  @Test("of an unknown version is left to the infra that wrote it")
  func version() async throws {
    let disk = try await applied()
    try disk.write(
      Array(try text(disk).replacing("infra-state 1 ", with: "infra-state 9 ").utf8),
      to: "state/dev.state")
    let repair = try await store(on: disk).examine("dev")
    #expect(!repair.canMend)
    #expect(repair.findings.map(\.problem.summary).contains("State has an unknown version"))
  }

  @Test("in which everything contradicts itself is mended without losing an object")
  func contradictions() async throws {
    let disk = try await applied()
    let like = try await store(on: disk).load("dev")
    var other = resource("a")
    other.instance = InstanceID("i-other")
    var twin = resource("d")
    twin.instance = InstanceID("i-c")
    let found = [
      resource("c"), resource("a"), other, resource("b", needs: ["b", "gone"]), twin,
    ]
    try disk.write(try sealed(found, like), to: "state/dev.state")
    let texts = try await problems(disk).joined(separator: "\n")
    for part in [
      "resources are out of order", "\"t.a\" is there twice", "\"t.b\" depends on itself",
      "\"t.b\" depends on \"t.gone\", which is not in the state",
      "the object i-c is at \"t.c\" and at \"t.d\"",
    ] {
      #expect(texts.contains(part), "\(texts)")
    }
    _ = try await mend(disk)
    let after = try await store(on: disk).load("dev")
    #expect(after.resources.map(\.address.text) == ["t.a", "t.b", "t.c"])
    #expect(after.resources[0].deposed.map(\.instance.text) == ["i-other"])
    #expect(after.resources[1].dependencies == [])
    #expect(try await problems(disk) == [])
  }

  @Test("with a torn journal is told and mended, with nothing lost that was promised")
  func tornJournal() async throws {
    let disk = try await applied()
    let session = try await store(on: disk).open("dev", as: tester)
    let made = resource("e")
    try await session.record(.init(step: 0, operation: .create, resource: made))
    let dead = disk.afterKill()
    try dead.append(Array("v1 3 2 0123".utf8), to: "state/dev.journal")
    let found = try await problems(dead)
    #expect(found.contains { $0.hasPrefix("Journal is torn: state/dev.journal ends in 11 bytes") })
    _ = try await mend(dead)
    let after = try await store(on: dead).load("dev")
    #expect(after.resources.last?.status == .creating)
    #expect(dead.contents["state/dev.journal"] == nil)
    #expect(try await problems(dead) == [])
    _ = session
  }

  @Test("with a journal that is damaged in the midst keeps all other records")
  func damagedJournal() async throws {
    let disk = try await applied()
    let session = try await store(on: disk).open("dev", as: tester)
    for key in ["e", "f", "g"] {
      try await session.record(.init(step: 0, operation: .create, resource: resource(key)))
    }
    let dead = disk.afterKill()
    let damaged = try text(dead, "journal").replacing("\"i-f\"", with: "\"i-?\"")
    try dead.write(Array(damaged.utf8), to: "state/dev.journal")
    #expect(
      try await problems(dead).contains { $0.contains("state/dev.journal is damaged at line 3") })
    let kept = try await mend(dead)
    #expect(kept.count == 2)
    let after = try await store(on: dead).load("dev")
    #expect(after.resources.map(\.address.key) == ["a", "b", "c", "e", "g"])
    _ = session
  }

  @Test("with another state's journal takes the objects over that it does not know")
  func foreignJournal() async throws {
    let disk = try await applied()
    let older = try text(disk)
    let history = try text(disk, "history")
    let session = try await store(on: disk).open("dev", as: tester)
    try await session.record(.init(step: 0, address: resource("c").address, result: .removed))
    try await session.close()
    let next = try await store(on: disk).open("dev", as: tester)
    try await next.record(.init(step: 0, operation: .create, resource: resource("e")))
    let dead = disk.afterKill()
    try dead.write(Array(older.utf8), to: "state/dev.state")
    try dead.write(Array(history.utf8), to: "state/dev.history")
    #expect(
      try await problems(dead).contains {
        $0.hasPrefix("Journal belongs to another state: state/dev.journal tells of an interrupted")
          && $0.contains("it began on serial 2 and state/dev.state has serial 1")
      })
    _ = try await mend(dead)
    let after = try await store(on: dead).load("dev")
    #expect(after.resources.map(\.address.key) == ["a", "b", "c", "e"])
    _ = next
  }

  @Test("with a damaged history goes on from a revision that is whole")
  func history() async throws {
    let disk = try await applied()
    let before = try await store(on: disk).load("dev")
    let damaged = try text(disk, "history").replacing("\"size\":1", with: "\"size\":2")
    try disk.write(Array((damaged + damaged).utf8), to: "state/dev.history")
    #expect(
      try await problems(disk).first
        == "History is damaged: state/dev.history:1: its checksum does not match. The state itself "
        + "is not affected.")
    _ = try await mend(disk)
    let history = try await store(on: disk).history("dev")
    #expect(history.state(at: 2, of: "dev")?.resources == before.resources)
    #expect(try await problems(disk) == [])
  }

  @Test("that the history does not reach is recorded whole")
  func historyBehind() async throws {
    let disk = try await applied()
    try disk.remove("state/dev.history")
    #expect(
      try await problems(disk) == [
        "History does not reach the state: state/dev.history has no revision of this state, and "
          + "the state has serial 1: a rollback would not find what is now."
      ])
    _ = try await mend(disk)
    #expect(try await store(on: disk).history("dev").state(at: 2, of: "dev") != nil)
  }

  @Test("tells an unreadable lock and removes an unreadable plan")
  func others() async throws {
    let disk = try await applied()
    try disk.write(Array("{".utf8), to: "state/dev.plan")
    try disk.write(Array("{".utf8), to: "state/dev.lock")
    let repair = try await store(on: disk).examine("dev")
    #expect(
      repair.findings.map(\.problem.summary) == [
        "Lock cannot be read", "Saved plan cannot be read",
      ])
    #expect(repair.findings[0].problem.commands == ["infra unlock dev"])
    try disk.remove("state/dev.lock")
    _ = try await mend(disk)
    #expect(disk.contents["state/dev.plan"] == nil)
  }

  @Test("is not mended when it is no longer what was shown")
  func movedOn() async throws {
    let disk = try await applied()
    try disk.remove("state/dev.history")
    let shown = try await store(on: disk).examine("dev")
    try disk.write(Array("infra-state 9 {}\n".utf8), to: "state/dev.state")
    let problem = await #expect(throws: Diagnostic.self) {
      _ = try await store(on: disk).repair("dev", as: shown, by: holder, ChangeSet())
    }
    #expect(problem?.summary == "State changed meanwhile")
  }

  @Test("is mended wholly or not at all, whatever operation of the disk is the last one")
  func crashes() async throws {
    let disk = try await applied()
    let before = try await store(on: disk).load("dev")
    let edited = try text(disk).replacing("\"i-b\"", with: "\"i-x\"")
    try disk.write(Array(edited.utf8), to: "state/dev.state")
    try disk.sync("state/dev.state")
    for operation in 1...24 {
      for loss in 0..<4 as Range<UInt64> {
        let crashed = disk.afterKill()
        crashed.fail(from: operation)
        _ = try? await mend(crashed)
        let next = loss == 0 ? crashed.afterKill() : crashed.afterPowerLoss(seed: loss)
        next.fail(from: nil)
        if try await store(on: next).examine("dev").canMend { _ = try await mend(next) }
        let after = try await store(on: next).load("dev")
        #expect(after.resources == before.resources, "operation \(operation)")
        #expect(after.serial == 2)
        let history = try await store(on: next).history("dev")
        #expect(history.state(at: 2, of: "dev")?.resources == before.resources)
        #expect(history.revisions.map(\.number) == [1, 2], "operation \(operation)")
      }
    }
  }
}
