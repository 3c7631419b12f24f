import InfraCrypto
import InfraModel
import Synchronization

/// The one writer's right to an environment, held until it is released or its lease runs out.
///
/// A holder whose process is known to be gone is succeeded at once; one that cannot be asked, on
/// another machine, once its lease has run out; one that is known to be alive never, since it
/// would go on where it stopped. Two successors at once are told apart by `LockCell.swap`; whether
/// a swap whose answer was lost was made is told by the lock's token.
public final class StateLock: Sendable {
  /// What a lock needs of the world, and its times.
  public struct Terms: Sendable {
    /// How long a lease lasts without renewal, in seconds.
    public var leaseSeconds = 60
    /// By how much the clocks of two machines may differ, in seconds.
    public var skewSeconds = 10
    /// The time of day.
    public var clock: any WallClock
    /// Who is alive.
    public var processes: any ProcessTable
    /// Where tokens come from.
    public var random: any RandomSource

    /// The system's clock, processes and randomness unless others are given.
    public init(
      clock: any WallClock = SystemClock(), processes: any ProcessTable = SystemProcesses(),
      random: any RandomSource = SystemRandom()
    ) {
      self.clock = clock
      self.processes = processes
      self.random = random
    }
  }

  private struct State {
    var record: LockRecord
    var bytes: [UInt8]
    var isHeld = true
  }

  /// How often to look again when others come between; each time means that someone got it.
  private static let attemptsMax = 16

  /// The dead holder that was succeeded, if there was one.
  public let predecessor: LockHolder?
  private let environment: String
  private let cell: any LockCell
  private let terms: Terms
  private let turns = Turns()
  private let state: Mutex<State>

  private init(
    _ environment: String, _ cell: any LockCell, _ terms: Terms, _ record: LockRecord,
    _ bytes: [UInt8], predecessor: LockHolder?
  ) {
    self.environment = environment
    self.cell = cell
    self.terms = terms
    self.predecessor = predecessor
    state = Mutex(State(record: record, bytes: bytes))
  }

  /// Takes the lock, or says who holds it.
  public static func acquire(
    _ environment: String, in cell: any LockCell, for holder: LockHolder, terms: Terms = Terms()
  ) async throws(Diagnostic) -> StateLock {
    var tried: (record: LockRecord, dead: LockHolder?)?
    for _ in 0..<attemptsMax {
      let found = try await cell.read()
      // An earlier try had arrived, and only its answer said otherwise.
      if let tried, let found, (try? LockRecord(found))?.token == tried.record.token {
        return StateLock(
          environment, cell, terms, tried.record, found, predecessor: tried.dead)
      }
      let now = terms.clock.now()
      let dead = try found.map { bytes throws(Diagnostic) in
        try deadHolder(environment, cell, bytes, now, terms)
      }
      let record = LockRecord(
        token: try randomHex(12, from: terms.random), holder: holder, since: now,
        leaseUntil: now + terms.leaseSeconds)
      let bytes = record.bytes()
      tried = (record, dead)
      if try await cell.swap(from: found, to: bytes) {
        return StateLock(environment, cell, terms, record, bytes, predecessor: dead)
      }
    }
    throw .lockContended(environment)
  }

  /// The holder of a lock that may be taken over; throws if it may not.
  private static func deadHolder(
    _ environment: String, _ cell: any LockCell, _ bytes: [UInt8], _ now: Int, _ terms: Terms
  ) throws(Diagnostic) -> LockHolder {
    let record: LockRecord
    do throws(Malformed) {
      record = try LockRecord(bytes)
    } catch { throw .unreadableLock(environment, cell.name, error.message) }
    if !record.isDead(at: now, terms) { throw .lockHeld(environment, record, now: now) }
    return record.holder
  }

  /// Prolongs the lease; throws if another one has the lock now.
  public func renew() async throws(Diagnostic) {
    try await inTurn { () async throws(Diagnostic) in try await prolong() }
  }

  /// Makes sure that the lock is still held, before anything that only its holder may do.
  ///
  /// A process that was stopped for longer than its lease finds out here, and so does one whose
  /// lock was given free by hand; where the lock lies far away, the latter at the next heartbeat.
  public func check() async throws(Diagnostic) {
    if !cell.isCheapToRead {
      let (isHeld, leaseUntil) = state.withLock { ($0.isHeld, $0.record.leaseUntil) }
      guard isHeld else { throw .lockLost(environment) }
      // Nobody else can have it yet, and a heartbeat that is under way is not waited for.
      if terms.clock.now() < leaseUntil { return }
    }
    try await inTurn { () async throws(Diagnostic) in
      let (isHeld, bytes, leaseUntil) = state.withLock {
        ($0.isHeld, $0.bytes, $0.record.leaseUntil)
      }
      if isHeld, cell.isCheapToRead {
        let found = try await cell.read()
        if found != bytes { state.withLock { $0.isHeld = false } }
      }
      guard state.withLock({ $0.isHeld }) else { throw .lockLost(environment) }
      if terms.clock.now() >= leaseUntil { try await prolong() }
    }
  }

  /// Looks whether the lock is still held, wherever it lies: before a change set begins.
  public func confirm() async throws(Diagnostic) {
    try await inTurn { () async throws(Diagnostic) in
      let found = try await cell.read()
      let isOurs = state.withLock { state in
        guard state.isHeld, let found else { return false }
        return found == state.bytes || (try? LockRecord(found))?.token == state.record.token
      }
      guard isOurs else {
        state.withLock { $0.isHeld = false }
        throw .lockLost(environment)
      }
    }
  }

  /// Gives the lock back, unless another one has it.
  public func release() async throws(Diagnostic) {
    try await inTurn { () async throws(Diagnostic) in
      let (wasHeld, bytes) = state.withLock { state in
        defer { state.isHeld = false }
        return (state.isHeld, state.bytes)
      }
      guard wasHeld, try await !cell.swap(from: bytes, to: nil), let ours = try await ours() else {
        return
      }
      _ = try await cell.swap(from: ours, to: nil)
    }
  }

  private func prolong() async throws(Diagnostic) {
    let (isHeld, record, before) = state.withLock { ($0.isHeld, $0.record, $0.bytes) }
    guard isHeld else { throw .lockLost(environment) }
    var renewed = record
    renewed.leaseUntil = terms.clock.now() + terms.leaseSeconds
    if renewed == record { return }
    let after = renewed.bytes()
    var isMine = try await cell.swap(from: before, to: after)
    if !isMine, let ours = try await ours() {
      isMine = ours == after
      if !isMine { isMine = try await cell.swap(from: ours, to: after) }
    }
    state.withLock { state in
      state.isHeld = isMine
      guard isMine else { return }
      state.record = renewed
      state.bytes = after
    }
    if !isMine { throw .lockLost(environment) }
  }

  /// What is there if it is this very lock's: an earlier swap of it that seemed to have failed.
  private func ours() async throws(Diagnostic) -> [UInt8]? {
    guard !cell.isCheapToRead, let found = try await cell.read(),
      (try? LockRecord(found))?.token == state.withLock({ $0.record.token })
    else { return nil }
    return found
  }

  private func inTurn(_ work: () async throws(Diagnostic) -> Void) async throws(Diagnostic) {
    await turns.take()
    defer { turns.pass() }
    try await work()
  }
}

extension LockRecord {
  /// Whether its holder is dead as far as one can tell: for certain, or by its lease.
  func isDead(at now: Int, _ terms: StateLock.Terms) -> Bool {
    switch terms.processes.fate(of: holder) {
    case .alive: false
    case .gone: true
    case .unknown: now > leaseUntil + terms.skewSeconds
    }
  }
}
