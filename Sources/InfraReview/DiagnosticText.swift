import InfraModel

/// Diagnostics as their reader sees them: severity and summary, detail, places, notes, hints,
/// and commands to copy on indented lines of their own.
public struct DiagnosticText: Sendable {
  private let theme: Theme
  private let root: String?
  private let width: Int

  /// The narrowest width that text is wrapped at.
  static let widthMin = 20

  /// Makes a renderer; places are shown relative to `root`, prose is wrapped at `width` columns.
  public init(theme: Theme = .plain, root: String? = nil, width: Int = 80) {
    self.theme = theme
    self.root = root
    self.width = max(Self.widthMin, width)
  }

  /// The text of all, with an empty line between two.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  /// The text of one, with a newline at its end.
  public func render(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity == .error ? "Error" : "Warning"
    let label: Theme.Label = diagnostic.severity == .error ? .error : .warning
    var lines = [
      theme.paint("\(severity):", label) + " "
        + theme.paint(Shown.line(diagnostic.summary), .heading)
    ]
    lines += paragraphs(diagnostic.detail, indent: "  ")
    if let address = diagnostic.address { lines.append("  in \(Shown.line(address.text))") }
    if let location = diagnostic.location { lines.append("  at \(place(location))") }
    for note in diagnostic.notes {
      let place = note.location.map { ": \(self.place($0))" } ?? ""
      lines += wrap(Shown.line(note.text) + place, first: "  ", rest: "    ")
    }
    for hint in diagnostic.hints {
      let wrapped = wrap("Hint: \(Shown.line(hint))", first: "  ", rest: "    ")
      lines += wrapped.map { line in
        line.hasPrefix("  Hint:") ? "  \(theme.paint("Hint:", .hint))\(line.dropFirst(7))" : line
      }
    }
    for command in diagnostic.commands {
      // Never wrapped: it is there to be copied.
      lines.append("      " + theme.paint(Shown.line(command), .command))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func place(_ location: SourceLocation) -> String {
    Shown.line(location.text(relativeTo: root))
  }

  /// Text with lines of its own, as the last lines of a log, keeps them.
  private func paragraphs(_ text: String, indent: String) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).flatMap { line in
      let shown = Shown.line(String(decoding: line, as: UTF8.self))
      return shown.isEmpty ? [""] : wrap(shown, first: indent, rest: indent)
    }
  }

  private func wrap(_ text: String, first: String, rest: String) -> [String] {
    // Leading blanks are an indentation of the text's own.
    let own = String(text.prefix { $0 == " " })
    var lines: [String] = []
    var line = first + own
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = rest + own
        isEmpty = true
      }
      line += isEmpty ? String(word) : " \(word)"
      isEmpty = false
    }
    lines.append(line)
    return lines
  }
}
