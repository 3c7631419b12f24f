import InfraModel

/// Reads XML as services send it: elements, text, attributes dropped. Strict and bounded: no
/// document type, no entities but the five and characters by number, at most 64 levels.
struct XMLReader {
  /// Why a text is no XML of this kind.
  struct Failure: Error, Hashable {
    let message: String
    let offset: Int
  }

  /// How many elements may stand in each other.
  static let depthMax = 64

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The name of the outermost element and its content.
  static func read(_ bytes: [UInt8]) throws(Failure) -> (root: String, content: Datum) {
    var reader = XMLReader(bytes)
    try reader.skipProlog()
    let element = try reader.element(depth: 0)
    try reader.skipProlog()
    if reader.position < bytes.count { throw reader.failure("something follows the document") }
    return element
  }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  private mutating func skip(past end: StaticString) throws(Failure) {
    while position < bytes.count {
      if starts(end) {
        position += end.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw failure("it ends within a comment or an instruction")
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func skipProlog() throws(Failure) {
    if starts("\u{FEFF}") { position += 3 }
    while true {
      skipSpace()
      if starts("<?") {
        try skip(past: "?>")
      } else if starts("<!--") {
        try skip(past: "-->")
      } else {
        return
      }
    }
  }

  private mutating func name() throws(Failure) -> String {
    let start = position
    while position < bytes.count, Self.isInName(bytes[position]) { position += 1 }
    guard position > start else { throw failure("a name is missing") }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    // A prefix says which namespace: the services use one in each document.
    return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte >= 0x80
      || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x3A
  }

  /// An element with all in it; its start is next.
  private mutating func element(depth: Int) throws(Failure) -> (root: String, content: Datum) {
    guard depth < Self.depthMax else { throw failure("it is nested too deeply") }
    guard starts("<") else { throw failure("an element is missing") }
    position += 1
    let name = try name()
    if try skipAttributes() { return (name, .string("")) }
    var text: [UInt8] = []
    var children = Children()
    while true {
      guard position < bytes.count else { throw failure("\(name) does not end") }
      if starts("</") {
        position += 2
        guard try self.name() == name else { throw failure("\(name) is closed by another name") }
        skipSpace()
        guard starts(">") else { throw failure("an end of \(name) is wrong") }
        position += 1
        return (
          name, children.isEmpty ? .string(String(decoding: text, as: UTF8.self)) : children.datum
        )
      } else if starts("<!--") {
        try skip(past: "-->")
      } else if starts("<![CDATA[") {
        let start = position + 9
        try skip(past: "]]>")
        text += bytes[start..<(position - 3)]
      } else if starts("<?") {
        try skip(past: "?>")
      } else if starts("<") {
        children.append(try element(depth: depth + 1))
      } else if starts("&") {
        text += Array(String(try reference()).utf8)
      } else {
        text.append(bytes[position])
        position += 1
      }
    }
  }

  /// Skips to the end of a start tag; whether the element ended with it.
  private mutating func skipAttributes() throws(Failure) -> Bool {
    while true {
      skipSpace()
      if starts("/>") {
        position += 2
        return true
      }
      if starts(">") {
        position += 1
        return false
      }
      _ = try name()
      skipSpace()
      guard starts("=") else { throw failure("an attribute has no value") }
      position += 1
      skipSpace()
      guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else {
        throw failure("an attribute's value is not quoted")
      }
      let quote = bytes[position]
      position += 1
      while position < bytes.count, bytes[position] != quote {
        if bytes[position] == 0x3C { throw failure("an attribute's value holds <") }
        position += 1
      }
      guard position < bytes.count else { throw failure("it ends within an attribute") }
      position += 1
    }
  }

  private mutating func reference() throws(Failure) -> Unicode.Scalar {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != 0x3B, position - start < 10 { position += 1 }
    guard position < bytes.count, bytes[position] == 0x3B else {
      throw failure("a reference does not end")
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    position += 1
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      guard let scalar = number.flatMap(Unicode.Scalar.init) else {
        throw failure("&\(name); is not known")
      }
      return scalar
    }
  }
}

/// The children of an element on their way to a value.
private struct Children {
  private var names: [String] = []
  private var values: [String: [Datum]] = [:]

  var isEmpty: Bool { names.isEmpty }

  mutating func append(_ element: (root: String, content: Datum)) {
    if values[element.root] == nil { names.append(element.root) }
    values[element.root, default: []].append(element.content)
  }

  /// A list where the children are a list's elements, an object otherwise.
  var datum: Datum {
    if names == ["member"] || names == ["item"] { return .list(values[names[0]] ?? []) }
    return .object(
      Fields(
        names.map { name in
          let found = values[name] ?? []
          return Fields.Entry(key: name, value: found.count == 1 ? found[0] : .list(found))
        }))
  }
}
