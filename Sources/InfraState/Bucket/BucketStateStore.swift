import InfraModel

/// States in a bucket, for teams: snapshot, history, lock and mark are shared, the journal of a
/// change set stays in the folder of the machine that carries it out, where it costs a flush and no
/// request.
///
/// What a machine that is gone for good had in its journal is not lost: a mark in the bucket tells
/// that a change set was begun, and what it made bears the ownership labels.
public struct BucketStateStore: StateBackend {
  let store: any ObjectStore
  /// The folder of this machine.
  let folder: String
  let disk: any Disk
  let terms: StateLock.Terms
  private let heartbeat: Duration?
  private let schedule: JournalScheduler?

  /// Keeps states in a bucket and journals in a folder, which is made when it is first written to.
  ///
  /// With no heartbeat the lease is prolonged only by recording. `schedule` runs the journal's
  /// flushes; by default a queue of its own does.
  public init(
    _ store: any ObjectStore, folder: String, disk: any Disk = LocalDisk(),
    terms: StateLock.Terms = StateLock.Terms(), heartbeat: Duration? = .seconds(15),
    schedule: JournalScheduler? = nil
  ) {
    self.store = store
    self.folder = folder
    self.disk = disk
    self.terms = terms
    self.heartbeat = heartbeat
    self.schedule = schedule
  }

  /// Others change the states that do not see this folder.
  public var isShared: Bool { true }

  /// The environments that have a state, sorted.
  public func environments() async throws(Diagnostic) -> [String] {
    try await store.list("").compactMap { key in
      guard !key.contains("/"), key.hasSuffix(StateFiles.snapshotEnding) else { return nil }
      return String(key.dropLast(StateFiles.snapshotEnding.count))
    }
  }

  /// The state of an environment with all that is recorded of it on this machine.
  public func load(_ environment: String) async throws(Diagnostic) -> Snapshot {
    try await read(environment).state.snapshot
  }

  /// Takes the lock, takes over what an interrupted change set left on this machine, tells of one
  /// that another machine left, and stands ready to record.
  public func open(_ environment: String, as holder: LockHolder) async throws(Diagnostic)
    -> StateSession
  {
    let files = try files(environment)
    let keys = BucketKeys(environment: environment)
    try diagnosing { () throws(DiskError) in try disk.makeFolder(folder) }
    let lock = try await StateLock.acquire(
      environment, in: try lockCell(of: environment), for: holder, terms: terms)
    do throws(Diagnostic) {
      let (stored, snapshot) = try await read(environment)
      let markObject = try await store.read(keys.mark)
      let mark = try ChangeSetMark.read(markObject, place: "\(store.place)/\(keys.mark)")
      let archive = BucketArchive(
        store, keys, disk: disk, files: files, snapshot: snapshot, mark: markObject)
      if stored.hasJournal {
        // Its writer may have died before its last flush, and the history must not run ahead.
        try diagnosing { () throws(DiskError) in
          try disk.sync(files.journal)
          try disk.syncFolder(folder)
        }
        try await archive.run(stored.fold)
      }
      var lost = mark
      if let apply = mark?.apply, isKnown(apply, stored) {
        if apply == stored.base.applied { try await archive.withdraw() }
        lost = nil
      }
      return try StateSession(
        environment: environment, base: stored.snapshot, replayed: stored.journal.records.count,
        lost: lost, lock: lock,
        journal: JournalWriter(disk, path: files.journal, schedule: schedule),
        archive: archive, terms: terms, heartbeat: heartbeat)
    } catch {
      // What went wrong first is what must be told.
      try? await lock.release()
      throw error
    }
  }

  /// All revisions of an environment, in one request each.
  public func history(_ environment: String) async throws(Diagnostic) -> History {
    let keys = BucketKeys(environment: environment)
    let base = try await read(environment).state.base
    let names = try await store.list(keys.history).filter { keys.isFinished($0, in: base) }
    let objects = try await RevisionObjects(store).read(names)
    var revisions: [Revision] = []
    for (key, bytes) in objects {
      let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
      do throws(Malformed) { revisions.append(try RevisionLine.read(line)) } catch {
        let place = "\(store.place)/\(key)"
        throw Diagnostic(
          "History is damaged", "\(place): \(error.message).",
          hints: ["the state itself is not affected"] + EarlierVersion.hints(place),
          commands: EarlierVersion.commands(place)
            + ["infra state check \(environment)"])
      }
    }
    return History(revisions)
  }

  /// Whether a change set was begun on this machine whose records are not folded in yet.
  public func hasJournal(_ environment: String) async throws(Diagnostic) -> Bool {
    let path = try files(environment).journal
    return try diagnosing { () throws(DiskError) in try disk.read(path) } != nil
  }

  /// The change set that was begun on another machine and will not be ended there, as far as one
  /// can tell.
  public func lostChangeSet(_ environment: String) async throws(Diagnostic) -> ChangeSetMark? {
    let key = BucketKeys(environment: environment).mark
    let place = "\(store.place)/\(key)"
    guard let mark = try ChangeSetMark.read(try await store.read(key), place: place) else {
      return nil
    }
    let (stored, _) = try await read(environment)
    if isKnown(mark.apply, stored) { return nil }
    if let record = try await lock(of: environment), !record.isDead(at: terms.clock.now(), terms) {
      return nil
    }
    // Its writer holds the lock as long as the mark is there: without a lock between two looks at
    // the same mark it is not ended by now.
    return try ChangeSetMark.read(try await store.read(key), place: place) == mark ? mark : nil
  }

  /// Where the lock of an environment is kept.
  public func lockCell(of environment: String) throws(Diagnostic) -> any LockCell {
    // For its check of the name.
    _ = try files(environment)
    return BucketLockCell(store, key: BucketKeys(environment: environment).lock)
  }

  func files(_ environment: String) throws(Diagnostic) -> StateFiles {
    try StateFiles(folder, environment, sharedIn: store.place)
  }

  /// Whether all that a change set did is known here: from the snapshot, or from the journal.
  private func isKnown(_ apply: String, _ stored: StoredState) -> Bool {
    apply == stored.base.applied || apply == stored.journal.begin?.apply
  }

  /// The snapshot with this machine's journal, and the snapshot's object.
  private func read(_ environment: String) async throws(Diagnostic) -> (
    state: StoredState, object: StoredObject?
  ) {
    let files = try files(environment)
    let key = BucketKeys(environment: environment).snapshot
    // First the journal: it is removed only after the snapshot holds it.
    var journal = try diagnosing { () throws(DiskError) in try disk.read(files.journal) }
    while true {
      let object = try await store.read(key)
      do throws(Diagnostic) {
        return (try StoredState(files, snapshot: object?.bytes, journal: journal), object)
      } catch {
        // A writer on this machine may have replaced it meanwhile; the same one found twice was not
        // just being replaced.
        let again = try diagnosing { () throws(DiskError) in try disk.read(files.journal) }
        if again == journal { throw error }
        journal = again
      }
    }
  }
}
