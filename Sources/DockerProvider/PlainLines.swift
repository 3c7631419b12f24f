/// Lines that a program wrote, as they can be shown: without colours and other control characters,
/// which could rewrite what a terminal shows.
enum PlainLines {
  /// The lines that are not blank.
  static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { plain(String($0)) }
      .filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// A line without escape sequences (ECMA-48: ESC, and CSI up to its final byte) and controls.
  static func plain(_ line: String) -> String {
    var kept = String.UnicodeScalarView()
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1b}" {
        guard rest.popFirst() == "[" else { continue }
        while let part = rest.popFirst(), !(0x40...0x7e).contains(part.value) {}
      } else if scalar == "\t" || !(scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)) {
        kept.append(scalar)
      }
    }
    return String(kept)
  }
}
