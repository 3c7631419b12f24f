import InfraModel

/// Where states are kept: a folder, or for teams a bucket.
public protocol StateBackend: Sendable {
  /// The environments that have a state, sorted.
  func environments() async throws(Diagnostic) -> [String]

  /// The state of an environment with all that is recorded of it; the empty state if there is
  /// none. Reading never waits and never writes, whoever is writing.
  func load(_ environment: String) async throws(Diagnostic) -> Snapshot

  /// Takes the lock, takes over what an interrupted change set left, and stands ready to record.
  func open(_ environment: String, as holder: LockHolder) async throws(Diagnostic) -> StateSession

  /// All revisions of an environment, oldest first; none if it was never applied.
  func history(_ environment: String) async throws(Diagnostic) -> History

  /// Who is changing an environment; nothing if nobody is.
  func lock(of environment: String) async throws(Diagnostic) -> LockRecord?

  /// Gives a lock free, whoever holds it; answers whether there was one. A holder that is alive
  /// finds out before its next record, at the latest with its next heartbeat; requests that are
  /// under way are not stopped.
  func unlock(_ environment: String) async throws(Diagnostic) -> Bool
}
