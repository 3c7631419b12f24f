import InfraModel

/// Looking after the files of an environment, and mending them.
extension StateStore {
  /// What is wrong with the files of an environment, all of it, and what could be mended.
  public func examine(_ environment: String) async throws(Diagnostic) -> StateRepair {
    StateRepair(try FileContents(disk, try StateFiles(folder, environment)))
  }

  /// Mends what was shown to be mendable; answers the paths of the copies of what was before.
  public func repair(
    _ environment: String, as shown: StateRepair, by holder: LockHolder, _ changeSet: ChangeSet
  ) async throws(Diagnostic) -> [String] {
    let files = try StateFiles(folder, environment)
    let lock = try await StateLock.acquire(
      environment, in: try lockCell(of: environment), for: holder, terms: terms)
    do throws(Diagnostic) {
      var contents = try FileContents(disk, files)
      // The lock is this very repair's.
      contents.lock = nil
      let repair = StateRepair(contents)
      guard repair.mends == shown.mends else { throw .filesMoved(environment) }
      let kept = try carryOut(repair, files, changeSet)
      try await lock.release()
      return kept
    } catch {
      // What went wrong first is what must be told.
      try? await lock.release()
      throw error
    }
  }

  private func carryOut(_ repair: StateRepair, _ files: StateFiles, _ changeSet: ChangeSet)
    throws(Diagnostic) -> [String]
  {
    var kept: [String] = []
    if let state = repair.mended {
      kept = try StateReplacement(disk: disk, files: files).run(
        state, changeSet, rewriting: repair.rewritesHistory ? repair.revisions : nil)
    }
    try diagnosing { () throws(DiskError) in
      for path in repair.removed { try disk.remove(path) }
      if !repair.removed.isEmpty { try disk.syncFolder(files.folder) }
    }
    return kept
  }

  /// A state's file that somebody gives, checked as one of this folder is.
  public static func read(_ path: String, from disk: any Disk = LocalDisk()) throws(Diagnostic)
    -> Snapshot
  {
    guard let bytes = try diagnosing({ () throws(DiskError) in try disk.read(path) }) else {
      throw Diagnostic("No such file", "There is no file \(path).")
    }
    return try SnapshotFile.snapshot(bytes, path: path)
  }
}

extension StateRepair {
  /// What is mended, one sentence each.
  public var mends: [String] { findings.compactMap(\.mend) }
}

extension Diagnostic {
  static func filesMoved(_ environment: String) -> Diagnostic {
    Diagnostic(
      "State changed meanwhile",
      "The files of \"\(environment)\" are not what was shown: someone wrote them since. Nothing "
        + "was done.", hints: ["look again, then repair"],
      commands: ["infra state check \(environment)"])
  }
}
