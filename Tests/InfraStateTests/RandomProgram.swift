import InfraModel
import InfraState

/// Random change sets as an apply would record them: creations, updates, replacements, deletions,
/// moves and failures.
struct RandomProgram {
  var random: SeededGenerator
  private var states: RandomState
  private var live: [Address: ResourceState] = [:]
  private var keys = 0

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    states = RandomState(seed: seed ^ 0xABCD)
  }

  /// A begin on the empty state and then `count` records or a few more.
  mutating func records(count: Int) throws -> [JournalRecord] {
    var records: [JournalRecord] = [
      .begin(
        JournalRecord.Begin(
          apply: "apply", environment: "dev", lineage: "l", serial: 0, salt: "5a",
          changeSet: ChangeSet()))
    ]
    while records.count < count { records += try step(records.count) }
    return records
  }

  /// The records of one step.
  mutating func step(_ number: Int) throws -> [JournalRecord] {
    let existing = live.values.sorted { $0.address < $1.address }.randomElement(using: &random)
    guard let existing, Int.random(in: 0..<3, using: &random) > 0 else {
      return try create(number)
    }
    let fails = Int.random(in: 0..<5, using: &random) == 0
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      var new = existing
      new.arguments = states.fields(depth: 1)
      return pair(number, .update, new, fails ? nil : new)
    case 1:
      var new = existing
      new.instance = states.instance()
      return pair(number, .create, new, fails ? nil : new)
    case 2:
      if !fails { live[existing.address] = nil }
      let result: JournalRecord.Result = fails ? .failed("no") : .removed
      return [
        .intent(JournalRecord.Intent(step: number, operation: .delete, resource: existing)),
        .outcome(
          JournalRecord.Outcome(step: number, address: existing.address, result: result)),
      ]
    default:
      var new = existing
      new.address = try nextAddress()
      live[existing.address] = nil
      live[new.address] = new
      let result = JournalRecord.Result.moved(from: existing.address, new)
      return [
        .outcome(JournalRecord.Outcome(step: number, address: new.address, result: result))
      ]
    }
  }

  private mutating func create(_ number: Int) throws -> [JournalRecord] {
    let others = live.keys.sorted()[...]
    var new = states.resource(try nextAddress(), needing: others)
    new.status = .ready
    new.deposed = []
    return pair(number, .create, new, new)
  }

  private mutating func pair(
    _ number: Int, _ operation: Operation, _ resource: ResourceState, _ done: ResourceState?
  ) -> [JournalRecord] {
    if let done { live[resource.address] = done }
    return [
      .intent(JournalRecord.Intent(step: number, operation: operation, resource: resource)),
      .outcome(
        JournalRecord.Outcome(
          step: number, address: resource.address,
          result: done.map { .done($0) } ?? .failed("no"))),
    ]
  }

  private mutating func nextAddress() throws -> Address {
    keys += 1
    return try address("test_thing.k\(keys)")
  }
}
