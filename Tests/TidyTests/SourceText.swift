/// A Swift file cut into code and the rest: comments and the contents of strings are blank in
/// `code`, so that a rule about code is not broken by a text about it.
struct SourceText {
  /// The lines as they stand.
  let lines: [String]
  /// The same lines and columns, code only; interpolations are code.
  let code: [String]
  /// Whether a line has a comment.
  let hasComment: [Bool]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var reader = Reader(text)
    reader.readCode(until: nil)
    code = String(String.UnicodeScalarView(reader.code))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    hasComment = lines.indices.map { reader.commentLines.contains($0) }
  }

  private struct Reader {
    let source: [Unicode.Scalar]
    var code: [Unicode.Scalar] = []
    var commentLines: Set<Int> = []
    var at = 0
    var line = 0

    init(_ text: String) { source = Array(text.unicodeScalars) }

    /// Reads code up to a closing parenthesis of an interpolation, or to the end.
    mutating func readCode(until closing: Unicode.Scalar?) {
      var depth = 0
      while at < source.count {
        if starts("//") {
          commentLines.insert(line)
          while at < source.count, source[at] != "\n" { blank() }
        } else if starts("/*") {
          blankComment()
        } else if let hashes = stringStart() {
          readString(hashes: hashes)
        } else {
          if source[at] == "(" { depth += 1 }
          if source[at] == ")" {
            if depth == 0, closing != nil { return }
            depth -= 1
          }
          keep()
        }
      }
    }

    private mutating func blankComment() {
      while at < source.count, !starts("*/") {
        commentLines.insert(line)
        blank()
      }
      for _ in 0..<2 where at < source.count { blank() }
    }

    /// The number of `#` before a quote that stands here.
    private func stringStart() -> Int? {
      var end = at
      while end < source.count, source[end] == "#" { end += 1 }
      return end < source.count && source[end] == "\"" ? end - at : nil
    }

    private mutating func readString(hashes: Int) {
      for _ in 0..<hashes { keep() }
      let isMultiline = starts("\"\"\"")
      let end = (isMultiline ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
      let escape = "\\" + String(repeating: "#", count: hashes)
      for _ in 0..<(isMultiline ? 3 : 1) { keep() }
      while at < source.count {
        if starts(end) {
          for _ in 0..<end.unicodeScalars.count { keep() }
          return
        }
        if starts(escape + "(") {
          for _ in 0..<(hashes + 2) { keep() }
          readCode(until: ")")
          if at < source.count { keep() }
        } else if starts(escape) {
          for _ in 0..<(hashes + 2) where at < source.count { blank() }
        } else {
          if !isMultiline, source[at] == "\n" { return }
          blank()
        }
      }
    }

    private func starts(_ text: String) -> Bool {
      source[at...].starts(with: text.unicodeScalars)
    }

    private mutating func keep() {
      code.append(source[at])
      if source[at] == "\n" { line += 1 }
      at += 1
    }

    private mutating func blank() {
      code.append(source[at] == "\n" ? "\n" : " ")
      if source[at] == "\n" { line += 1 }
      at += 1
    }
  }
}

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
    let words = Array(code.joined(separator: "\n"))
    var found: [Function] = []
    var line = 1
    for (index, character) in words.enumerated() {
      if character == "\n" { line += 1 }
      let isStart = index == 0 || !(words[index - 1].isLetter || words[index - 1] == ".")
      guard isStart, let name = Self.name(in: words, at: index) else { continue }
      if let last = Self.lastLine(of: words, from: index, line: line) {
        found.append(Function(name: name, first: line, last: last))
      }
    }
    return found
  }

  private static func name(in words: [Character], at index: Int) -> String? {
    if words[index...].starts(with: "func ") {
      return String(words[(index + 5)...].prefix { $0 != "(" && $0 != "<" })
    }
    let isInitializer =
      words[index...].starts(with: "init(") || words[index...].starts(with: "init<")
      || words[index...].starts(with: "init?(")
    return isInitializer ? "init" : nil
  }

  /// The line of the closing brace, or nothing for a requirement or a call without a body.
  private static func lastLine(of words: [Character], from start: Int, line: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    var line = line
    for index in start..<words.count {
      switch words[index] {
      case "\n": line += 1
      case "(", "[": parentheses += 1
      case ")", "]": parentheses -= 1
      case "{" where parentheses == 0: braces += 1
      case "}" where parentheses == 0:
        braces -= 1
        if braces < 0 { return nil }
        if braces == 0 { return line }
      default: break
      }
      if parentheses < 0 { return nil }
      if braces == 0, parentheses == 0, words[index] == "\n", index > start,
        ["func ", "var ", "let ", "init(", "case ", "static "].contains(where: { word in
          words[(index + 1)...].drop { $0 == " " }.starts(with: word)
        })
      {
        return nil
      }
    }
    return nil
  }
}
