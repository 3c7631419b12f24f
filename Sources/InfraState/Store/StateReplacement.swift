import InfraModel

/// Puts a state in place of whatever is there, keeping that beside it. Whoever runs it has the
/// lock.
///
/// After a crash at any instant there is the old state or the new one, and what was before is there
/// in both cases. The identity of the change follows from the bytes, so that the same replacement
/// run again after a crash is the same revision and keeps the same copies.
struct StateReplacement {
  let disk: any Disk
  let files: StateFiles

  /// What ends the name of a copy; followed by the first digits of the change's identity.
  static let keptMark = ".before-"

  /// Writes history and snapshot and removes the journal; answers the paths of the copies.
  ///
  /// - Parameter history: the revisions that stay, where the history's file is to be written anew.
  func run(_ state: Snapshot, _ changeSet: ChangeSet, rewriting history: [Revision]? = nil)
    throws(Diagnostic) -> [String]
  {
    let before = try FileContents(disk, files)
    var after = state
    after.applied = try Self.identity(
      of: state, snapshot: before.snapshot, journal: before.journal)
    let bytes = try SnapshotFile.bytes(after)
    var kept: [String] = []
    for (path, content) in [
      (files.snapshot, before.snapshot), (files.journal, before.journal),
      (files.history, history == nil ? nil : before.history),
    ] {
      guard let content else { continue }
      kept.append(try keep(content, of: path, after.applied ?? ""))
    }
    try record(Revision(replacingBy: after, changeSet), before, rewriting: history)
    try diagnosing { () throws(DiskError) in
      try disk.replace(files.snapshot, with: bytes, temporary: files.temporarySnapshot)
      try disk.remove(files.journal)
      try disk.syncFolder(files.folder)
    }
    return kept
  }

  /// The same for the same change of the same files.
  static func identity(of state: Snapshot, snapshot: [UInt8]?, journal: [UInt8]?)
    throws(Diagnostic) -> String
  {
    var anonymous = state
    anonymous.applied = nil
    let bytes = try SnapshotFile.bytes(anonymous)
    let all = (snapshot ?? []) + [0] + (journal ?? []) + [0] + bytes
    return String(try Checksum.of(all).prefix(24))
  }

  private func keep(_ content: [UInt8], of path: String, _ identity: String) throws(Diagnostic)
    -> String
  {
    let copy = path + Self.keptMark + identity.prefix(8)
    try diagnosing { () throws(DiskError) in
      try disk.replace(copy, with: content, temporary: copy + ".tmp")
    }
    return copy
  }

  private func record(
    _ revision: Revision, _ before: FileContents, rewriting history: [Revision]?
  ) throws(Diagnostic) {
    let revisions: [Revision]
    if let history {
      revisions = history
    } else {
      revisions = try History(before.history ?? [], path: files.history) {
        // A snapshot that cannot be read vouches for nothing.
        before.snapshot.flatMap { try? SnapshotFile.snapshot($0, path: files.snapshot).serial } ?? 0
      }.revisions
    }
    if revisions.last?.apply == revision.apply { return }
    var bytes: [UInt8] = []
    for known in revisions + [revision] { bytes += try RevisionLine.bytes(known) }
    try diagnosing { () throws(DiskError) in
      try disk.replace(files.history, with: bytes, temporary: files.history + ".tmp")
    }
  }
}
