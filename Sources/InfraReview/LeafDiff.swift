import InfraModel

/// One line of a rendered difference.
struct DiffLine: Equatable {
  /// What the line says of its text.
  enum Mark: String {
    case add = "+"
    case remove = "-"
    case change = "~"
    case context = " "
  }

  var mark: Mark
  var depth: Int
  var text: String
}

/// The difference of two values, down to the elements that differ.
///
/// Maps are compared by name, lists by element, text of several lines by line with two lines of
/// context, text that is JSON as the value it stands for.
struct LeafDiff {
  /// The lines so far.
  private(set) var lines: [DiffLine] = []
  private let isSensitive: Bool

  /// Of a text that comes or goes whole, this many lines are shown.
  static let wholeTextLinesMax = 12
  /// Values up to this length stand on the line of their name.
  static let inlineMax = 64
  /// Longer text is not read as JSON.
  static let jsonMax = 200_000

  private init(isSensitive: Bool) { self.isSensitive = isSensitive }

  /// The lines of a difference; none if both are the same.
  static func lines(
    _ name: String, from before: Datum, to after: Datum, isSensitive: Bool = false
  ) -> [DiffLine] {
    var diff = LeafDiff(isSensitive: isSensitive)
    diff.compare(Shown.name(name), before, after, depth: 0)
    return diff.lines
  }

  private mutating func add(_ mark: DiffLine.Mark, _ depth: Int, _ text: String) {
    lines.append(DiffLine(mark: mark, depth: depth, text: text))
  }

  private mutating func compare(_ name: String, _ before: Datum, _ after: Datum, depth: Int) {
    if before.isNull && after.isNull { return }
    if before.isNull { return whole(.add, name, after, depth: depth) }
    if after.isNull { return whole(.remove, name, before, depth: depth) }
    if ValueText.isSame(before, after) { return }
    switch (before, after) {
    case (.object(let before), .object(let after)):
      add(.change, depth, name)
      compareFields(before, after, depth: depth + 1)
    case (.list(let before), .list(let after)):
      add(.change, depth, name)
      compareElements(before, after, depth: depth + 1)
    case (.string(let before), .string(let after)) where !isSensitive:
      compareText(name, before, after, depth: depth)
    default: compareScalars(name, before, after, depth: depth)
    }
  }

  private mutating func compareScalars(
    _ name: String, _ before: Datum, _ after: Datum, depth: Int
  ) {
    let old = ValueText.render(before, isSensitive: isSensitive)
    let new = ValueText.render(after, isSensitive: isSensitive)
    if old == new {
      add(.change, depth, "\(name): \(new), its content changed")
    } else {
      add(.change, depth, "\(name): \(old) -> \(new)")
    }
  }

  private mutating func compareFields(_ before: Fields, _ after: Fields, depth: Int) {
    for key in Set(before.keys).union(after.keys).sorted() {
      compare(
        Shown.name(key), before[key] ?? .null, after[key] ?? .null, depth: depth)
    }
  }

  private mutating func compareElements(_ before: [Datum], _ after: [Datum], depth: Int) {
    for edit in SequenceDiff.edits(from: before, to: after, isSame: ValueText.isSame) {
      switch edit {
      case .keep: break
      case .remove(let index): whole(.remove, "[\(index)]", before[index], depth: depth)
      case .add(let index): whole(.add, "[\(index)]", after[index], depth: depth)
      case .change(let old, let new):
        compare("[\(new)]", before[old], after[new], depth: depth)
      }
    }
  }

  private mutating func compareText(
    _ name: String, _ before: String, _ after: String, depth: Int
  ) {
    if let old = Self.json(before), let new = Self.json(after) {
      guard !ValueText.isSame(old, new) else {
        return add(.change, depth, "\(name): the same JSON, written differently")
      }
      return compare("\(name) (JSON)", old, new, depth: depth)
    }
    guard TextDiff.isMultiline(before) || TextDiff.isMultiline(after) else {
      return compareScalars(name, .string(before), .string(after), depth: depth)
    }
    add(.change, depth, name)
    for line in TextDiff.hunks(from: before, to: after) {
      add(line.mark, depth + 1, line.text)
    }
  }

  /// A value that comes or goes whole.
  private mutating func whole(
    _ mark: DiffLine.Mark, _ name: String, _ value: Datum, depth: Int
  ) {
    switch value {
    case .string(let text) where !isSensitive && TextDiff.isMultiline(text):
      return wholeText(mark, name, text, depth: depth)
    case .object(let fields) where !fields.isEmpty: break
    case .list(let items) where !items.isEmpty: break
    default:
      return add(mark, depth, "\(name): \(ValueText.render(value, isSensitive: isSensitive))")
    }
    if let inline = ValueText.render(value, isSensitive: isSensitive, upTo: Self.inlineMax) {
      return add(mark, depth, "\(name): \(inline)")
    }
    add(mark, depth, name)
    for entry in value.object?.entries ?? [] where !entry.value.isNull {
      whole(mark, Shown.name(entry.key), entry.value, depth: depth + 1)
    }
    for (index, item) in (value.list ?? []).enumerated() {
      whole(mark, "[\(index)]", item, depth: depth + 1)
    }
  }

  private mutating func wholeText(
    _ mark: DiffLine.Mark, _ name: String, _ text: String, depth: Int
  ) {
    let all = TextDiff.split(text)
    add(mark, depth, "\(name) (\(all.count) lines)")
    for line in all.prefix(Self.wholeTextLinesMax) {
      add(mark, depth + 1, Shown.line(line))
    }
    if all.count > Self.wholeTextLinesMax {
      add(mark, depth + 1, "… \(all.count - Self.wholeTextLinesMax) more lines")
    }
  }

  private static func json(_ text: String) -> Datum? {
    guard text.utf8.count <= jsonMax, let first = text.utf8.first(where: { $0 > 0x20 }),
      first == 0x7B || first == 0x5B, let value = try? JSONParser.parse(text)
    else { return nil }
    return value
  }
}
