import InfraCrypto
import InfraModel
import Synchronization

/// The one writer's right to an environment, held until it is released or its lease runs out.
///
/// A holder whose process is known to be gone is succeeded at once; one that cannot be asked, on
/// another machine, once its lease has run out; one that is known to be alive never, since it
/// would go on where it stopped. Two successors at once are told apart by `LockCell.swap`.
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
  private let state: Mutex<State>

  private init(
    _ environment: String, _ cell: any LockCell, _ terms: Terms, _ record: LockRecord,
    predecessor: LockHolder?
  ) {
    self.environment = environment
    self.cell = cell
    self.terms = terms
    self.predecessor = predecessor
    state = Mutex(State(record: record, bytes: record.bytes()))
  }

  /// Takes the lock, or says who holds it.
  public static func acquire(
    _ environment: String, in cell: any LockCell, for holder: LockHolder, terms: Terms = Terms()
  ) throws(Diagnostic) -> StateLock {
    for _ in 0..<attemptsMax {
      let found = try diagnosing { () throws(DiskError) in try cell.read() }
      let now = terms.clock.now()
      let dead = try found.map { bytes throws(Diagnostic) in
        try deadHolder(environment, cell, bytes, now, terms)
      }
      let record = LockRecord(
        token: try randomHex(12, from: terms.random), holder: holder, since: now,
        leaseUntil: now + terms.leaseSeconds)
      let isMine = try diagnosing { () throws(DiskError) in
        try cell.swap(from: found, to: record.bytes())
      }
      if isMine { return StateLock(environment, cell, terms, record, predecessor: dead) }
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
    let isDead =
      switch terms.processes.fate(of: record.holder) {
      case .alive: false
      case .gone: true
      case .unknown: now > record.leaseUntil + terms.skewSeconds
      }
    if !isDead { throw .lockHeld(environment, record, now: now) }
    return record.holder
  }

  /// Prolongs the lease; throws if another one has the lock now.
  public func renew() throws(Diagnostic) {
    try state.withLock { state throws(Diagnostic) in try renew(&state) }
  }

  /// Makes sure that the lock is still held, before anything that only its holder may do.
  ///
  /// A process that was stopped for longer than its lease finds out here, and so does one whose
  /// lock was given free by hand; where the lock lies far away, the latter at the next heartbeat.
  public func check() throws(Diagnostic) {
    try state.withLock { state throws(Diagnostic) in
      if state.isHeld, cell.isCheapToRead {
        let found = try diagnosing { () throws(DiskError) in try cell.read() }
        state.isHeld = found == state.bytes
      }
      guard state.isHeld else { throw .lockLost(environment) }
      if terms.clock.now() >= state.record.leaseUntil { try renew(&state) }
    }
  }

  /// Gives the lock back, unless another one has it.
  public func release() throws(Diagnostic) {
    try state.withLock { state throws(Diagnostic) in
      guard state.isHeld else { return }
      state.isHeld = false
      let bytes = state.bytes
      _ = try diagnosing { () throws(DiskError) in try cell.swap(from: bytes, to: nil) }
    }
  }

  private func renew(_ state: inout State) throws(Diagnostic) {
    guard state.isHeld else { throw .lockLost(environment) }
    var renewed = state.record
    renewed.leaseUntil = terms.clock.now() + terms.leaseSeconds
    let (before, after) = (state.bytes, renewed.bytes())
    if renewed == state.record { return }
    let isMine = try diagnosing { () throws(DiskError) in
      try cell.swap(from: before, to: after)
    }
    state.isHeld = isMine
    if !isMine { throw .lockLost(environment) }
    state.record = renewed
    state.bytes = after
  }
}
