/// Text made safe for GitHub's Markdown: nothing in it becomes a link, a mention, HTML or a cell.
///
/// What comes from outside stands in code spans or fences, in which GitHub looks for neither
/// links nor mentions; only how they end has to be guarded.
enum Markdown {
  /// A longer name or value is cut.
  static let spanMax = 300

  /// A code span, for a table's cell if asked: there a bar ends even a span unless escaped.
  static func code(_ text: String, inTable: Bool = false) -> String {
    var shown = bounded(text)
    if inTable { shown = Shown.replacing(["|": "\\|"], in: shown) }
    if shown.utf8.allSatisfy({ $0 == 0x20 }) { shown = "(blank)" }
    let ticks = String(repeating: "`", count: longestTickRun(in: shown) + 1)
    // The blanks are taken off again when shown; they keep backticks at the ends apart.
    let needsPad =
      [0x60, 0x20].contains(shown.utf8.first) || [0x60, 0x20].contains(shown.utf8.last)
    return needsPad ? "\(ticks) \(shown) \(ticks)" : "\(ticks)\(shown)\(ticks)"
  }

  /// A code element, for where Markdown is not read: in a line of HTML.
  static func htmlCode(_ text: String) -> String {
    let entities: [Unicode.Scalar: String] = [
      "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]
    return "<code>\(Shown.replacing(entities, in: bounded(text)))</code>"
  }

  /// A sentence of our own words as it is; one that holds more than plain words as code.
  static func prose(_ text: String, inTable: Bool = false) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      switch $0 {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ";", "'", "(", ")": true
      // A colon makes a link only before slashes, which are not plain.
      case ":": true
      default: false
      }
    }
    return isPlain ? text : code(text, inTable: inTable)
  }

  /// A fence longer than any run of backticks in its lines, with those lines in it.
  static func fence(_ language: String, _ lines: [String]) -> String {
    let longest = lines.map(longestTickRun).max() ?? 0
    let ticks = String(repeating: "`", count: max(3, longest + 1))
    return "\(ticks)\(language)\n\(lines.joined(separator: "\n"))\n\(ticks)"
  }

  /// A value in the hidden tag: nothing in it can end the comment.
  static func tagValue(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 95 || byte == 46
      let digits = String(byte, radix: 16)
      return isPlain
        ? String(decoding: [byte], as: UTF8.self)
        : byte == 45 ? "-" : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined().replacing("--", with: "-%2d")
  }

  private static func bounded(_ text: String) -> String {
    let shown = Shown.line(text)
    return shown.count > spanMax ? "\(shown.prefix(spanMax))…" : shown
  }

  private static func longestTickRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
