import InfraModel
import Testing

@testable import InfraState

@Suite struct JournalTests {
  /// Some records of every kind, as lines that each were durable before the next.
  static func lines() throws -> [[UInt8]] {
    try records().enumerated().map { index, record in
      try JournalLine(sequence: index + 1, durable: index, record: record).bytes()
    }
  }

  static func records() throws -> [JournalRecord] {
    var random = RandomState(seed: 5)
    let a = try address("t.a")
    let resource = random.resource(a, needing: [])
    let begin = JournalRecord.Begin(
      apply: "apply1", environment: "dev", lineage: "l", serial: 3, salt: "5a",
      changeSet: ChangeSet(
        plan: "digest", command: "infra apply dev", user: "alice", commit: "c0ffee", time: 99,
        providers: [ProviderConfiguration(name: "docker", settings: Fields(["host": "unix"]))]))
    return [
      .begin(begin),
      .intent(JournalRecord.Intent(step: 0, operation: .deleteDeposed, resource: resource)),
      .outcome(JournalRecord.Outcome(step: 0, address: a, result: .done(resource))),
      .outcome(
        JournalRecord.Outcome(
          step: 1, address: try address("t.b"), result: .moved(from: a, resource))),
      .outcome(JournalRecord.Outcome(step: 2, address: a, result: .removed)),
      .outcome(JournalRecord.Outcome(step: 3, address: a, result: .forgotten)),
      .outcome(
        JournalRecord.Outcome(step: 4, address: a, result: .deposedRemoved(InstanceID("i")))),
      .outcome(JournalRecord.Outcome(step: 5, address: a, result: .failed("503: \"busy\"\n"))),
      .outputs(Fields(["url": "x"])),
      .end(JournalRecord.End(result: "done", time: 100)),
    ]
  }

  @Test func everyRecordIsReadBackAsItWasWritten() throws {
    let journal = try Journal(Array(try Self.lines().joined()), path: "j")
    #expect(journal.records == (try Self.records()))
    #expect(journal.tornBytes == 0)
    #expect(journal.begin?.changeSet.commit == "c0ffee")
  }

  @Test func aRecordNamesItsVersionAndItsPlace() throws {
    let record = JournalRecord.end(JournalRecord.End(result: "done", time: 5))
    let bytes = try JournalLine(sequence: 4, durable: 2, record: record).bytes()
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(separator: " ")
    #expect(words[0...2] == ["v1", "4", "2"])
    #expect(words[3].count == 16)
    #expect(words[4] == "{\"kind\":\"end\",\"result\":\"done\",\"time\":5}\n")
  }

  @Test func aTornLastRecordIsCutOffWhereverItWasTorn() throws {
    let lines = try Self.lines()
    let whole = Array(lines.dropLast().joined())
    let last = try #require(lines.last)
    for count in last.indices {
      let journal = try Journal(whole + last[..<count], path: "j")
      #expect(journal.records == (try Self.records().dropLast()), "torn at \(count)")
      #expect(journal.tornBytes == count)
    }
  }

  @Test func aDamagedLastRecordIsCutOffAsItMayBeTorn() throws {
    let lines = try Self.lines()
    let start = lines.dropLast().joined().count
    var bytes = Array(lines.joined())
    bytes[start + 40] = 0
    #expect(try Journal(bytes, path: "j").records.count == lines.count - 1)
  }

  @Test func aFlippedBitBeforeTheLastRecordIsAnErrorThatNamesItsLine() throws {
    let lines = try Self.lines()
    let bytes = Array(lines.joined())
    var line = 1
    for index in bytes.indices.dropLast(lines.last?.count ?? 0) {
      var damaged = bytes
      damaged[index] ^= UInt8(1 << (index % 8))
      let error = #expect(throws: Diagnostic.self, "byte \(index)") {
        try Journal(damaged, path: "state/dev.journal")
      }
      #expect(error?.summary == "Journal is damaged", "byte \(index)")
      #expect(
        error?.detail.hasPrefix("state/dev.journal is damaged at line \(line):") == true,
        "byte \(index)")
      if bytes[index] == 0x0A { line += 1 }
    }
  }

  @Test func recordsOfOneTornFlushAreCutOffTogether() throws {
    let records = try Self.records()
    // The last three were written at once: none vouches for another.
    var lines = try Self.lines().dropLast(3)
    let durable = lines.count
    let flush = try records[durable...].enumerated().map { index, record in
      try JournalLine(sequence: durable + index + 1, durable: durable, record: record).bytes()
    }
    var torn = flush
    torn[0][30] = 0
    lines.append(contentsOf: torn)
    let journal = try Journal(Array(lines.joined()), path: "j")
    #expect(journal.records == Array(records[..<durable]))
    #expect(journal.tornBytes == flush.joined().count)
  }

  @Test func aNewerVersionIsRefusedAndNamed() throws {
    let head = Array("v2 1 0 ".utf8)
    let body = Array("{}".utf8)
    let line = head + Array(try Checksum.short(head + body).utf8) + [0x20] + body + [0x0A]
    let error = #expect(throws: Diagnostic.self) { try Journal(line, path: "state/dev.journal") }
    #expect(error?.summary == "Journal has an unknown version")
    #expect(error?.detail.contains("records of version 2; this infra knows version 1") == true)
  }

  @Test func aDamagedJournalIsToldWithWhatToDo() throws {
    var lines = try Self.lines()
    lines[1][20] ^= 1
    let error = #expect(throws: Diagnostic.self) {
      try Journal(Array(lines.joined()), path: "state/dev.journal")
    }
    #expect(
      error?.detail == "state/dev.journal is damaged at line 2: its checksum does not match. Later "
        + "records show that this one was once whole, so that the file was changed after it was "
        + "written: by a hand or a failing disk. It may tell of objects that no other file knows.")
    #expect(error?.commands == ["mv state/dev.journal state/dev.journal.damaged"])
  }
}
