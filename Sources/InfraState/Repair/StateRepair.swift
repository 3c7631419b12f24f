import InfraModel

/// Decides what is wrong with the files of an environment and what can be mended without loss.
/// Pure: it is given bytes and says what is to be written.
public struct StateRepair: Sendable {
  /// All that was found, in the order of the files.
  public private(set) var findings: [StateFinding] = []
  /// The state as it is to be written, if anything in snapshot, journal or history is to be mended.
  private(set) var mended: Snapshot?
  /// The history's revisions that are whole.
  private(set) var revisions: [Revision] = []
  /// Whether the history's file is to be written anew.
  private(set) var rewritesHistory = false
  /// Files that hold nothing that is needed.
  private(set) var removed: [String] = []

  private let contents: FileContents
  private var environment: String { contents.files.environment }
  private var needsWriting = false
  private var isHopeless = false

  /// Whether something is wrong, be it mendable or not.
  public var hasProblems: Bool { findings.contains { $0.problem.severity == .error } }
  /// Whether there is anything to mend.
  public var canMend: Bool { mended != nil || !removed.isEmpty }

  init(_ contents: FileContents) {
    self.contents = contents
    readHistory()
    let base = snapshot()
    let whole = base.map { fold(journalOver: $0) }
    checkReach(whole)
    if needsWriting, !isHopeless, var whole {
      whole.serial += 1
      mended = whole
    }
    checkOthers()
  }

  // MARK: - History

  private mutating func readHistory() {
    guard let bytes = contents.history else { return }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do throws(Malformed) { revisions.append(try RevisionLine.read(line)) } catch {
        let isTorn = index == lines.count - 1
        rewritesHistory = true
        needsWriting = true
        findings.append(
          .history(
            isTorn ? "History is torn" : "History is damaged", environment,
            "\(contents.files.history):\(index + 1): \(error.message)"
              + (isTorn
                ? ", and the line has no end: a crash cut it." : ".")
              + " The state itself is not affected.",
            mend:
              "line \(index + 1) is left out, and the state is recorded whole as a new revision, "
              + "so that a rollback works from there on"))
      }
    }
  }

  /// The state as the history records it: as the very change set left it that the file names. What
  /// is recorded behind it may be of a repair that a crash cut off.
  private func recorded(_ header: Snapshot) -> Snapshot? {
    guard !rewritesHistory, let applied = header.applied,
      let index = revisions.lastIndex(where: { $0.apply == applied }),
      revisions[index].number == header.serial, revisions[index].lineage == header.lineage
    else { return nil }
    return History(Array(revisions[...index])).state(at: header.serial, of: environment)
  }

  private mutating func checkReach(_ whole: Snapshot?) {
    guard let whole, !needsWriting, !isHopeless, contents.snapshot != nil else { return }
    var pending = contents.journal.map { SalvagedJournal($0, path: contents.files.journal).begin }
    if let begin = pending.flatMap({ $0 }), isOvertaken(begin, by: whole) { pending = nil }
    let last = revisions.last { $0.lineage == whole.lineage }
    let base = pending.flatMap { $0 }.map(\.serial) ?? whole.serial
    if let last, last.number == base || last.apply == pending.flatMap({ $0 })?.apply { return }
    needsWriting = true
    findings.append(
      .history(
        "History does not reach the state", environment,
        "\(contents.files.history) "
          + (last.map { "ends with revision \($0.number)" } ?? "has no revision of this state")
          + ", and the state has serial \(base): a rollback would not find what is now.",
        mend: "the state is recorded whole as a new revision"))
  }

  // MARK: - Snapshot

  private mutating func snapshot() -> Snapshot? {
    let path = contents.files.snapshot
    guard let bytes = contents.snapshot else { return Snapshot.empty(environment) }
    let salvaged = SalvagedSnapshot(bytes)
    if let version = salvaged.foreignVersion {
      return hopeless(StateFinding(.unknownStateVersion(path, version), mend: nil))
    }
    if !salvaged.conflicts.isEmpty {
      let lines = salvaged.conflicts.map(String.init).joined(separator: ", ")
      return hopeless(
        StateFinding(
          Diagnostic(
            "State was merged by hand", "\(path) has git's conflict marks at line \(lines).",
            hints: ["of two branches that both applied, take one side whole, then plan anew"],
            commands: ["git checkout --ours -- \(path)", "git checkout --theirs -- \(path)"]),
          mend: nil))
    }
    guard let header = salvaged.header ?? headerOfHistory else {
      return hopeless(.lost(environment, path, "\(path): its first line cannot be read."))
    }
    if header.environment != environment {
      return hopeless(
        .lost(environment, path, "\(path) is the state of \"\(header.environment)\"."))
    }
    guard
      var base = salvaged.isAsWritten && salvaged.damages.isEmpty
        ? taken(salvaged, header) : restored(salvaged, header)
    else { return nil }
    mendContradictions(&base)
    return base
  }

  private var headerOfHistory: Snapshot? {
    revisions.last.map {
      Snapshot(
        environment: environment, lineage: $0.lineage, serial: $0.number, salt: $0.salt,
        applied: $0.apply)
    }
  }

  private mutating func hopeless(_ finding: StateFinding) -> Snapshot? {
    isHopeless = true
    findings.append(finding)
    return nil
  }

  private func taken(_ salvaged: SalvagedSnapshot, _ header: Snapshot) -> Snapshot {
    var state = header
    state.resources = salvaged.resources.map(\.state)
    state.outputs = Fields(salvaged.outputs)
    state.providers = salvaged.providers
    return state
  }

  /// A file that is not as it was written: as the history records it, where it does; else as its
  /// lines say, if all of them can be read and none is missing.
  private mutating func restored(_ salvaged: SalvagedSnapshot, _ header: Snapshot) -> Snapshot? {
    let path = contents.files.snapshot
    if let recorded = recorded(header) {
      needsWriting = true
      let known = Set(recorded.resources.map(\.address))
      let others = salvaged.resources.filter { !known.contains($0.state.address) }
      var state = recorded
      state.resources = (recorded.resources + others.map(\.state)).sorted {
        $0.address < $1.address
      }
      findings.append(
        .damaged(
          environment, "\(path) is not as it was written\(Self.what(salvaged, recorded)).",
          mend: "it is restored as revision \(header.serial) recorded it"
            + (others.isEmpty
              ? ""
              : "; \(others.map { $0.state.address.text }.joined(separator: ", ")), which no "
                + "revision knows, is kept as its line says")))
      return state
    }
    guard salvaged.damages.isEmpty, salvaged.isCounted else {
      let lines = salvaged.damages.map { "line \($0.line): \($0.reason)" }
      return hopeless(
        .lost(
          environment, path,
          lines.isEmpty
            ? "\(path) is cut off, and the history does not record what it held."
            : "\(path) cannot be read at \(lines.joined(separator: "; ")), and the history does "
              + "not record what it held."))
    }
    needsWriting = true
    findings.append(
      .damaged(
        environment,
        "\(path) does not match its checksum: "
          + (salvaged.hasCarriageReturns
            ? "its line ends were converted" : "it was edited by hand or badly merged")
          + "; every line can be read.",
        mend: "what its lines say is taken as it is, and a plan with --refresh shows what differs"))
    return taken(salvaged, header)
  }

  /// Which lines are not as the history records them.
  private static func what(_ salvaged: SalvagedSnapshot, _ recorded: Snapshot) -> String {
    var parts = salvaged.damages.map { "line \($0.line): \($0.reason)" }
    let found = Set(salvaged.resources.map(\.state.address))
    parts += salvaged.resources.filter { entry in
      recorded[entry.state.address].map { $0 != entry.state } ?? false
    }.map { "line \($0.line): \($0.state.address) was changed" }
    parts += recorded.resources.filter { !found.contains($0.address) }
      .map { "\($0.address) is missing" }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")
  }

  private mutating func mendContradictions(_ state: inout Snapshot) {
    guard state.brokenInvariant() != nil else { return }
    let mended = MendedResources(state.resources)
    for (problem, mend) in mended.mends {
      findings.append(
        .contradiction(environment, "In \(contents.files.snapshot) \(problem).", mend: mend))
    }
    state.resources = mended.resources
    let ordered = Set(state.providers).sorted { $0.name < $1.name }
    if ordered != state.providers {
      let names = Set(ordered.map(\.name))
      findings.append(
        .contradiction(
          environment, "In \(contents.files.snapshot) providers are there twice or out of order.",
          mend: names.count == ordered.count ? "they are sorted, each once" : nil))
      state.providers = ordered
    }
    if state.brokenInvariant() == nil { needsWriting = true } else { isHopeless = true }
  }

  // MARK: - Journal

  /// The state with what its journal tells folded in, where that is to be mended too.
  private mutating func fold(journalOver base: Snapshot) -> Snapshot {
    let path = contents.files.journal
    guard let bytes = contents.journal else { return base }
    let journal = SalvagedJournal(bytes, path: path)
    if let refusal = journal.refusal {
      isHopeless = true
      findings.append(StateFinding(refusal, mend: nil))
      return base
    }
    if journal.tornBytes > 0 {
      needsWriting = true
      findings.append(
        .journal(
          "Journal is torn", environment,
          "\(path) ends in \(journal.tornBytes) bytes of a record that never was whole: a crash "
            + "cut it before its request left.",
          mend: "they are cut off; the next apply does so too"))
    }
    if !journal.damagedLines.isEmpty {
      needsWriting = true
      let lines = journal.damagedLines.map(String.init).joined(separator: ", ")
      findings.append(
        .journal(
          "Journal is damaged", environment,
          "\(path) is damaged at line \(lines), though later records show that it was whole once: "
            + "what was done there may be known by no file.",
          mend:
            "all other records are folded in; \"infra state rebuild \(environment)\" then finds "
            + "objects that the state does not know"))
    }
    return folded(journal, over: base)
  }

  /// Whether another machine has gone on since a journal began, which is no damage.
  private func isOvertaken(_ begin: JournalRecord.Begin, by state: Snapshot) -> Bool {
    contents.files.isShared && ForeignJournal.isOvertaken(begin, by: state)
  }

  private mutating func folded(_ journal: SalvagedJournal, over base: Snapshot) -> Snapshot {
    guard let begin = journal.begin, base.applied != begin.apply else { return base }
    if let problem = StoredState.mismatch(
      begin, base, hasSnapshot: contents.snapshot != nil, contents.files)
    {
      if isOvertaken(begin, by: base) {
        findings.append(
          .note(
            "A change set was overtaken",
            "\(contents.files.journal) tells of `\(begin.changeSet.command)`, and another machine "
              + "has gone on since; the next apply unites the two.",
            commands: ["infra apply \(environment)"]))
        return base
      }
      needsWriting = true
      findings.append(
        .journal(
          "Journal belongs to another state", environment,
          "\(contents.files.journal) tells of an interrupted apply, but \(problem).",
          mend: "objects that it tells of and the state does not know are taken into the state, so "
            + "that none is lost"))
      return ForeignJournal.united(base, journal.records, begin)
    }
    var fold = StateFold(base)
    for record in journal.records { fold.fold(record) }
    if !needsWriting, journal.records.count > 1 {
      findings.append(
        .note(
          "An apply was interrupted",
          "\(contents.files.journal) holds \(journal.records.count) records of "
            + "`\(begin.changeSet.command)`; the next apply goes on from there.",
          commands: ["infra apply \(environment)"]))
    }
    return fold.snapshot()
  }

  // MARK: - The others

  private mutating func checkOthers() {
    if let bytes = contents.lock {
      do throws(Malformed) {
        let holder = try LockRecord(bytes).holder
        findings.append(
          .note(
            "State is locked",
            "\(holder.command) of \(holder.user)@\(holder.host), process \(holder.process), holds "
              + "the lock.", commands: ["infra status \(environment)"]))
      } catch {
        findings.append(
          StateFinding(
            .unreadableLock(environment, contents.files.lock, error.message), mend: nil))
      }
    }
    if let bytes = contents.plan {
      do throws(Malformed) { _ = try SavedPlan(bytes) } catch {
        removed.append(contents.files.plan)
        findings.append(
          StateFinding(
            Diagnostic(
              "Saved plan cannot be read", "\(contents.files.plan) is no plan: \(error.message).",
              hints: ["it can be mended: it is removed; plan anew"],
              commands: ["infra state repair \(environment)", "infra plan \(environment)"]),
            mend: "the saved plan is removed; a new one can be made at any time"))
      }
    }
    let isOwned = contents.lock != nil
    for path in contents.temporaries where !isOwned {
      removed.append(path)
      findings.append(
        .note(
          "A file was left",
          "\(path) is half of a replacement that a crash cut off; it is not read."
        ))
    }
  }
}
