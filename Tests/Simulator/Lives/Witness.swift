import InfraExecution
import InfraModel
import InfraState
import Synchronization

/// Records through to the state, and knows what became durable: what must be in the state after a
/// crash, and what may be requested now.
final class Witness: StepRecorder {
  private struct State {
    var records: [JournalRecord] = []
    var isDurable: [Bool] = []
    var intents: Set<Int> = []
    var outcomes: Set<Int> = []
  }

  private let session: StateSession
  private let plan: Plan
  private let changeSet: ChangeSet
  private let api: SimulatedAPI
  private let state = Mutex(State())

  init(_ session: StateSession, _ plan: Plan, _ changeSet: ChangeSet, _ api: SimulatedAPI) {
    self.session = session
    self.plan = plan
    self.changeSet = changeSet
    self.api = api
  }

  /// The state that its process found.
  var base: Snapshot { session.base }

  func record(_ intent: JournalRecord.Intent) async throws(Diagnostic) {
    let number = note(.intent(intent))
    try await session.record(intent)
    state.withLock {
      $0.isDurable[number] = true
      $0.intents.insert(intent.step)
    }
  }

  func record(_ outcome: JournalRecord.Outcome) async throws(Diagnostic) {
    let given = givenUp(outcome)
    if let given { api.offer(given) }
    let number = note(.outcome(outcome))
    try await session.record(outcome)
    state.withLock { state in
      state.isDurable[number] = true
      if case .failed = outcome.result { return }
      state.outcomes.insert(outcome.step)
    }
    if let given { api.release(given) }
  }

  func record(outputs: Fields) async throws(Diagnostic) {
    let number = note(.outputs(outputs))
    try await session.record(outputs: outputs)
    state.withLock { $0.isDurable[number] = true }
  }

  func record(_ end: JournalRecord.End) async throws(Diagnostic) {
    let number = note(.end(end))
    try await session.record(end)
    state.withLock { $0.isDurable[number] = true }
  }

  private func note(_ record: JournalRecord) -> Int {
    state.withLock { state in
      state.records.append(record)
      state.isDurable.append(false)
      return state.records.count - 1
    }
  }

  /// The object that a forgotten resource leaves behind; none where it is gone anyway.
  private func givenUp(_ outcome: JournalRecord.Outcome) -> InstanceID? {
    guard case .forgotten = outcome.result else { return nil }
    switch plan.changes[plan.steps[outcome.step].change].reason {
    case .forgotten, .retained, .interrupted(.importing): return session[outcome.address]?.instance
    default: return nil
    }
  }

  // MARK: - Before a request

  /// What is wrong with a request that is about to leave, or nothing if it may.
  func problem(before operation: InfraModel.Operation, _ address: Address) -> Violation? {
    state.withLock { state in
      let step = plan.steps.first {
        $0.operation == operation && plan.changes[$0.change].address == address
          && !state.outcomes.contains($0.number)
      }
      let label = "\(operation.rawValue) \(address)"
      guard let step else { return Violation(.unplannedRequest, label) }
      if !state.intents.contains(step.number) {
        return Violation(.intentNotDurable, label)
      }
      if let early = step.after.first(where: { !state.outcomes.contains($0) }) {
        let before = plan.steps[early]
        return Violation(
          .outcomeNotAwaited,
          "\(label) before \(before.operation.rawValue) \(plan.changes[before.change].address)")
      }
      return nil
    }
  }

  // MARK: - After a crash

  /// Whether a state holds all that became durable, and nothing that was never recorded.
  func explains(_ found: Snapshot) -> Bool {
    let state = state.withLock { $0 }
    let promised = (state.isDurable.lastIndex(of: true) ?? -1) + 1
    if promised == 0, found == session.base { return true }
    var fold = StateFold(session.base)
    fold.fold(
      .begin(
        JournalRecord.Begin(
          apply: found.applied ?? "", environment: found.environment, lineage: found.lineage,
          serial: session.base.serial, salt: found.salt, changeSet: changeSet)))
    for (index, record) in state.records.enumerated() {
      if index >= promised, fold.snapshot() == found { return true }
      fold.fold(record)
    }
    return fold.snapshot() == found
  }
}
