import InfraModel

/// Writes a folded state as the new snapshot and removes the journal that it holds now.
///
/// After a crash at any instant there is either the old snapshot with the whole journal, or the
/// new snapshot, which names the change set in it so that its journal is not folded in twice.
struct Compaction: Sendable {
  let disk: any Disk
  let files: StateFiles

  func run(_ folded: Snapshot, isChanged: Bool) throws(Diagnostic) {
    if isChanged {
      let bytes = try SnapshotFile.bytes(folded)
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
}
