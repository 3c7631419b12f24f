import InfraModel
import Synchronization

/// The one writer of an environment's state, for one change set.
///
///     let session = try await store.open("prod", as: .current(command: "infra apply prod"))
///     try await session.begin(ChangeSet(plan: plan.digest, …))
///     try await session.record(intent)     // durable: now the request may leave
///     try await session.record(outcome)    // durable: now dependents may begin
///     try await session.close()
///
/// Records may come from many tasks at once and then share flushes of the disk. Without any
/// record nothing is written. Only what was recorded counts: a session that is never closed loses
/// nothing, the next one goes on from its journal.
public final class StateSession: Sendable {
  private struct State {
    var fold: StateFold
    var hasBegun = false
    var isClosed = false
  }

  /// The environment.
  public let environment: String
  /// The state that was found, an interrupted change set included; what a plan must match. Its
  /// lineage is empty for a new environment.
  public let base: Snapshot
  /// How many records of an interrupted change set were taken over.
  public let replayed: Int
  /// The dead holder whose lock was taken over, if there was one.
  public var predecessor: LockHolder? { lock.predecessor }
  /// The change set that was begun on another machine and never ended, if there is one: its journal
  /// lies there, and what it made is to be looked for before anything else is begun.
  public let lost: ChangeSetMark?

  private let origin: Snapshot
  private let lock: StateLock
  private let journal: JournalWriter
  private let archive: any StateArchive
  private let apply: String
  private let heartbeat: Task<Void, Never>?
  private let state: Mutex<State>

  init(
    environment: String, base: Snapshot, replayed: Int, lost: ChangeSetMark? = nil,
    lock: StateLock, journal: JournalWriter, archive: any StateArchive, terms: StateLock.Terms,
    heartbeat: Duration?
  ) throws(Diagnostic) {
    var origin = base
    if origin.lineage.isEmpty {
      origin.lineage = try randomHex(12, from: terms.random)
      origin.salt = try randomHex(16, from: terms.random)
    }
    apply = try randomHex(12, from: terms.random)
    self.environment = environment
    self.base = base
    self.replayed = replayed
    self.origin = origin
    self.lock = lock
    self.journal = journal
    self.lost = lost
    self.archive = archive
    self.heartbeat = heartbeat.map { interval in
      Task {
        while (try? await Task.sleep(for: interval)) != nil {
          // A task of its own, as the end of this one must not cut off a request of which nobody
          // would know then whether it was made. A failure is told by the check before the next
          // record.
          await Task { try? await lock.renew() }.value
        }
      }
    }
    state = Mutex(State(fold: StateFold(origin)))
  }

  deinit { heartbeat?.cancel() }

  /// The state with everything recorded so far; for a new environment it has its lineage and salt.
  /// Sorts all resources: ask for one by its address where one is enough.
  public var snapshot: Snapshot { state.withLock { $0.fold.snapshot() } }

  /// A resource with everything recorded so far.
  public subscript(address: Address) -> ResourceState? { state.withLock { $0.fold[address] } }

  /// What fingerprints of secrets are salted with.
  public var salt: String { origin.salt }

  /// Names the change set; durable when it returns. Without it the first record begins one
  /// without a plan.
  ///
  /// - Parameter isSearch: Whether it records what was found of a change set that was lost.
  public func begin(_ changeSet: ChangeSet, isSearch: Bool = false) async throws(Diagnostic) {
    if let lost, !isSearch { throw .changeSetLost(environment, lost) }
    if archive.isAnnounced { try await lock.confirm() }
    try await append(nil, beginning: changeSet)
    try await archive.announce(begin(changeSet))
  }

  /// Notes that what a lost change set made was looked for and nothing was found.
  public func settle() async throws(Diagnostic) {
    try await lock.check()
    try await archive.withdraw()
  }

  /// Records what is about to be requested; returns when it is durable and the request may leave.
  public func record(_ intent: JournalRecord.Intent) async throws(Diagnostic) {
    try await append(.intent(intent))
  }

  /// Records what came of a request; returns when it is durable and dependents may begin.
  public func record(_ outcome: JournalRecord.Outcome) async throws(Diagnostic) {
    try await append(.outcome(outcome))
  }

  /// Records all outputs.
  public func record(outputs: Fields) async throws(Diagnostic) {
    try await append(.outputs(outputs))
  }

  /// Records how the change set ended.
  public func record(_ end: JournalRecord.End) async throws(Diagnostic) {
    try await append(.end(end))
  }

  /// Writes the new snapshot if anything was recorded, removes the journal and gives the lock
  /// back. If that fails, the journal still holds everything.
  public func close() async throws(Diagnostic) {
    let wasClosed = state.withLock { state in
      defer { state.isClosed = true }
      return state.isClosed
    }
    if wasClosed { return }
    heartbeat?.cancel()
    do throws(Diagnostic) {
      try await compact()
    } catch {
      // What went wrong first is what must be told.
      try? await lock.release()
      throw error
    }
    try await lock.release()
  }

  /// Puts another state in place of the one that was found, keeps that beside it, and gives the
  /// lock back; answers the paths of the copies. Nothing may have been recorded before.
  public func replace(with state: Snapshot, _ changeSet: ChangeSet) async throws(Diagnostic)
    -> [String]
  {
    let isFresh = self.state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed && !state.hasBegun
    }
    guard isFresh else { throw .sessionClosed(environment) }
    heartbeat?.cancel()
    do throws(Diagnostic) {
      if let lost { throw .changeSetLost(environment, lost) }
      try await lock.check()
      let kept = try await archive.replace(with: state, changeSet, rewriting: nil)
      try await lock.release()
      return kept
    } catch {
      // What went wrong first is what must be told.
      try? await lock.release()
      throw error
    }
  }

  private func compact() async throws(Diagnostic) {
    try await journal.drain()
    let (fold, hasBegun) = state.withLock { ($0.fold, $0.hasBegun) }
    guard hasBegun else { return }
    try await lock.check()
    try await archive.run(fold)
  }

  /// Puts a record in its place in the order, after a begin if there was none yet.
  private func append(_ record: JournalRecord?, beginning changeSet: ChangeSet? = nil)
    async throws(Diagnostic)
  {
    if archive.isAnnounced, changeSet == nil, !state.withLock({ $0.hasBegun }) {
      throw .changeSetNotBegun(environment)
    }
    try await lock.check()
    let result: Result<Void, Diagnostic> = await withCheckedContinuation { continuation in
      let refusal = state.withLock { state -> Diagnostic? in
        if state.isClosed { return .sessionClosed(environment) }
        if state.hasBegun, changeSet != nil { return .changeSetBegun(environment) }
        var records: [JournalRecord] = []
        if !state.hasBegun { records.append(.begin(begin(changeSet ?? ChangeSet()))) }
        if let record { records.append(record) }
        state.hasBegun = true
        for (index, record) in records.enumerated() {
          state.fold.fold(record)
          let isLast = index == records.count - 1
          // Flushes are in order: the last record tells for those before it.
          journal.append(record) { result in
            if isLast { continuation.resume(returning: result) }
          }
        }
        return nil
      }
      if let refusal { continuation.resume(returning: .failure(refusal)) }
    }
    try result.get()
  }

  private func begin(_ changeSet: ChangeSet) -> JournalRecord.Begin {
    JournalRecord.Begin(
      apply: apply, environment: environment,
      lineage: origin.lineage, serial: origin.serial, salt: origin.salt, changeSet: changeSet)
  }
}

extension Diagnostic {
  fileprivate static func sessionClosed(_ environment: String) -> Diagnostic {
    Diagnostic(
      "State is closed",
      "Something was to be recorded of \"\(environment)\" after its state was closed. This is a "
        + "bug in infra.")
  }

  fileprivate static func changeSetNotBegun(_ environment: String) -> Diagnostic {
    Diagnostic(
      "Change set has not begun",
      "Something was to be recorded of \"\(environment)\" before its change set had begun. This is "
        + "a bug in infra.")
  }

  fileprivate static func changeSetBegun(_ environment: String) -> Diagnostic {
    Diagnostic(
      "Change set has begun already",
      "A second change set was to begin in one session on \"\(environment)\". This is a bug in "
        + "infra.")
  }
}
