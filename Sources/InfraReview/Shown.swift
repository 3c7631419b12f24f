import InfraModel

/// Text made safe to show: what a terminal obeys and what an eye cannot see is written out.
public enum Shown {
  /// A single value longer than this is cut in its middle.
  static let lengthMax = 400

  /// A text on one line, without quotes.
  public static func line(_ text: some StringProtocol) -> String {
    if isPlain(text) { return String(text) }
    var shown = ""
    for scalar in text.unicodeScalars { append(scalar, to: &shown) }
    return shown
  }

  /// A text in quotes, with quotes and backslashes in it escaped too.
  static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// What stands between the quotes of a quoted text.
  static func escaped(_ text: String) -> String {
    let needsNoEscape = text.utf8.allSatisfy { $0 != 0x22 && $0 != 0x5C }
    if needsNoEscape, text.utf8.count <= lengthMax, isPlain(text) { return text }
    var shown = ""
    for scalar in cut(text).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { shown += "\\" }
      append(scalar, to: &shown)
    }
    return shown
  }

  /// Whether every sign stands for itself, as in most texts: no need to go through them.
  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// A field's name: bare where that can be misread as nothing else.
  static func name(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
        || $0 == 45 || $0 == 46 || $0 == 47
    }
    return isPlain && !text.isEmpty ? text : quoted(text)
  }

  /// A text with some scalars written otherwise. By scalars: to Swift, a sign with an accent set
  /// on it is another character, while Markdown and JSON still see the sign.
  static func replacing(_ replacements: [Unicode.Scalar: String], in text: String) -> String {
    var replaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let replacement = replacements[scalar] {
        replaced.append(contentsOf: replacement.unicodeScalars)
      } else {
        replaced.append(scalar)
      }
    }
    return String(replaced)
  }

  private static func append(_ scalar: Unicode.Scalar, to shown: inout String) {
    switch scalar {
    case "\n": shown += "\\n"
    case "\r": shown += "\\r"
    case "\t": shown += "\\t"
    case " "..."~": shown.unicodeScalars.append(scalar)
    default:
      switch scalar.properties.generalCategory {
      // Controls (Cc) drive terminals; format characters (Cf) reorder or hide text; separators
      // break lines; private and unassigned ones look like nothing anywhere.
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
  }

  private static func cut(_ text: String) -> String {
    let count = text.unicodeScalars.count
    guard count > lengthMax else { return text }
    let half = lengthMax / 2
    return "\(text.unicodeScalars.prefix(half))… (\(count) characters) …"
      + "\(text.unicodeScalars.suffix(half))"
  }
}
