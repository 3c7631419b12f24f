import Dispatch
import InfraModel
import Synchronization

/// Runs the flushes of a journal, one after the other; a simulator runs them where it wants.
public typealias JournalScheduler = @Sendable (@escaping @Sendable () -> Void) -> Void

/// Appends records to a journal's file so that many at once share one flush of the disk.
///
/// Whoever comes while the disk works joins the next flush; who comes alone is flushed alone.
/// After the first failure nothing more is written: what a failed flush left on the disk is not
/// known, so that nothing may follow it.
final class JournalWriter: Sendable {
  typealias Waiter = @Sendable (Result<Void, Diagnostic>) -> Void

  private struct State {
    var sequence = 0
    var durable = 0
    var buffer: [UInt8] = []
    var waiters: [Waiter] = []
    var isFlushing = false
    var failure: Diagnostic?
  }

  private let disk: any Disk
  private let path: String
  private let schedule: JournalScheduler
  private let state = Mutex(State())

  init(_ disk: any Disk, path: String, schedule: JournalScheduler? = nil) {
    self.disk = disk
    self.path = path
    let queue = DispatchQueue(label: "infra.journal")
    self.schedule = schedule ?? { work in queue.async(execute: work) }
  }

  /// Writes a record; returns when it is durable.
  func append(_ record: JournalRecord) async throws(Diagnostic) {
    let result: Result<Void, Diagnostic> = await withCheckedContinuation { continuation in
      append(record) { continuation.resume(returning: $0) }
    }
    try result.get()
  }

  /// Puts a record in its place in the order; `waiter` is told when it is durable.
  func append(_ record: JournalRecord, waiter: @escaping Waiter) {
    let (failure, mustStart) = state.withLock { state -> (Diagnostic?, Bool) in
      if let failure = state.failure { return (failure, false) }
      let line = JournalLine(
        sequence: state.sequence + 1, durable: state.durable, record: record)
      do throws(Diagnostic) {
        state.buffer += try line.bytes()
      } catch {
        state.failure = error
        return (error, false)
      }
      state.sequence += 1
      state.waiters.append(waiter)
      defer { state.isFlushing = true }
      return (nil, !state.isFlushing)
    }
    if let failure { waiter(.failure(failure)) }
    if mustStart { schedule { self.flush() } }
  }

  /// Returns when nothing is under way any more; throws the failure if there was one.
  func drain() async throws(Diagnostic) {
    let result: Result<Void, Diagnostic> = await withCheckedContinuation { continuation in
      let finished = state.withLock { state -> Result<Void, Diagnostic>? in
        if let failure = state.failure { return .failure(failure) }
        guard state.isFlushing else { return .success(()) }
        state.waiters.append { continuation.resume(returning: $0) }
        return nil
      }
      if let finished { continuation.resume(returning: finished) }
    }
    try result.get()
  }

  /// Writes and flushes until nothing waits.
  private func flush() {
    while let batch = nextBatch() {
      let result: Result<Void, Diagnostic>
      do throws(DiskError) {
        if !batch.bytes.isEmpty { try write(batch) }
        result = .success(())
        state.withLock { $0.durable = batch.last }
      } catch {
        let failure = Diagnostic.disk(error)
        result = .failure(failure)
        state.withLock { $0.failure = failure }
      }
      for waiter in batch.waiters { waiter(result) }
    }
  }

  private func write(_ batch: Batch) throws(DiskError) {
    if batch.isFirst { try disk.create(path) }
    try disk.append(batch.bytes, to: path)
    try disk.sync(path)
    if batch.isFirst { try disk.syncFolder(folder(of: path)) }
  }

  private struct Batch {
    var bytes: [UInt8]
    var waiters: [Waiter]
    var last: Int
    var isFirst: Bool
    var failure: Diagnostic?
  }

  private func nextBatch() -> Batch? {
    let batch = state.withLock { state -> Batch? in
      guard !state.waiters.isEmpty else {
        state.isFlushing = false
        return nil
      }
      let batch = Batch(
        bytes: state.buffer, waiters: state.waiters, last: state.sequence,
        isFirst: state.durable == 0, failure: state.failure)
      state.buffer = []
      state.waiters = []
      return batch
    }
    guard let batch, let failure = batch.failure else { return batch }
    for waiter in batch.waiters { waiter(.failure(failure)) }
    return nextBatch()
  }
}
