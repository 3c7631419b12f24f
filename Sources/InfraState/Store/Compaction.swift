import InfraModel

/// Writes a folded state as the new snapshot and removes the journal that it holds now.
///
/// After a crash at any instant there is either the old snapshot with the whole journal, or the
/// new snapshot, which names the change set in it so that its journal is not folded in twice.
struct Compaction: Sendable {
  let disk: any Disk
  let files: StateFiles

  func run(_ fold: StateFold, hasJournal: Bool) throws(Diagnostic) {
    guard hasJournal else { return }
    if fold.hasChanges {
      let bytes = try SnapshotFile.bytes(fold.snapshot())
      try diagnosing { () throws(DiskError) in
        try disk.replace(files.snapshot, with: bytes, temporary: files.temporarySnapshot)
      }
    }
    try diagnosing { () throws(DiskError) in
      // Perhaps the rename of an earlier run is not durable yet, and the journal is all there is.
      if !fold.hasChanges { try disk.syncFolder(files.folder) }
      try disk.remove(files.journal)
      try disk.syncFolder(files.folder)
    }
  }
}
