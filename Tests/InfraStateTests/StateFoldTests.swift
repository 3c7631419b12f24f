import InfraModel
import Testing

@testable import InfraState

@Suite struct StateFoldTests {
  let base = Snapshot(environment: "dev", lineage: "l", serial: 3, salt: "5a")

  func begin(_ providers: [ProviderConfiguration] = []) -> JournalRecord {
    .begin(
      JournalRecord.Begin(
        apply: "apply1", environment: "dev", lineage: "l", serial: 3, salt: "5a",
        changeSet: ChangeSet(providers: providers)))
  }

  func resource(_ text: String, _ instance: String, needs: [String] = []) throws
    -> ResourceState
  {
    ResourceState(
      address: try address(text), provider: "docker", instance: InstanceID(instance),
      arguments: Fields(["made": .string(instance)]), dependencies: try needs.map(address))
  }

  func intent(_ operation: Operation, _ resource: ResourceState) -> JournalRecord {
    .intent(JournalRecord.Intent(step: 0, operation: operation, resource: resource))
  }

  func outcome(_ text: String, _ result: JournalRecord.Result) throws -> JournalRecord {
    .outcome(JournalRecord.Outcome(step: 0, address: try address(text), result: result))
  }

  func fold(_ base: Snapshot, _ records: [JournalRecord]) -> Snapshot {
    var fold = StateFold(base)
    for record in [begin()] + records { fold.fold(record) }
    return fold.snapshot()
  }

  func state(with resources: ResourceState...) -> Snapshot {
    var snapshot = base
    snapshot.resources = resources
    return snapshot
  }

  @Test func openIntentsShowWhatIsUnderWay() throws {
    let (a, b) = (try resource("t.a", "i1"), try resource("t.b", "i2"))
    let snapshot = fold(
      state(with: a, b),
      [intent(.update, a), intent(.delete, b), intent(.create, try resource("t.c", "i3"))])
    #expect(snapshot.resources.map(\.status) == [.updating, .deleting, .creating])
    #expect(snapshot.resources.map(\.instance.text) == ["i1", "i2", "i3"])
  }

  @Test func aFailedStepLeavesItsIntentOpen() throws {
    let c = try resource("t.c", "i3")
    let snapshot = fold(base, [intent(.create, c), try outcome("t.c", .failed("503"))])
    #expect(snapshot[c.address]?.status == .creating)
    #expect(snapshot[c.address]?.arguments == c.arguments)
  }

  @Test func anOutcomeClosesItsIntent() throws {
    let (a, b) = (try resource("t.a", "i1"), try resource("t.b", "i2"))
    let snapshot = fold(
      state(with: b),
      [
        intent(.create, a), intent(.delete, b), try outcome("t.a", .done(a)),
        try outcome("t.b", .removed),
      ])
    #expect(snapshot.resources == [a])
  }

  @Test func aSuccessorLeavesItsPredecessorDeposedUntilThatIsGone() throws {
    let (old, new) = (try resource("t.a", "i1"), try resource("t.a", "i2"))
    let created = [intent(.create, new), try outcome("t.a", .done(new))]
    let snapshot = fold(state(with: old), created)
    #expect(snapshot.resources.first?.instance == new.instance)
    #expect(snapshot.resources.first?.deposed.map(\.instance) == [old.instance])
    #expect(snapshot.resources.first?.deposed.first?.arguments == old.arguments)

    let gone = try outcome("t.a", .deposedRemoved(old.instance))
    #expect(fold(state(with: old), created + [gone]).resources == [new])
  }

  @Test func aDeletedResourceStaysWhileADeposedObjectOfItIsKnown() throws {
    let (old, new) = (try resource("t.a", "i1"), try resource("t.a", "i2"))
    let snapshot = fold(
      state(with: old),
      [intent(.create, new), intent(.delete, new), try outcome("t.a", .removed)])
    #expect(snapshot.resources.first?.status == .deleting)
    #expect(snapshot.resources.first?.deposed.map(\.instance) == [old.instance])
  }

  @Test func aRepeatedIntentOfOneObjectDeposesNothing() throws {
    let new = try resource("t.a", "i2")
    let snapshot = fold(base, [intent(.create, new), intent(.create, new)])
    #expect(snapshot.resources.first?.deposed.isEmpty == true)
  }

  @Test func anInterruptedUpdateKeepsTheArgumentsBeforeIt() throws {
    let before = try resource("t.a", "i1")
    var after = before
    after.arguments = Fields(["made": "anew"])
    let snapshot = fold(state(with: before), [intent(.update, after)])
    #expect(snapshot.resources.first?.arguments["made"] == before.arguments["made"])
    // Going back to the arguments before must set these again: nobody knows which ones it has.
    #expect(snapshot.resources.first?.pending == ["made"])
  }

  @Test func aMovedResourceIsFollowedByThoseThatNeedIt() throws {
    let a = try resource("t.a", "i1")
    let b = try resource("t.b", "i2", needs: ["t.a"])
    var (x, y) = (a, a)
    x.address = try address("t.x")
    y.address = try address("t.y")
    let snapshot = fold(
      state(with: a, b),
      [
        try outcome("t.x", .moved(from: a.address, x)),
        try outcome("t.y", .moved(from: x.address, y)),
      ])
    #expect(snapshot.resources.map(\.address.text) == ["t.b", "t.y"])
    #expect(snapshot[b.address]?.dependencies == [y.address])
  }

  @Test func aDependencyOnWhatIsGoneGoesWithIt() throws {
    let a = try resource("t.a", "i1")
    let b = try resource("t.b", "i2", needs: ["t.a"])
    let snapshot = fold(state(with: a, b), [try outcome("t.a", .forgotten)])
    #expect(snapshot[b.address]?.dependencies == [])
  }

  @Test func theSerialCountsChangeSetsAndNotRecords() throws {
    let a = try resource("t.a", "i1")
    let changed = fold(base, [intent(.create, a), try outcome("t.a", .done(a))])
    #expect(changed.serial == 4)
    #expect(changed.applied == "apply1")
    let unchanged = fold(base, [.end(JournalRecord.End(result: "done", time: 0))])
    #expect(unchanged == base)
  }

  @Test func aProviderOfOldResourcesIsKeptAsLongAsTheyAreThere() throws {
    let provider = ProviderConfiguration(name: "docker", settings: Fields())
    let other = ProviderConfiguration(name: "aws", settings: Fields())
    var old = state(with: try resource("t.a", "i1"))
    old.providers = [provider]
    var fold = StateFold(old)
    fold.fold(begin([other]))
    #expect(fold.snapshot().providers == [other, provider])
    fold.fold(try outcome("t.a", .removed))
    #expect(fold.snapshot().providers == [other])
  }

  @Test func aReplayFromAnywhereGivesTheSame() throws {
    for seed in 0..<40 as Range<UInt64> {
      var program = RandomProgram(seed: seed)
      let records = try program.records(count: 60)
      var once = StateFold(.empty("dev"))
      for (index, record) in records.enumerated() { once.fold(record, sequence: index + 1) }
      var twice = once
      let start = Int.random(in: 0..<records.count, using: &program.random)
      for (index, record) in records.enumerated().dropFirst(start) {
        twice.fold(record, sequence: index + 1)
      }
      #expect(twice.snapshot() == once.snapshot(), "seed \(seed)")
    }
  }

  @Test func everyPrefixOfAProgramKeepsTheInvariants() throws {
    for seed in 0..<40 as Range<UInt64> {
      var program = RandomProgram(seed: seed)
      var fold = StateFold(.empty("dev"))
      for (index, record) in try program.records(count: 60).enumerated() {
        fold.fold(record)
        #expect(fold.snapshot().brokenInvariant() == nil, "seed \(seed), record \(index)")
      }
    }
  }
}

extension StateFoldTests {
  @Test func anAddressThatIsTakenAnewDoesNotTakeTheDependentsOfWhatLeftIt() throws {
    let a = try resource("t.a", "i1")
    let b = try resource("t.b", "i2", needs: ["t.a"])
    var moved = a
    moved.address = try address("t.x")
    let snapshot = fold(
      state(with: a, b),
      [
        try outcome("t.x", .moved(from: a.address, moved)),
        try outcome("t.a", .done(try resource("t.a", "i3"))),
      ])
    #expect(snapshot[b.address]?.dependencies == [moved.address])
  }
}
