import InfraModel

/// A part of a template: text, or a place for a value.
enum TemplatePiece: Equatable {
  case text(String)
  case place(String)

  /// Cuts a template at its places: `@{name}`; `@@{` is the text `@{`.
  static func pieces(of template: String) -> [TemplatePiece] {
    var pieces: [TemplatePiece] = []
    var text = ""
    var rest = template[...]
    while let at = rest.firstIndex(of: "@") {
      text += rest[..<at]
      rest = rest[at...]
      if rest.hasPrefix("@@{") {
        text += "@{"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("@{"), let end = rest.firstIndex(of: "}") {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.place(String(rest[rest.index(at, offsetBy: 2)..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        text += "@"
        rest = rest.dropFirst()
      }
    }
    text += rest
    if !text.isEmpty { pieces.append(.text(text)) }
    return pieces
  }
}

/// The blanks before a place that stands alone on its line: each line of a block of lines gets
/// them, so that YAML stays YAML. Lines that are empty stay empty.
struct Indentation {
  private let blanks: String

  /// Looks at the text before a place, `nil` where a value of another place stands before it.
  init(after before: String?, isFirst: Bool) {
    let bytes = Array((before ?? "").utf8)
    let count = bytes.reversed().prefix { $0 == 0x20 }.count
    let isAtLineStart = count < bytes.count ? bytes[bytes.count - count - 1] == 0x0A : isFirst
    blanks = isAtLineStart ? String(repeating: " ", count: count) : ""
  }

  /// A value with the blanks put into it.
  func applied(to value: Datum) -> Datum {
    guard !blanks.isEmpty else { return value }
    switch value {
    case .string(let text): return .string(deeper(text, isLast: true))
    case .segments(let parts):
      return .segments(
        parts.enumerated().map { index, part in
          part.string.map { .string(deeper($0, isLast: index == parts.count - 1)) } ?? part
        })
    default: return value
    }
  }

  /// By bytes, since a carriage return and a newline are one character to Swift. What follows a
  /// part that is not the last stands on the part's last line.
  private func deeper(_ text: String, isLast: Bool) -> String {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var result = String(Substring(lines[0]))
    for (index, line) in lines.enumerated().dropFirst() {
      let isEmpty = line.isEmpty && (isLast || index < lines.count - 1)
      result += isEmpty ? "\n" : "\n" + blanks + String(Substring(line))
    }
    return result
  }
}
