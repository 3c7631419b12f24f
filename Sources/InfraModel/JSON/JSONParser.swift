/// Reads JSON text (RFC 8259) into values.
///
/// Strict: no comments, no trailing commas, nothing after the value. Of a repeated key the last
/// one holds. Whole numbers that fit are whole, others are doubles; a number that no double can
/// hold is refused. Bytes that are not UTF-8, and halves of surrogate pairs, become U+FFFD.
public struct JSONParser {
  /// What is wrong with a text, and at which byte.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// The offset of the byte at which it was found.
    public let offset: Int

    /// Both in one line.
    public var description: String { "\(message) at byte \(offset)" }
  }

  /// Deeper nesting is refused, so that hostile text cannot exhaust the stack.
  static let depthMax = 256

  private let source: UnsafeBufferPointer<UInt8>
  private let isMarked: Bool
  private var offset = 0
  private var depth = 0

  private init(_ source: UnsafeBufferPointer<UInt8>, isMarked: Bool) {
    self.source = source
    self.isMarked = isMarked
  }

  /// Reads one value; `marked` reads symbolic values back as `JSONWriter.Symbols.marked` wrote
  /// them.
  public static func parse(_ bytes: [UInt8], marked: Bool = false) throws(Failure) -> Datum {
    try parse(bytes[...], marked: marked)
  }

  /// Reads one value from a part of a text; offsets in failures count from the part's beginning.
  public static func parse(_ bytes: ArraySlice<UInt8>, marked: Bool = false) throws(Failure)
    -> Datum
  {
    let result: Result<Datum, Failure> = bytes.withUnsafeBufferPointer { source in
      var parser = JSONParser(source, isMarked: marked)
      do throws(Failure) {
        return .success(try parser.document())
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Reads one value from a string.
  public static func parse(_ text: String, marked: Bool = false) throws(Failure) -> Datum {
    try parse(Array(text.utf8), marked: marked)
  }

  private mutating func document() throws(Failure) -> Datum {
    skipBlanks()
    let result = try value()
    skipBlanks()
    if offset < source.count { throw failure("more text after the value") }
    return result
  }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: offset) }

  private var byte: UInt8? { offset < source.count ? source[offset] : nil }

  private mutating func skipBlanks() {
    while offset < source.count {
      switch source[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private mutating func value() throws(Failure) -> Datum {
    switch byte {
    case 0x7B: return try nested(Self.object)
    case 0x5B: return try nested(Self.list)
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    case nil: throw failure("the text ends where a value should be")
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(Failure) -> Datum
  ) throws(Failure) -> Datum {
    depth += 1
    if depth > Self.depthMax { throw failure("nested deeper than \(Self.depthMax)") }
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func word(_ word: StaticString, _ value: Datum) throws(Failure) -> Datum {
    let count = word.utf8CodeUnitCount
    guard offset + count <= source.count else { throw failure("the text ends within a word") }
    for index in 0..<count where source[offset + index] != word.utf8Start[index] {
      throw failure("an unknown word")
    }
    offset += count
    return value
  }

  private static func list(_ parser: inout JSONParser) throws(Failure) -> Datum {
    parser.offset += 1
    var items: [Datum] = []
    parser.skipBlanks()
    if parser.byte == 0x5D {
      parser.offset += 1
      return .list([])
    }
    while true {
      parser.skipBlanks()
      items.append(try parser.value())
      parser.skipBlanks()
      switch parser.byte {
      case 0x2C: parser.offset += 1
      case 0x5D:
        parser.offset += 1
        return .list(items)
      default: throw parser.failure("a list needs , or ]")
      }
    }
  }

  private static func object(_ parser: inout JSONParser) throws(Failure) -> Datum {
    parser.offset += 1
    var entries: [Fields.Entry] = []
    parser.skipBlanks()
    if parser.byte == 0x7D {
      parser.offset += 1
      return .object(Fields())
    }
    while true {
      parser.skipBlanks()
      guard parser.byte == 0x22 else { throw parser.failure("a field needs a name in quotes") }
      let key = try parser.string()
      parser.skipBlanks()
      guard parser.byte == 0x3A else { throw parser.failure("a field's name needs :") }
      parser.offset += 1
      parser.skipBlanks()
      entries.append(Fields.Entry(key: key, value: try parser.value()))
      parser.skipBlanks()
      switch parser.byte {
      case 0x2C: parser.offset += 1
      case 0x7D:
        parser.offset += 1
        return parser.isMarked ? try parser.unmarked(entries) : .object(Fields(entries))
      default: throw parser.failure("an object needs , or }")
      }
    }
  }

  private mutating func number() throws(Failure) -> Datum {
    let start = offset
    var isWhole = true
    while let byte {
      switch byte {
      case 0x30...0x39, 0x2D: break
      case 0x2B, 0x2E, 0x45, 0x65: isWhole = false
      default:
        return try number(from: start, isWhole: isWhole)
      }
      offset += 1
    }
    return try number(from: start, isWhole: isWhole)
  }

  private func number(from start: Int, isWhole: Bool) throws(Failure) -> Datum {
    let digits = source[start..<offset]
    let unsigned = digits.first == 0x2D ? digits.dropFirst() : digits
    let hasLeadingZero = unsigned.count > 1 && unsigned.first == 0x30
    let secondIsDigit = unsigned.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false
    guard let first = unsigned.first, (0x30...0x39).contains(first),
      !(hasLeadingZero && secondIsDigit)
    else { throw failure("an unknown value") }
    let text = String(decoding: digits, as: UTF8.self)
    if isWhole, let value = Int(text) { return .int(value) }
    // Every dot stands between digits: what C reads, as `1.e5`, is not all JSON.
    let hasBareDot = digits.indices.contains { index in
      digits[index] == 0x2E
        && !(index + 1 < digits.endIndex && (0x30...0x39).contains(digits[index + 1]))
    }
    guard let last = digits.last, (0x30...0x39).contains(last), !hasBareDot,
      let value = Double(text)
    else { throw failure("a number that is none") }
    guard value.isFinite else { throw failure("a number out of range") }
    return .double(value)
  }

  private mutating func string() throws(Failure) -> String {
    offset += 1
    let start = offset
    while let byte {
      if byte == 0x22 {
        let text = String(decoding: source[start..<offset], as: UTF8.self)
        offset += 1
        return text
      }
      if byte == 0x5C { return try escapedString(from: start) }
      if byte < 0x20 { throw failure("a control character in a string") }
      offset += 1
    }
    throw failure("the text ends within a string")
  }

  private mutating func escapedString(from start: Int) throws(Failure) -> String {
    var text = Array(source[start..<offset])
    while let byte {
      offset += 1
      switch byte {
      case 0x22: return String(decoding: text, as: UTF8.self)
      case 0x5C: try escape(into: &text)
      case 0..<0x20: throw failure("a control character in a string")
      default: text.append(byte)
      }
    }
    throw failure("the text ends within a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    guard let byte else { throw failure("the text ends within an escape") }
    offset += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      let scalar = try unicodeEscape()
      // A lone surrogate has no UTF-8 form; U+FFFD stands for it, as everywhere.
      text.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    default: throw failure("an unknown escape")
    }
  }

  /// The code point of an escape, `\u` being read; of a pair of surrogates the one they mean.
  private mutating func unicodeEscape() throws(Failure) -> UInt32 {
    let high = try hexadecimal()
    guard (0xD800..<0xDC00).contains(high), offset + 1 < source.count, source[offset] == 0x5C,
      source[offset + 1] == 0x75
    else { return high }
    let second = offset
    offset += 2
    let low = try hexadecimal()
    if (0xDC00..<0xE000).contains(low) { return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) }
    offset = second
    return high
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard offset + 4 <= source.count else { throw failure("the text ends within an escape") }
    var value: UInt32 = 0
    for byte in source[offset..<offset + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x61 + 10)
      default: throw failure("an escape needs four hexadecimal digits")
      }
    }
    offset += 4
    return value
  }

  /// Turns the objects that stand for symbolic values back into them.
  private func unmarked(_ entries: [Fields.Entry]) throws(Failure) -> Datum {
    guard entries.contains(where: { $0.key.utf8.first == 0x24 }) else {
      return .object(Fields(entries))
    }
    if entries.count == 1, let symbol = symbol(entries[0]) { return symbol }
    var plain: [Fields.Entry] = []
    for entry in entries {
      // By bytes: a `$` and an accent after it are one character to Swift.
      let key = entry.key.utf8
      guard key.first == 0x24 else {
        plain.append(entry)
        continue
      }
      guard key.dropFirst().first == 0x24 else {
        throw failure("an unknown symbol \(entry.key)")
      }
      plain.append(
        Fields.Entry(key: String(decoding: key.dropFirst(), as: UTF8.self), value: entry.value))
    }
    return .object(Fields(plain))
  }

  private func symbol(_ entry: Fields.Entry) -> Datum? {
    guard case .list(let items) = entry.value else { return nil }
    switch entry.key {
    case "$ref":
      guard items.count == 2, let text = items[0].string, let attribute = items[1].string,
        let address = Address(parsing: text)
      else { return nil }
      return .reference(Reference(address, attribute))
    case "$text": return .segments(items)
    case "$secret":
      guard let text = items.first?.string, let source = SecretSource(parsing: text) else {
        return nil
      }
      return .secret(SealedSecret(source, fingerprint: items.dropFirst().first?.string))
    default: return nil
    }
  }
}
