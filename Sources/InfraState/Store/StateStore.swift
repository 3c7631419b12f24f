import InfraModel

/// States in a folder, by default `state/` of the project: no server, no account.
public struct StateStore: StateBackend {
  /// What ends the name of a snapshot's file.
  public static let snapshotEnding = StateFiles.snapshotEnding

  /// The folder.
  public let folder: String
  let disk: any Disk
  let terms: StateLock.Terms
  private let heartbeat: Duration?
  private let schedule: JournalScheduler?

  /// Keeps states in a folder, which is made when it is first written to.
  ///
  /// With no heartbeat the lease is prolonged only by recording. `schedule` runs the journal's
  /// flushes; by default a queue of its own does.
  public init(
    _ folder: String, disk: any Disk = LocalDisk(), terms: StateLock.Terms = StateLock.Terms(),
    heartbeat: Duration? = .seconds(15), schedule: JournalScheduler? = nil
  ) {
    self.folder = folder
    self.disk = disk
    self.terms = terms
    self.heartbeat = heartbeat
    self.schedule = schedule
  }

  /// Whoever changes the states sees the folder.
  public var isShared: Bool { false }

  /// The environments that have a state, sorted.
  public func environments() async throws(Diagnostic) -> [String] {
    let names = try diagnosing { () throws(DiskError) in try disk.list(folder) }
    let known = names.compactMap { name -> String? in
      for ending in [StateFiles.snapshotEnding, ".journal"] where name.hasSuffix(ending) {
        return String(name.dropLast(ending.count))
      }
      return nil
    }
    return Set(known).sorted()
  }

  /// The state of an environment with all that is recorded of it.
  public func load(_ environment: String) async throws(Diagnostic) -> Snapshot {
    try StoredState(disk, try StateFiles(folder, environment)).snapshot
  }

  /// Whether a change set was begun whose records are not folded in yet: one is under way, or one
  /// was ended hard.
  public func hasJournal(_ environment: String) async throws(Diagnostic) -> Bool {
    let path = try StateFiles(folder, environment).journal
    return try diagnosing { () throws(DiskError) in try disk.read(path) } != nil
  }

  /// Takes the lock, takes over what an interrupted change set left, and stands ready to record.
  public func open(_ environment: String, as holder: LockHolder) async throws(Diagnostic)
    -> StateSession
  {
    let files = try StateFiles(folder, environment)
    try diagnosing { () throws(DiskError) in try disk.makeFolder(folder) }
    let lock = try await StateLock.acquire(
      environment, in: try lockCell(of: environment), for: holder, terms: terms)
    do throws(Diagnostic) {
      let archive = FolderArchive(disk: disk, files: files)
      let stored = try StoredState(disk, files)
      let base = stored.snapshot
      if stored.hasJournal {
        // Its writer may have died before its last flush, and the history must not run ahead.
        try diagnosing { () throws(DiskError) in
          try disk.sync(files.journal)
          try disk.syncFolder(folder)
        }
        try await archive.run(stored.fold)
      }
      try diagnosing { () throws(DiskError) in try disk.remove(files.temporarySnapshot) }
      return try StateSession(
        environment: environment, base: base, replayed: stored.journal.records.count,
        lock: lock, journal: JournalWriter(disk, path: files.journal, schedule: schedule),
        archive: archive, terms: terms, heartbeat: heartbeat)
    } catch {
      // What went wrong first is what must be told.
      try? await lock.release()
      throw error
    }
  }

  /// All revisions of an environment.
  public func history(_ environment: String) async throws(Diagnostic) -> History {
    let files = try StateFiles(folder, environment)
    let bytes = try diagnosing { () throws(DiskError) in try disk.read(files.history) }
    return try History(bytes ?? [], path: files.history) { () throws(Diagnostic) in
      try StoredState(disk, files).base.serial
    }
  }

  /// Where the lock of an environment is kept.
  public func lockCell(of environment: String) throws(Diagnostic) -> any LockCell {
    FileLockCell(disk: disk, name: try StateFiles(folder, environment).lock)
  }

  /// Nothing: whoever comes to a folder sees its journal.
  public func lostChangeSet(_ environment: String) async throws(Diagnostic) -> ChangeSetMark? {
    nil
  }
}
