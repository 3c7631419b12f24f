/// The difference of two texts by line, as hunks with some lines of context.
enum TextDiff {
  /// Lines shown before and after each change.
  static let context = 2

  /// Whether a text has more than one line.
  static func isMultiline(_ text: String) -> Bool {
    // By bytes: to Swift, CR LF is one character that is not LF.
    text.utf8.dropLast().contains(0x0A)
  }

  /// The lines of a text; a text that does not end with a line's end says so.
  static func split(_ text: String) -> [String] {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last == "" {
      lines.removeLast()
    } else if let last = lines.last {
      lines[lines.count - 1] = last + " (no newline at the end)"
    }
    return lines
  }

  /// The changed lines with their context; a line with the place goes before each hunk.
  static func hunks(from before: String, to after: String) -> [(
    mark: DiffLine.Mark, text: String
  )] {
    let old = split(before)
    let new = split(after)
    let edits = SequenceDiff.edits(from: old, to: new) {
      // Canonically equal text is equal to Swift; its bytes may differ.
      $0.utf8.elementsEqual($1.utf8)
    }
    var shown: [(mark: DiffLine.Mark, text: String)] = []
    var lastShown = -1
    for (index, edit) in edits.enumerated() where isNear(index, edits) {
      if index > lastShown + 1 || lastShown < 0 { shown.append((.context, place(edit))) }
      lastShown = index
      switch edit {
      case .keep(_, let line): shown.append((.context, Shown.line(new[line])))
      case .remove(let line): shown.append((.remove, Shown.line(old[line])))
      case .add(let line): shown.append((.add, Shown.line(new[line])))
      case .change(let from, let to):
        shown.append((.remove, Shown.line(old[from])))
        shown.append((.add, Shown.line(new[to])))
      }
    }
    return shown
  }

  private static func isNear(_ index: Int, _ edits: [SequenceDiff.Edit]) -> Bool {
    let range = max(0, index - context)...min(edits.count - 1, index + context)
    return range.contains { if case .keep = edits[$0] { false } else { true } }
  }

  private static func place(_ edit: SequenceDiff.Edit) -> String {
    switch edit {
    case .keep(_, let line), .add(let line), .change(_, let line): "@@ line \(line + 1) @@"
    case .remove(let line): "@@ line \(line + 1) before @@"
    }
  }
}
