import InfraModel

/// Writes a folded change set as a revision and as the new snapshot, and removes the journal that
/// both hold now.
///
/// After a crash at any instant there is either the old snapshot with the whole journal, or the
/// new snapshot, which names the change set in it so that its journal is not folded in twice. The
/// revision comes first: after a crash behind it, the same change set is not appended again.
struct Compaction: Sendable {
  let disk: any Disk
  let files: StateFiles

  func run(_ fold: StateFold) throws(Diagnostic) {
    let isChanged = fold.hasChanges
    if isChanged {
      if let revision = Revision(fold) { try append(revision, to: fold.base) }
      let bytes = try SnapshotFile.bytes(fold.snapshot())
      try diagnosing { () throws(DiskError) in
        try disk.replace(files.snapshot, with: bytes, temporary: files.temporarySnapshot)
      }
    }
    try diagnosing { () throws(DiskError) in
      // Perhaps the rename of an earlier run is not durable yet, and the journal is all there is.
      if !isChanged { try disk.syncFolder(files.folder) }
      try disk.remove(files.journal)
      try disk.syncFolder(files.folder)
    }
  }

  private func append(_ revision: Revision, to base: Snapshot) throws(Diagnostic) {
    let old = try diagnosing { () throws(DiskError) in try disk.read(files.history) }
    let history = try History(old ?? [], path: files.history) { base.serial }
    if history.revisions.last?.apply == revision.apply {
      // Whoever appended it may have died before its flush.
      return try diagnosing { () throws(DiskError) in
        try disk.sync(files.history)
        try disk.syncFolder(files.folder)
      }
    }
    let line = try RevisionLine.bytes(revision)
    if history.isTorn {
      var whole: [UInt8] = []
      for known in history.revisions { whole += try RevisionLine.bytes(known) }
      try diagnosing { () throws(DiskError) in
        try disk.replace(files.history, with: whole + line, temporary: files.history + ".tmp")
      }
      return
    }
    try diagnosing { () throws(DiskError) in
      if old == nil { try disk.create(files.history) }
      try disk.append(line, to: files.history)
      try disk.sync(files.history)
      if old == nil { try disk.syncFolder(files.folder) }
    }
  }
}
