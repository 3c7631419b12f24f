import InfraModel

/// Reads a state's file and finds out what is wrong with one that is not as it was written.
struct SnapshotReader {
  let bytes: [UInt8]
  let path: String

  func read() throws(Diagnostic) -> Snapshot {
    try checkVersion()
    guard let end = endLine() else { throw notWhole() }
    guard try Checksum.of(bytes[..<end.start]) == end.sum else {
      throw .editedState(path, suspicion())
    }
    var snapshot = Snapshot.empty("")
    var outputs: [Fields.Entry] = []
    var number = 0
    var start = 0
    while start < end.start {
      let line = line(at: start)
      number += 1
      do throws(Malformed) {
        try read(line, isFirst: number == 1, into: &snapshot, outputs: &outputs)
      } catch { throw .editedState(path, "line \(number) looks off: \(error.message)") }
      start = line.endIndex + 1
    }
    guard number - 1 == end.count else {
      throw .editedState(path, "it has \(number - 1) entries where \(end.count) were written")
    }
    snapshot.outputs = Fields(outputs)
    return snapshot
  }

  private func read(
    _ line: ArraySlice<UInt8>, isFirst: Bool, into snapshot: inout Snapshot,
    outputs: inout [Fields.Entry]
  ) throws(Malformed) {
    if isFirst { return try readHeader(line, into: &snapshot) }
    guard let space = line.firstIndex(of: 0x20) else { throw Malformed("it has no keyword") }
    let value = try ObjectReader.parse(line[(space + 1)...])
    switch line[..<space] {
    case Self.resource: snapshot.resources.append(try ResourceLine.read(value))
    case Self.provider: snapshot.providers.append(try ProviderLine.read(value))
    case Self.output:
      let object = try ObjectReader(value, known: ["name", "value"])
      outputs.append(Fields.Entry(key: try object.text("name"), value: try object.value("value")))
    default: throw Malformed("it begins with an unknown word")
    }
  }

  private static let resource = Array("resource".utf8)[...]
  private static let provider = Array("provider".utf8)[...]
  private static let output = Array("output".utf8)[...]

  private func readHeader(_ line: ArraySlice<UInt8>, into snapshot: inout Snapshot)
    throws(Malformed)
  {
    guard let brace = line.firstIndex(of: 0x7B) else { throw Malformed("it holds no object") }
    let header = try ObjectReader(
      parsing: line[brace...], known: ["applied", "environment", "lineage", "salt", "serial"])
    snapshot.applied = try header.optionalText("applied")
    snapshot.environment = try header.text("environment")
    snapshot.lineage = try header.text("lineage")
    snapshot.salt = try header.text("salt")
    snapshot.serial = try header.number("serial")
  }

  /// The bytes from an offset to the next line's end, without it.
  private func line(at start: Int) -> ArraySlice<UInt8> {
    bytes[start..<(bytes[start...].firstIndex(of: 0x0A) ?? bytes.count)]
  }

  private func checkVersion() throws(Diagnostic) {
    if bytes.isEmpty { throw .cutOffState(path, "it is empty") }
    let first = String(decoding: line(at: 0).prefix(64), as: UTF8.self)
    guard first.hasPrefix(SnapshotFile.magic) else {
      throw .editedState(path, suspicion() ?? "its first line is not that of a state")
    }
    let word = first.dropFirst(SnapshotFile.magic.count).prefix { $0 != " " }
    guard let version = Int(word) else {
      throw .editedState(path, "its first line names no version")
    }
    if version != SnapshotFile.version { throw .unknownStateVersion(path, version) }
  }

  /// The last line, if it is whole and is that of a whole file.
  private func endLine() -> (start: Int, count: Int, sum: String)? {
    guard bytes.last == 0x0A else { return nil }
    let start = (bytes.dropLast().lastIndex(of: 0x0A) ?? -1) + 1
    let words = String(decoding: bytes[start..<(bytes.count - 1)], as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "end", let count = Int(words[1]) else { return nil }
    return (start, count, String(words[2]))
  }

  /// The error for a file without a proper last line: cut off, unless someone's hand shows.
  private func notWhole() -> Diagnostic {
    if let suspicion = suspicion() { return .editedState(path, suspicion) }
    let lines = bytes.count { $0 == 0x0A }
    return .cutOffState(path, "it ends after line \(max(lines, 1)), without its last line")
  }

  /// What looks as if it had not been written by this tool, or nothing if nothing does.
  private func suspicion() -> String? {
    var number = 0
    var start = 0
    var before: Address?
    while start < bytes.count {
      let line = line(at: start)
      number += 1
      let isLast = line.endIndex >= bytes.count
      if let found = suspicion(in: line, number: number, isUnended: isLast, before: &before) {
        return "line \(number) \(found)"
      }
      start = line.endIndex + 1
    }
    return nil
  }

  private func suspicion(
    in line: ArraySlice<UInt8>, number: Int, isUnended: Bool, before: inout Address?
  ) -> String? {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
    if marks.contains(where: { line.starts(with: $0.utf8) }) {
      return "is a conflict mark that git left"
    }
    if line.last == 0x0D { return "ends as on Windows: line ends were converted" }
    if isUnended || number == 1 || line.starts(with: "end ".utf8) { return nil }
    guard let space = line.firstIndex(of: 0x20) else { return "looks off: it has no keyword" }
    do throws(Malformed) {
      let value = try ObjectReader.parse(line[(space + 1)...])
      switch line[..<space] {
      case Self.output: break
      case Self.provider: _ = try ProviderLine.read(value)
      case Self.resource:
        let address = try ResourceLine.read(value).address
        if let before, before >= address { return "looks off: it is out of order or there twice" }
        before = address
      default: return "looks off: it begins with an unknown word"
      }
    } catch { return "looks off: \(error.message)" }
    return nil
  }
}
