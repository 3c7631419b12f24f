extension SourceText {
  /// A function with a body.
  struct Function {
    let name: String
    /// The first and the last line, from one.
    let first: Int
    let last: Int
  }

  /// All functions and initializers with a body, found by their keywords and braces.
  var functions: [Function] {
    var found: [Function] = []
    var line = 1
    var before: UInt8 = 0x0A
    for (index, byte) in bytes.enumerated() {
      defer { before = byte }
      if byte == 0x0A { line += 1 }
      guard byte == UInt8(ascii: "f") || byte == UInt8(ascii: "i"),
        before != UInt8(ascii: "."), !(97...122).contains(before | 0x20),
        let name = name(at: index), let last = lastLine(from: index, line: line)
      else { continue }
      found.append(Function(name: name, first: line, last: last))
    }
    return found
  }

  private func name(at index: Int) -> String? {
    if bytes[index...].starts(with: "func ".utf8) {
      let name = bytes[(index + 5)...].prefix { $0 != 0x28 && $0 != 0x3C }
      return String(decoding: name, as: UTF8.self)
    }
    let isInitializer = ["init(", "init<", "init?("].contains {
      bytes[index...].starts(with: $0.utf8)
    }
    return isInitializer ? "init" : nil
  }

  /// The line of the closing brace, or nothing for a requirement or a call without a body.
  private func lastLine(from start: Int, line: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    var line = line
    for index in start..<bytes.count {
      switch bytes[index] {
      case 0x0A:
        line += 1
        if braces == 0, parentheses == 0, beginsDeclaration(after: index) { return nil }
      case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
      case UInt8(ascii: "{") where parentheses == 0: braces += 1
      case UInt8(ascii: "}") where parentheses == 0:
        braces -= 1
        if braces < 0 { return nil }
        if braces == 0 { return line }
      default: break
      }
      if parentheses < 0 { return nil }
    }
    return nil
  }

  private func beginsDeclaration(after newline: Int) -> Bool {
    let rest = bytes[(newline + 1)...].drop { $0 == 0x20 }
    return ["func ", "var ", "let ", "init(", "case ", "static "].contains {
      rest.starts(with: $0.utf8)
    }
  }
}
