import InfraModel

/// Where a change set goes when it has ended: into the snapshot and the history, as one step that a
/// crash at any instant leaves undone or done. Whoever uses it has the lock.
protocol StateArchive: Sendable {
  /// Whether others must be told that a change set begins, before anything else of it.
  var isAnnounced: Bool { get }

  /// Tells others that a change set has begun here, before its first request.
  func announce(_ begin: JournalRecord.Begin) async throws(Diagnostic)

  /// Takes back that one was begun: all that it did is known.
  func withdraw() async throws(Diagnostic)

  /// Writes a folded change set as a revision and as the new snapshot, and removes the journal that
  /// both hold now.
  func run(_ fold: StateFold) async throws(Diagnostic)

  /// Puts a state in place of whatever is there; answers where that is kept.
  ///
  /// - Parameter history: The revisions that stay, where the history is to be written anew.
  func replace(with state: Snapshot, _ changeSet: ChangeSet, rewriting history: [Revision]?)
    async throws(Diagnostic) -> [String]
}

/// A folder, to which nobody comes who does not see the journal.
struct FolderArchive: StateArchive {
  let disk: any Disk
  let files: StateFiles
  let isAnnounced = false

  func announce(_ begin: JournalRecord.Begin) async throws(Diagnostic) {}
  func withdraw() async throws(Diagnostic) {}

  func run(_ fold: StateFold) async throws(Diagnostic) {
    try Compaction(disk: disk, files: files).run(fold)
  }

  func replace(with state: Snapshot, _ changeSet: ChangeSet, rewriting history: [Revision]?)
    async throws(Diagnostic) -> [String]
  {
    try StateReplacement(disk: disk, files: files).run(state, changeSet, rewriting: history)
  }
}
