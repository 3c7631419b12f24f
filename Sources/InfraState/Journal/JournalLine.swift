import InfraModel

/// One record's line in a journal: `v1 <sequence> <durable> <checksum> <json>`.
///
/// The sequence counts from 1. `durable` is the sequence of the last record that was known to be
/// on disk when this one was written: a record vouches for those before it, and that is how a
/// damaged record is told from a torn one. The checksum is over the version, both numbers and the
/// JSON, so that none of them can change unseen.
struct JournalLine: Hashable, Sendable {
  /// The version that is written.
  static let version = 1

  var sequence: Int
  var durable: Int
  var record: JournalRecord

  /// The line with its end.
  func bytes() throws(Diagnostic) -> [UInt8] {
    var writer = ObjectWriter()
    record.write(to: &writer)
    let head = Array("v\(Self.version) \(sequence) \(durable) ".utf8)
    let sum = try Checksum.short(head + writer.bytes)
    return head + Array(sum.utf8) + [0x20] + writer.bytes + [0x0A]
  }

  /// Why bytes are not a line of a journal.
  enum Failure: Error {
    /// They are not as they were written, or never were whole.
    case damaged(String)
    /// They are whole, and of this other version.
    case version(Int)
    /// They cannot be checked.
    case unchecked(Diagnostic)
  }

  /// Reads a line without its end.
  init(_ line: ArraySlice<UInt8>) throws(Failure) {
    var starts: [Int] = []
    for index in line.indices where line[index] == 0x20 {
      starts.append(index + 1)
      if starts.count == 4 { break }
    }
    guard starts.count == 4, line.first == 0x76,
      let version = Self.number(line[(line.startIndex + 1)..<(starts[0] - 1)]),
      let sequence = Self.number(line[starts[0]..<(starts[1] - 1)]),
      let durable = Self.number(line[starts[1]..<(starts[2] - 1)])
    else { throw .damaged("it is no record") }
    let sum: String
    do throws(Diagnostic) {
      sum = try Checksum.short(Array(line[..<starts[2]]) + Array(line[starts[3]...]))
    } catch { throw .unchecked(error) }
    guard line[starts[2]..<(starts[3] - 1)].elementsEqual(sum.utf8) else {
      throw .damaged("its checksum does not match")
    }
    if version != Self.version { throw .version(version) }
    do throws(Malformed) {
      record = try JournalRecord(parsing: line[starts[3]...])
    } catch { throw .damaged(error.message) }
    self.sequence = sequence
    self.durable = durable
  }

  init(sequence: Int, durable: Int, record: JournalRecord) {
    self.sequence = sequence
    self.durable = durable
    self.record = record
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
