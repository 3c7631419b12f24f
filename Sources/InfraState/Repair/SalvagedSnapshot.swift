import InfraModel

/// What can be read of a state's file that is not as it was written, line by line.
struct SalvagedSnapshot {
  /// A line that cannot be read, and why.
  struct Damage {
    let line: Int
    let reason: String
  }

  /// Environment, lineage, salt, serial; nothing where the first line is not whole.
  var header: Snapshot?
  /// The version that the first line names, where it is another one.
  var foreignVersion: Int?
  var providers: [ProviderConfiguration] = []
  var outputs: [Fields.Entry] = []
  var resources: [(line: Int, state: ResourceState)] = []
  var damages: [Damage] = []
  /// The lines with conflict marks that git left.
  var conflicts: [Int] = []
  /// Whether line ends were converted to those of Windows.
  var hasCarriageReturns = false
  /// Whether the last line is that of a whole file, with the right count.
  var isCounted = false
  /// Whether the bytes are those that were written.
  let isAsWritten: Bool

  init(_ bytes: [UInt8]) {
    let sum = Self.endLine(bytes)
    isAsWritten =
      sum.map { end in (try? Checksum.of(Array(bytes[..<end.start]))) == end.sum } ?? false
    var count = 0
    for (index, raw) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      var line = raw
      if line.last == 0x0D {
        hasCarriageReturns = true
        line = line.dropLast()
      }
      if line.isEmpty { continue }
      if line.starts(with: "end ".utf8) {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        isCounted = words.count == 3 && Int(words[1]) == count
        continue
      }
      if index > 0 { count += 1 }
      do throws(Malformed) { try read(line, number: index + 1) } catch {
        damages.append(Damage(line: index + 1, reason: error.message))
      }
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(Malformed) {
    for mark in ["<<<<<<<", "=======", ">>>>>>>", "|||||||"] where line.starts(with: mark.utf8) {
      conflicts.append(number)
      return
    }
    guard let space = line.firstIndex(of: 0x20) else { throw Malformed("it has no keyword") }
    let rest = line[(space + 1)...]
    switch String(decoding: line[..<space], as: UTF8.self) {
    case "infra-state": try readHeader(rest)
    case "provider": providers.append(try ProviderLine.read(try ObjectReader.parse(rest)))
    case "output":
      let object = try ObjectReader(parsing: rest, known: ["name", "value"])
      outputs.append(Fields.Entry(key: try object.text("name"), value: try object.value("value")))
    case "resource":
      resources.append((number, try ResourceLine.read(try ObjectReader.parse(rest))))
    default: throw Malformed("it begins with an unknown word")
    }
  }

  private mutating func readHeader(_ rest: ArraySlice<UInt8>) throws(Malformed) {
    guard let space = rest.firstIndex(of: 0x20),
      let version = Int(String(decoding: rest[..<space], as: UTF8.self))
    else { throw Malformed("it names no version") }
    if version != SnapshotFile.version {
      foreignVersion = version
      return
    }
    let object = try ObjectReader(
      parsing: rest[(space + 1)...],
      known: ["applied", "environment", "lineage", "salt", "serial"])
    header = Snapshot(
      environment: try object.text("environment"), lineage: try object.text("lineage"),
      serial: try object.number("serial"), salt: try object.text("salt"),
      applied: try object.optionalText("applied"))
  }

  private static func endLine(_ bytes: [UInt8]) -> (start: Int, sum: String)? {
    guard bytes.last == 0x0A else { return nil }
    let start = (bytes.dropLast().lastIndex(of: 0x0A) ?? -1) + 1
    let words = String(decoding: bytes[start..<(bytes.count - 1)], as: UTF8.self)
      .split(separator: " ")
    return words.count == 3 && words[0] == "end" ? (start, String(words[2])) : nil
  }
}
