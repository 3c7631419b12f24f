/// A Swift file cut into code and the rest: comments and the contents of strings are blank in
/// `code`, so that a rule about code is not broken by a text about it.
struct SourceText {
  /// The lines as they stand.
  let lines: [String]
  /// The same lines, code only; interpolations are code. One blank for each byte of the rest.
  let code: [String]
  /// Whether a line has a comment.
  let hasComment: [Bool]
  /// `code` in one piece.
  let bytes: [UInt8]

  init(_ text: String) {
    lines = Self.lines(of: Array(text.utf8))
    var reader = SourceReader(text)
    reader.readCode(isInterpolation: false)
    bytes = reader.code
    code = Self.lines(of: reader.code)
    hasComment = lines.indices.map { reader.commentLines.contains($0) }
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

/// Walks a file byte by byte: the whole tree is read in a build without optimization.
private struct SourceReader {
  private let source: [UInt8]
  private(set) var code: [UInt8] = []
  private(set) var commentLines: Set<Int> = []
  private var at = 0
  private var line = 0

  init(_ text: String) {
    source = Array(text.utf8)
    code.reserveCapacity(source.count)
  }

  /// Reads code up to the closing parenthesis of an interpolation, or to the end.
  mutating func readCode(isInterpolation: Bool) {
    var depth = 0
    while at < source.count {
      switch source[at] {
      case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
        commentLines.insert(line)
        while at < source.count, source[at] != 0x0A { blank() }
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        readBlockComment()
      case UInt8(ascii: "\""): readString(hashes: 0)
      case UInt8(ascii: "#"):
        let hashes = source[at...].prefix { $0 == UInt8(ascii: "#") }.count
        let isString = at + hashes < source.count && source[at + hashes] == UInt8(ascii: "\"")
        for _ in 0..<hashes { keep() }
        if isString { readString(hashes: hashes) }
      case UInt8(ascii: "("):
        depth += 1
        keep()
      case UInt8(ascii: ")"):
        if depth == 0, isInterpolation { return }
        depth -= 1
        keep()
      default: keep()
      }
    }
  }

  private mutating func readBlockComment() {
    while at < source.count, !(source[at] == UInt8(ascii: "*") && next == UInt8(ascii: "/")) {
      commentLines.insert(line)
      blank()
    }
    for _ in 0..<2 where at < source.count { blank() }
  }

  /// Reads a string from its opening quote on.
  private mutating func readString(hashes: Int) {
    let quotes = hasRun(of: UInt8(ascii: "\""), 3, from: at) ? 3 : 1
    for _ in 0..<quotes { keep() }
    while at < source.count {
      switch source[at] {
      case UInt8(ascii: "\"")
      where hasRun(of: UInt8(ascii: "\""), quotes, from: at)
        && hasRun(of: UInt8(ascii: "#"), hashes, from: at + quotes):
        for _ in 0..<(quotes + hashes) { keep() }
        return
      case UInt8(ascii: "\\") where hasRun(of: UInt8(ascii: "#"), hashes, from: at + 1):
        let escaped = at + hashes + 1
        guard escaped < source.count, source[escaped] == UInt8(ascii: "(") else {
          for _ in at...escaped where at < source.count { blank() }
          continue
        }
        for _ in 0..<(hashes + 2) { keep() }
        readCode(isInterpolation: true)
        if at < source.count { keep() }
      case 0x0A where quotes == 1: return
      default: blank()
      }
    }
  }

  private var next: UInt8? { at + 1 < source.count ? source[at + 1] : nil }

  private func hasRun(of byte: UInt8, _ count: Int, from start: Int) -> Bool {
    start + count <= source.count && source[start..<start + count].allSatisfy { $0 == byte }
  }

  private mutating func keep() {
    code.append(source[at])
    if source[at] == 0x0A { line += 1 }
    at += 1
  }

  private mutating func blank() {
    code.append(source[at] == 0x0A ? 0x0A : 0x20)
    if source[at] == 0x0A { line += 1 }
    at += 1
  }
}
