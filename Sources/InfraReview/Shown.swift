import InfraModel

/// Text made safe to show: what a terminal obeys and what an eye cannot see is written out.
public enum Shown {
  /// A single value longer than this is cut in its middle.
  static let lengthMax = 400

  /// A text on one line, without quotes.
  public static func line(_ text: some StringProtocol) -> String {
    isPlain(text) ? String(text) : written(text.unicodeScalars, escaping: false)
  }

  /// A text in quotes, with quotes and backslashes in it escaped too.
  static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// What stands between the quotes of a quoted text.
  static func escaped(_ text: String) -> String {
    let needsNoEscape = text.utf8.allSatisfy { $0 != 0x22 && $0 != 0x5C }
    if needsNoEscape, text.utf8.count <= lengthMax, isPlain(text) { return text }
    return written(cut(text).unicodeScalars, escaping: true)
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

  /// Scalars as they are shown; `escaping` puts a backslash before quotes and backslashes. Gathered
  /// as bytes: files of some thousand lines are in the plan of an environment.
  private static func written(_ scalars: some Sequence<Unicode.Scalar>, escaping: Bool) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.underestimatedCount)
    for scalar in scalars {
      guard (0x20...0x7E).contains(scalar.value) else {
        bytes.append(contentsOf: shown(scalar).utf8)
        continue
      }
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      if escaping, byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A scalar beyond the printable ones of ASCII.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    switch scalar.properties.generalCategory {
    // Controls (Cc) drive terminals; format characters (Cf) reorder or hide text; separators
    // break lines; private and unassigned ones look like nothing anywhere.
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return "\\u{\(String(scalar.value, radix: 16))}"
    default: return String(scalar)
    }
  }

  private static func cut(_ text: String) -> String {
    // No text has more scalars than bytes.
    guard text.utf8.count > lengthMax else { return text }
    let scalars = text.unicodeScalars
    let count = scalars.count
    guard count > lengthMax else { return text }
    let half = lengthMax / 2
    return "\(String(scalars.prefix(half)))… (\(count) characters) …"
      + String(scalars.suffix(half))
  }
}
