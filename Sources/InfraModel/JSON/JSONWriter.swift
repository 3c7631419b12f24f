/// Writes values as JSON: fields sorted, no blanks unless asked for, so that equal values are
/// equal bytes.
///
/// Foundation's coders were measured at about 10 MB/s here, too slow for a state of 10,000
/// resources within a plan of 150 ms; this writes some hundred.
public struct JSONWriter: Sendable {
  /// How symbolic values are written.
  public enum Symbols: Sendable {
    /// As objects with one key that begins with `$`; a plain key that begins so gets one `$` more.
    /// What state and plan files hold.
    case marked
    /// As `null`: for documents in which there should be none.
    case dropped
  }

  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private let symbols: Symbols
  private let isIndented: Bool
  private var depth = 0

  /// Makes a writer; an indented one puts every field and element on a line of its own.
  public init(symbols: Symbols = .dropped, isIndented: Bool = false) {
    self.symbols = symbols
    self.isIndented = isIndented
  }

  /// A value as JSON text.
  public static func text(
    _ value: Datum, symbols: Symbols = .dropped, isIndented: Bool = false
  ) -> String {
    String(decoding: Self.bytes(value, symbols: symbols, isIndented: isIndented), as: UTF8.self)
  }

  /// A value as the bytes of JSON text.
  public static func bytes(
    _ value: Datum, symbols: Symbols = .dropped, isIndented: Bool = false
  ) -> [UInt8] {
    var writer = JSONWriter(symbols: symbols, isIndented: isIndented)
    writer.write(value)
    return writer.bytes
  }

  /// How many bytes have been written and not been taken.
  public var count: Int { bytes.count }

  /// Hands over what has been written and goes on after it.
  public mutating func takeBytes() -> [UInt8] {
    let taken = bytes
    bytes = []
    bytes.reserveCapacity(taken.count)
    return taken
  }

  /// Writes one value.
  public mutating func write(_ value: Datum) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .int(let value): raw(String(value))
    case .double(let value): raw(value.isFinite ? String(value) : "null")
    case .string(let value): string(value)
    case .list(let items): list(items)
    case .object(let fields): object(fields)
    case .reference, .segments, .secret: symbol(value)
    }
  }

  /// Writes text that is JSON already.
  public mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a string with its quotes and escapes.
  public mutating func string(_ text: String) {
    bytes.append(0x22)
    var text = text
    text.withUTF8 { source in
      var start = 0
      for index in source.indices {
        let byte = source[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        bytes.append(contentsOf: source[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: source[start...])
    }
    bytes.append(0x22)
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: raw("\\\"")
    case 0x5C: raw("\\\\")
    case 0x0A: raw("\\n")
    case 0x0D: raw("\\r")
    case 0x09: raw("\\t")
    default:
      let digits = Array("0123456789abcdef".utf8)
      raw("\\u00")
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }

  private mutating func list(_ items: [Datum]) {
    bytes.append(0x5B)
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      newline()
      write(item)
    }
    depth -= 1
    if !items.isEmpty { newline() }
    bytes.append(0x5D)
  }

  private mutating func object(_ fields: Fields) {
    bytes.append(0x7B)
    depth += 1
    for (index, entry) in fields.entries.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      newline()
      let isMarked = symbols == .marked && entry.key.utf8.first == 0x24
      string(isMarked ? "$" + entry.key : entry.key)
      raw(isIndented ? ": " : ":")
      write(entry.value)
    }
    depth -= 1
    if !fields.isEmpty { newline() }
    bytes.append(0x7D)
  }

  private mutating func newline() {
    guard isIndented else { return }
    bytes.append(0x0A)
    for _ in 0..<depth { raw("  ") }
  }

  private mutating func symbol(_ value: Datum) {
    guard symbols == .marked else { return raw("null") }
    switch value {
    case .reference(let reference):
      raw("{\"$ref\":[")
      string(reference.address.text)
      raw(",")
      string(reference.attribute)
      raw("]}")
    case .segments(let parts):
      raw("{\"$text\":")
      list(parts)
      raw("}")
    case .secret(let secret):
      raw("{\"$secret\":[")
      string(secret.source.text)
      if let fingerprint = secret.fingerprint {
        raw(",")
        string(fingerprint)
      }
      raw("]}")
    default: raw("null")
    }
  }
}
