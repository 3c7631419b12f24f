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
      try write(fold.snapshot())
    }
    try diagnosing { () throws(DiskError) in
      // Perhaps the rename of an earlier run is not durable yet, and the journal is all there is.
      if !isChanged { try disk.syncFolder(files.folder) }
      try disk.remove(files.journal)
      try disk.syncFolder(files.folder)
    }
  }

  /// Replaces the snapshot, part by part in a file beside it.
  private func write(_ snapshot: Snapshot) throws(Diagnostic) {
    let temporary = files.temporarySnapshot
    var isFirst = true
    try SnapshotFile.write(snapshot) { part throws(Diagnostic) in
      try diagnosing { () throws(DiskError) in
        if isFirst {
          try disk.write(part, to: temporary)
        } else {
          try disk.append(part, to: temporary)
        }
      }
      isFirst = false
    }
    try diagnosing { () throws(DiskError) in
      try disk.sync(temporary)
      try disk.rename(temporary, to: files.snapshot)
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
    if history.isTorn {
      var whole: [UInt8] = []
      for known in history.revisions + [revision] { whole += try RevisionLine.bytes(known) }
      try diagnosing { () throws(DiskError) in
        try disk.replace(files.history, with: whole, temporary: files.history + ".tmp")
      }
      return
    }
    let parts = try RevisionLine.parts(revision)
    try diagnosing { () throws(DiskError) in
      if old == nil { try disk.create(files.history) }
      for part in parts { try disk.append(part, to: files.history) }
      try disk.sync(files.history)
      if old == nil { try disk.syncFolder(files.folder) }
    }
  }
}
