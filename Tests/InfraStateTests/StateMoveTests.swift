import InfraModel
import TestKit
import Testing

@testable import InfraState

@Suite("Entries of a state")
struct StateMoveTests {
  private let state = Snapshot(
    environment: "dev", lineage: "l", serial: 4,
    resources: ["a/t.x", "a/t.y", "b/t.x", "u.z"].compactMap(Address.init(parsing:)).map {
      ResourceState(address: $0, provider: "p", instance: InstanceID("i-\($0)"))
    })

  private func problem(_ from: String, _ to: String) -> Diagnostic? {
    #expect(throws: Diagnostic.self) { _ = try StateMove(from: from, to: to, in: state) }
  }

  @Test("move one by one or as a whole module")
  func moves() throws {
    let one = try StateMove(from: "a/t.x", to: "c/t.w", in: state)
    #expect(one.steps.map { "\($0.from) \($0.to)" } == ["a/t.x c/t.w"])
    let module = try StateMove(from: "a", to: "c/d", in: state)
    #expect(module.steps.map { "\($0.from) \($0.to)" } == ["a/t.x c/d/t.x", "a/t.y c/d/t.y"])
  }

  @Test("do not move from an address that nothing has: the nearest is told")
  func unknown() {
    let found = problem("a/t.z", "c/t.z")
    #expect(found?.detail == "The state of dev has no \"a/t.z\".")
    #expect(found?.hints == ["did you mean \"a/t.x\"?"])
    #expect(found?.commands == ["infra state list dev"])
  }

  @Test("do not move to a taken address, to another type, to no address, or to where they are")
  func targets() {
    let taken = problem("a/t.x", "b/t.x")
    #expect(taken?.summary == "Address is taken")
    #expect(taken?.detail == "b/t.x is another object's (i-b/t.x) in the state of dev.")
    #expect(taken?.commands == ["infra state mv dev b/t.x …", "infra state rm dev b/t.x"])
    #expect(problem("a", "b")?.summary == "Address is taken")
    #expect(
      problem("a/t.x", "c/u.x")?.detail == "a/t.x cannot become c/u.x: it is a t, and stays one.")
    #expect(problem("a/t.x", "1/t.x")?.summary == "Invalid address")
    #expect(problem("a/t.x", "a/t.x")?.summary == "Nothing to move")
  }

  @Test("that were moved are called by their new address where others refer to them")
  func references() async throws {
    let disk = MemoryDisk()
    let (old, new) = (state.resources[0], try #require(Address(parsing: "c/t.x")))
    var user = state.resources[3]
    user.dependencies = [old.address]
    user.expressions = Fields([
      "link": .segments(["to ", .reference(Reference(old.address, "id"))])
    ])
    let session = try await store(on: disk).open("dev", as: tester)
    for resource in [old, user] {
      try await session.record(.init(step: 0, address: resource.address, result: .done(resource)))
    }
    var moved = old
    moved.address = new
    try await session.record(
      .init(step: 1, address: new, result: .moved(from: old.address, moved)))
    try await session.close()
    let found = try #require(try await store(on: disk).load("dev")[user.address])
    #expect(found.dependencies == [new])
    #expect(
      found.expressions
        == Fields(["link": .segments(["to ", .reference(Reference(new, "id"))])]))
  }
}

@Suite("A state that is given as a file")
struct StatePushTests {
  private func snapshot(_ lineage: String = "l", _ serial: Int = 4, of name: String = "dev")
    -> Snapshot
  {
    Snapshot(environment: name, lineage: lineage, serial: serial, salt: "5a")
  }

  private func problems(_ given: Snapshot, isForced: Bool = false) -> [Diagnostic] {
    let error = #expect(throws: Diagnostics.self) {
      _ = try StatePush.decide(given, over: snapshot(), path: "x.state", isForced: isForced)
    }
    return error?.items ?? []
  }

  @Test("takes the place of one of the same lineage that is not newer")
  func fits() throws {
    for serial in [4, 9] {
      let state = try StatePush.decide(
        snapshot("l", serial), over: snapshot(), path: "x.state", isForced: false)
      #expect(state.serial == serial + 1)
    }
    let first = try StatePush.decide(
      snapshot("m", 2), over: .empty("dev"), path: "x.state", isForced: false)
    #expect(first.serial == 3)
    #expect(first.lineage == "m")
  }

  @Test("of another lineage or an older serial is refused unless it is meant")
  func refused() throws {
    let lineage = problems(snapshot("m"))
    #expect(lineage.map(\.summary) == ["State of another lineage"])
    #expect(
      lineage[0].commands == [
        "infra state pull dev > dev.kept", "infra state push dev x.state --force",
      ])
    let older = problems(snapshot("l", 2))
    #expect(
      older.map(\.detail) == [
        "x.state has serial 2, and the state of dev has 4: 2 change sets would be forgotten."
      ])
    #expect(older[0].commands.first == "infra rollback dev --to 2")
    let forced = try StatePush.decide(
      snapshot("m", 2), over: snapshot(), path: "x.state", isForced: true)
    #expect(forced.serial == 5)
  }

  @Test("of another environment is refused always")
  func environment() {
    let found = problems(snapshot(of: "prod"), isForced: true)
    #expect(found.map(\.detail) == ["x.state is the state of \"prod\", not of \"dev\"."])
  }

  @Test("is there wholly or not at all, with what was before beside it, after a crash at any time")
  func crashes() async throws {
    let disk = MemoryDisk()
    let session = try await store(on: disk).open("dev", as: tester)
    let one = ResourceState(
      address: Address(module: [], type: "t", key: "a"), provider: "p",
      instance: InstanceID("i-a"))
    try await session.record(.init(step: 0, address: one.address, result: .done(one)))
    try await session.close()
    let before = try #require(disk.contents["state/dev.state"])
    var after = try await store(on: disk).load("dev")
    after.resources = []
    after.serial = 2
    for operation in 1...24 {
      for loss in 0..<4 as Range<UInt64> {
        let crashed = disk.afterKill()
        crashed.fail(from: operation)
        if let session = try? await store(on: crashed).open("dev", as: tester) {
          _ = try? await session.replace(with: after, ChangeSet(command: "push"))
        }
        let next = loss == 0 ? crashed.afterKill() : crashed.afterPowerLoss(seed: loss)
        next.fail(from: nil)
        let found = try await store(on: next).load("dev")
        #expect(found.resources == [one] || found.resources == [], "operation \(operation)")
        if found.resources.isEmpty {
          let copies = next.contents.filter { $0.key.hasPrefix("state/dev.state.before-") }
          #expect(copies.values.contains(before), "operation \(operation)")
        }
        // Whatever comes next is recorded, and can be gone back to.
        let session = try await store(on: next).open("dev", as: tester)
        try await session.record(.init(step: 0, address: one.address, result: .done(one)))
        try await session.close()
        let last = try await store(on: next).load("dev")
        let history = try await store(on: next).history("dev")
        #expect(
          history.state(at: last.serial, of: "dev")?.resources == [one], "operation \(operation)")
      }
    }
  }
}
