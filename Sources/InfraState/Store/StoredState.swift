import InfraModel

/// What the files of an environment say together: its snapshot and the journal that goes on from
/// there.
struct StoredState {
  /// The snapshot.
  let base: Snapshot
  /// The records that go on from it; none if the snapshot holds them already.
  let journal: Journal
  /// Whether there is a journal's file, with or without records that count.
  let hasJournal: Bool
  /// The change set that unites a journal with a state that has gone on without it.
  private(set) var union: StateFold?

  /// How often to read again when a writer replaces the files meanwhile; each time means that a
  /// whole change set ended between two reads.
  private static let attemptsMax = 8

  init(_ disk: any Disk, _ files: StateFiles) throws(Diagnostic) {
    var before: [UInt8]??
    for attempt in 1...Self.attemptsMax {
      // First the journal: it is removed only after the snapshot holds it, so that a journal that
      // is gone is in the snapshot that is read next.
      let journal = try diagnosing { () throws(DiskError) in try disk.read(files.journal) }
      let snapshot = try diagnosing { () throws(DiskError) in try disk.read(files.snapshot) }
      do throws(Diagnostic) {
        try self.init(files, snapshot: snapshot, journal: journal)
        return
      } catch {
        // The same journal found twice was not just being replaced.
        if before == .some(journal) || attempt == Self.attemptsMax { throw error }
        before = .some(journal)
      }
    }
    self.init(base: .empty(files.environment), journal: .empty, hasJournal: false)
  }

  private init(base: Snapshot, journal: Journal, hasJournal: Bool) {
    self.base = base
    self.journal = journal
    self.hasJournal = hasJournal
  }

  /// Both as one state.
  var snapshot: Snapshot {
    union?.snapshot() ?? (journal.records.isEmpty ? base : StateFold(base, journal).snapshot())
  }

  /// Both as one change set, to be written as the new snapshot.
  var fold: StateFold { union ?? StateFold(base, journal) }

  init(_ files: StateFiles, snapshot bytes: [UInt8]?, journal journalBytes: [UInt8]?)
    throws(Diagnostic)
  {
    var base = Snapshot.empty(files.environment)
    if let bytes {
      base = try SnapshotFile.snapshot(bytes, path: files.snapshot)
      if base.environment != files.environment {
        throw .editedState(files.snapshot, "it is the state of \"\(base.environment)\"")
      }
    }
    let journal =
      try journalBytes.map { bytes throws(Diagnostic) in
        try Journal(bytes, path: files.journal)
      } ?? .empty
    let hasJournal = journalBytes != nil
    guard let begin = journal.begin, base.applied != begin.apply else {
      self.init(base: base, journal: .empty, hasJournal: hasJournal)
      return
    }
    if let problem = Self.mismatch(begin, base, hasSnapshot: bytes != nil, files) {
      if files.isShared, ForeignJournal.isOvertaken(begin, by: base) {
        self.init(base: base, journal: journal, hasJournal: true)
        union = ForeignJournal.change(journal.records, over: base)
        return
      }
      throw .foreignJournal(files.journal, problem)
    }
    self.init(base: base, journal: journal, hasJournal: hasJournal)
  }

  /// Says why a journal cannot go on from a state, or nothing if it can.
  static func mismatch(
    _ begin: JournalRecord.Begin, _ base: Snapshot, hasSnapshot: Bool, _ files: StateFiles
  ) -> String? {
    if begin.environment != base.environment {
      return "it began on the environment \"\(begin.environment)\""
    }
    if !hasSnapshot {
      return begin.serial == 0
        ? nil : "it began on serial \(begin.serial) and \(files.snapshot) is not there"
    }
    if begin.lineage != base.lineage {
      return "it began on another lineage than that of \(files.snapshot)"
    }
    if begin.serial != base.serial {
      return "it began on serial \(begin.serial) and \(files.snapshot) has serial \(base.serial)"
    }
    return nil
  }
}
