import InfraModel

/// What a journal's file holds: the records that became durable, in order.
///
/// Group commit writes several records before it waits for the disk, and a loss of power may keep
/// any part of such a write. So whatever is not whole at the end is cut off: the request of such
/// an intent has not left, and the dependents of such an outcome have not begun. But where a later
/// record vouches that a damaged one had been on disk, the damage came afterwards: an error.
public struct Journal: Hashable, Sendable {
  /// The records.
  public let records: [JournalRecord]
  /// How many bytes of a torn end were left out.
  public let tornBytes: Int

  /// No records.
  static let empty = Journal(records: [], tornBytes: 0)

  /// What the change set started from; nothing where not even that became durable.
  public var begin: JournalRecord.Begin? {
    if case .begin(let begin)? = records.first { begin } else { nil }
  }

  private init(records: [JournalRecord], tornBytes: Int) {
    self.records = records
    self.tornBytes = tornBytes
  }

  /// Reads a file; `path` is named in errors.
  public init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    var records: [JournalRecord] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A)
      let problem: String
      do throws(JournalLine.Failure) {
        guard let end else { throw .damaged("it has no end") }
        let line = try JournalLine(bytes[start..<end])
        guard line.sequence == records.count + 1 else {
          throw .damaged("record \(line.sequence) stands where \(records.count + 1) should")
        }
        if (line.sequence == 1) != line.record.isBegin {
          throw .damaged("a change set begins in the midst of another, or not at all")
        }
        records.append(line.record)
        start = end + 1
        continue
      } catch {
        switch error {
        case .damaged(let what): problem = what
        case .version(let version): throw .unknownJournalVersion(path, version)
        case .unchecked(let diagnostic): throw diagnostic
        }
      }
      // The damaged record is number count + 1: was it ever durable?
      if Self.vouched(in: bytes[start...]) > records.count {
        throw .damagedJournal(path, line: records.count + 1, problem)
      }
      break
    }
    self.init(records: records, tornBytes: bytes.count - start)
  }

  /// The highest sequence that a whole record in these bytes vouches for.
  ///
  /// Records are looked for at every byte, as a damaged line end may hide one within a line.
  private static func vouched(in bytes: ArraySlice<UInt8>) -> Int {
    var highest = 0
    for index in bytes.indices where bytes[index] == 0x76 {
      guard let end = bytes[index...].firstIndex(of: 0x0A) else { break }
      guard let line = try? JournalLine(bytes[index..<end]) else { continue }
      highest = max(highest, line.durable)
    }
    return highest
  }
}

extension JournalRecord {
  fileprivate var isBegin: Bool { if case .begin = self { true } else { false } }
}
