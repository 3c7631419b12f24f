import InfraModel
import Synchronization

/// A bucket, whose snapshot is replaced under the condition that it is still the one that was read:
/// a holder that slept through its lease cannot write over what its successor wrote.
///
/// The revision comes first, as an object of its own, then the snapshot, which names the change set
/// in it, then the mark is taken back, and the local journal goes last.
final class BucketArchive: StateArchive {
  let store: any ObjectStore
  let keys: BucketKeys
  let disk: any Disk
  let files: StateFiles
  let isAnnounced = true
  /// The snapshot's object and the mark's as this holder of the lock knows them.
  private let known: Mutex<(snapshot: StoredObject?, mark: StoredObject?)>

  init(
    _ store: any ObjectStore, _ keys: BucketKeys, disk: any Disk, files: StateFiles,
    snapshot: StoredObject?, mark: StoredObject?
  ) {
    self.store = store
    self.keys = keys
    self.disk = disk
    self.files = files
    known = Mutex((snapshot, mark))
  }

  func announce(_ begin: JournalRecord.Begin) async throws(Diagnostic) {
    let bytes = ChangeSetMark(begin).bytes()
    let before = known.withLock { $0.mark }
    guard let version = try await store.put(bytes, at: keys.mark, if: .asRead(before)) else {
      throw .lockLost(keys.environment)
    }
    known.withLock { $0.mark = StoredObject(bytes: bytes, version: version) }
  }

  func withdraw() async throws(Diagnostic) { try await withdraw { _ in true } }

  func run(_ fold: StateFold) async throws(Diagnostic) {
    if fold.hasChanges {
      let after = fold.snapshot()
      if let revision = Revision(fold) { try await record(revision) }
      try await write(after)
    }
    // One of another change set stays: what that one made is still to be looked for.
    let apply = fold.begin?.apply
    try await withdraw { $0.apply == apply }
    try removeJournal()
  }

  func replace(with state: Snapshot, _ changeSet: ChangeSet, rewriting history: [Revision]?)
    async throws(Diagnostic) -> [String]
  {
    let before = known.withLock { $0.snapshot?.bytes }
    let journal = try diagnosing { () throws(DiskError) in try disk.read(files.journal) }
    var after = state
    after.applied = try StateReplacement.identity(of: state, snapshot: before, journal: journal)
    let identity = after.applied ?? ""
    var kept: [String] = []
    if let before { kept.append(try await keep(before, of: keys.snapshot, identity)) }
    if let journal {
      let copy = files.journal + StateReplacement.keptMark + identity.prefix(8)
      try diagnosing { () throws(DiskError) in
        try disk.replace(copy, with: journal, temporary: copy + ".tmp")
      }
      kept.append(copy)
    }
    if let history { kept += try await rewrite(history, identity) }
    try await record(Revision(replacingBy: after, changeSet))
    try await write(after)
    try removeJournal()
    return kept
  }

  /// Takes a mark back that is in the object now, if it is to be. Whether an announcement whose
  /// answer never came had arrived is seen here.
  private func withdraw(_ isToGo: (ChangeSetMark) -> Bool) async throws(Diagnostic) {
    let place = "\(store.place)/\(keys.mark)"
    let found = try await store.read(keys.mark)
    guard let mark = try ChangeSetMark.read(found, place: place), isToGo(mark) else { return }
    // Where the condition does not hold, a successor has put another one there.
    let version = try await store.put([], at: keys.mark, if: .asRead(found))
    known.withLock { $0.mark = version.map { StoredObject(bytes: [], version: $0) } }
  }

  private func write(_ snapshot: Snapshot) async throws(Diagnostic) {
    let bytes = try SnapshotFile.bytes(snapshot)
    let before = known.withLock { $0.snapshot }
    guard let version = try await store.put(bytes, at: keys.snapshot, if: .asRead(before)) else {
      throw .lockLost(keys.environment)
    }
    known.withLock { $0.snapshot = StoredObject(bytes: bytes, version: version) }
  }

  /// Whoever wrote it may have died before the snapshot: the same again changes nothing.
  private func record(_ revision: Revision) async throws(Diagnostic) {
    let line = try RevisionLine.bytes(revision)
    _ = try await store.put(
      line, at: keys.revision(revision.number, revision.apply), if: .none)
  }

  /// Has the history hold these revisions and no other object, copies of the others kept.
  private func rewrite(_ history: [Revision], _ identity: String) async throws(Diagnostic)
    -> [String]
  {
    let whole = Set(history.map { keys.revision($0.number, $0.apply) })
    var kept: [String] = []
    for key in try await store.list(keys.history) where !whole.contains(key) {
      if let object = try await store.read(key) {
        kept.append(try await keep(object.bytes, of: key, identity))
      }
      try await store.remove(key)
    }
    for revision in history { try await record(revision) }
    return kept
  }

  private func keep(_ bytes: [UInt8], of key: String, _ identity: String)
    async throws(Diagnostic) -> String
  {
    // Not beside the revisions, where it would be read as one.
    let name = key.hasPrefix(keys.history) ? "kept/" + key : key
    let copy = keys.kept(name, identity)
    _ = try await store.put(bytes, at: copy, if: .none)
    return "\(store.place)/\(copy)"
  }

  private func removeJournal() throws(Diagnostic) {
    try diagnosing { () throws(DiskError) in
      try disk.remove(files.journal)
      try disk.syncFolder(files.folder)
    }
  }
}
