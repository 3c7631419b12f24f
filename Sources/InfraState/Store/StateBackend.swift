import InfraModel

/// Where states are kept: a folder, or for teams a bucket.
public protocol StateBackend: Sendable {
  /// Whether others change the states who do not see this machine's folder.
  var isShared: Bool { get }

  /// The environments that have a state, sorted.
  func environments() async throws(Diagnostic) -> [String]

  /// The state of an environment with all that is recorded of it; the empty state if there is
  /// none. Reading never waits and never writes, whoever is writing.
  func load(_ environment: String) async throws(Diagnostic) -> Snapshot

  /// Takes the lock, takes over what an interrupted change set left, and stands ready to record.
  func open(_ environment: String, as holder: LockHolder) async throws(Diagnostic) -> StateSession

  /// All revisions of an environment, oldest first; none if it was never applied.
  func history(_ environment: String) async throws(Diagnostic) -> History

  /// Whether a change set was begun on this machine whose records are not folded in yet: one is
  /// under way, or one was ended hard.
  func hasJournal(_ environment: String) async throws(Diagnostic) -> Bool

  /// The change set that was begun on another machine and will not be ended there, as far as one
  /// can tell: what it made is not in the state. Nothing if there is none.
  func lostChangeSet(_ environment: String) async throws(Diagnostic) -> ChangeSetMark?

  /// Where the lock of an environment is kept.
  func lockCell(of environment: String) throws(Diagnostic) -> any LockCell

  /// What is wrong with what is kept of an environment, all of it, and what could be mended.
  func examine(_ environment: String) async throws(Diagnostic) -> StateRepair

  /// Mends what was shown to be mendable; answers the places of the copies of what was before.
  ///
  /// Under the lock all is looked at again: where it is not what was shown, nothing is done.
  func repair(
    _ environment: String, as shown: StateRepair, by holder: LockHolder, _ changeSet: ChangeSet
  ) async throws(Diagnostic) -> [String]
}

/// The lock, seen from those who do not hold it.
extension StateBackend {
  /// Who is changing an environment; nothing if nobody is.
  public func lock(of environment: String) async throws(Diagnostic) -> LockRecord? {
    let cell = try lockCell(of: environment)
    guard let bytes = try await cell.read() else { return nil }
    do throws(Malformed) {
      return try LockRecord(bytes)
    } catch { throw .unreadableLock(environment, cell.name, error.message) }
  }

  /// Gives a lock free, whoever holds it; answers whether there was one. A holder that is alive
  /// finds out before its next record, at the latest with its next heartbeat; requests that are
  /// under way are not stopped.
  public func unlock(_ environment: String) async throws(Diagnostic) -> Bool {
    let cell = try lockCell(of: environment)
    while let found = try await cell.read() {
      if try await cell.swap(from: found, to: nil) { return true }
    }
    return false
  }
}
