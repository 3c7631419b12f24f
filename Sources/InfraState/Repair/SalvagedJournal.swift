import InfraModel

/// What can be read of a journal, damaged records left out.
struct SalvagedJournal {
  /// The records that are whole, in their order.
  var records: [JournalRecord] = []
  /// The lines that are not, though later ones vouch that they had been on disk.
  var damagedLines: [Int] = []
  /// How many bytes of a torn end were left out.
  var tornBytes = 0
  /// Why nothing of it may be touched, as a version that is not known.
  var refusal: Diagnostic?

  /// What the change set started from.
  var begin: JournalRecord.Begin? {
    for case .begin(let begin) in records { return begin }
    return nil
  }

  init(_ bytes: [UInt8], path: String) {
    do throws(Diagnostic) {
      let journal = try Journal(bytes, path: path)
      records = journal.records
      tornBytes = journal.tornBytes
      return
    } catch {
      if error.summary != Diagnostic.damagedJournal(path, line: 0, "").summary {
        refusal = error
        return
      }
    }
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      if let whole = try? JournalLine(line) {
        records.append(whole.record)
      } else {
        damagedLines.append(index + 1)
      }
    }
  }
}
