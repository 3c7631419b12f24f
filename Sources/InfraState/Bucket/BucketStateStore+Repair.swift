import InfraModel

/// Looking after what a bucket keeps of an environment, and mending it.
extension BucketStateStore {
  /// What is wrong with what is kept of an environment, all of it, and what could be mended.
  public func examine(_ environment: String) async throws(Diagnostic) -> StateRepair {
    StateRepair(try await contents(environment).contents)
  }

  /// Mends what was shown to be mendable; answers the places of the copies of what was before.
  public func repair(
    _ environment: String, as shown: StateRepair, by holder: LockHolder, _ changeSet: ChangeSet
  ) async throws(Diagnostic) -> [String] {
    let lock = try await StateLock.acquire(
      environment, in: try lockCell(of: environment), for: holder, terms: terms)
    do throws(Diagnostic) {
      var (contents, snapshot) = try await contents(environment)
      // The lock is this very repair's.
      contents.lock = nil
      let repair = StateRepair(contents)
      guard repair.mends == shown.mends else { throw .filesMoved(environment) }
      var kept: [String] = []
      if let state = repair.mended {
        let archive = BucketArchive(
          store, BucketKeys(environment: environment), disk: disk, files: contents.files,
          snapshot: snapshot, mark: nil)
        kept = try await archive.replace(
          with: state, changeSet, rewriting: repair.rewritesHistory ? repair.revisions : nil)
      }
      try diagnosing { () throws(DiskError) in
        for path in repair.removed { try disk.remove(path) }
        if !repair.removed.isEmpty { try disk.syncFolder(folder) }
      }
      try await lock.release()
      return kept
    } catch {
      // What went wrong first is what must be told.
      try? await lock.release()
      throw error
    }
  }

  /// All bytes that there are, the history's objects one after the other as one file would hold
  /// them, and the snapshot's object.
  private func contents(_ environment: String) async throws(Diagnostic) -> (
    contents: FileContents, snapshot: StoredObject?
  ) {
    let keys = BucketKeys(environment: environment)
    var contents = try FileContents(local: disk, try files(environment))
    let snapshot = try await store.read(keys.snapshot)
    contents.snapshot = snapshot?.bytes
    contents.lock = try await lockCell(of: environment).read()
    let base = snapshot.flatMap {
      try? SnapshotFile.snapshot($0.bytes, path: contents.files.snapshot)
    }
    let names = try await store.list(keys.history).filter { key in
      base.map { keys.isFinished(key, in: $0) } ?? true
    }
    if !names.isEmpty {
      var history: [UInt8] = []
      for (_, bytes) in try await RevisionObjects(store).read(names) {
        history += bytes
        if bytes.last != 0x0A { history.append(0x0A) }
      }
      contents.history = history
    }
    return (contents, snapshot)
  }
}
