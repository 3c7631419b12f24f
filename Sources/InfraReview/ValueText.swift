import InfraModel

/// A value on one line, as a reader of a plan sees it.
enum ValueText {
  /// What stands for a value that is known only later.
  static let unknown = "(known after apply)"
  /// What stands for a value that is never shown.
  static let hidden = "(sensitive)"

  /// Renders a value; of a sensitive one only where its secrets come from, and its field names.
  static func render(_ value: Datum, isSensitive: Bool = false) -> String {
    var line = Line(lengthMax: .max)
    write(value, isSensitive: isSensitive, to: &line)
    return line.text
  }

  /// The same, or nothing where it is longer than so many characters: found out without rendering
  /// it all, since a value is asked so at each level of its fields.
  static func render(_ value: Datum, isSensitive: Bool, upTo lengthMax: Int) -> String? {
    var line = Line(lengthMax: lengthMax)
    write(value, isSensitive: isSensitive, to: &line)
    return line.isTooLong || line.text.count > lengthMax ? nil : line.text
  }

  /// A line that grows until it is surely too long.
  private struct Line {
    let lengthMax: Int
    private(set) var text = ""
    private var isPlain = true

    init(lengthMax: Int) { self.lengthMax = lengthMax }

    /// Only of ASCII are bytes and characters the same; what follows takes no character away.
    var isTooLong: Bool { isPlain && text.utf8.count > lengthMax }

    mutating func add(_ part: String) {
      isPlain = isPlain && part.utf8.allSatisfy { $0 < 0x80 }
      text += part
    }
  }

  private static func write(_ value: Datum, isSensitive: Bool, to line: inout Line) {
    switch value {
    case .secret(let secret): line.add("(secret: \(Shown.line(secret.source.description)))")
    case .reference: line.add(unknown)
    case .list(let items):
      line.add("[")
      for (index, item) in items.enumerated() where !line.isTooLong {
        if index > 0 { line.add(", ") }
        write(item, isSensitive: isSensitive, to: &line)
      }
      line.add("]")
    case .object(let fields):
      line.add("{")
      for (index, entry) in fields.entries.enumerated() where !line.isTooLong {
        if index > 0 { line.add(", ") }
        line.add("\(Shown.name(entry.key)): ")
        write(entry.value, isSensitive: isSensitive, to: &line)
      }
      line.add("}")
    case .null: line.add("null")
    case .bool, .int, .double, .string, .segments:
      line.add(isSensitive ? hidden : scalar(value))
    }
  }

  private static func scalar(_ value: Datum) -> String {
    switch value {
    case .string(let text): Shown.quoted(text)
    case .segments(let parts): segments(parts)
    default: value.scalarText ?? "null"
    }
  }

  private static func segments(_ parts: [Datum]) -> String {
    let shown = parts.map { part in
      guard let text = part.scalarText else { return render(part) }
      return Shown.escaped(text)
    }
    return "\"\(shown.joined())\""
  }

  /// Whether two values are the same as far as can be told; secrets by their fingerprints.
  static func isSame(_ left: Datum, _ right: Datum) -> Bool {
    switch (left, right) {
    case (.secret(let left), .secret(let right)): left.isSame(as: right)
    case (.list(let left), .list(let right)), (.segments(let left), .segments(let right)):
      left.count == right.count && zip(left, right).allSatisfy(isSame)
    case (.object(let left), .object(let right)):
      left.entries.count == right.entries.count
        && zip(left.entries, right.entries).allSatisfy {
          $0.key == $1.key && isSame($0.value, $1.value)
        }
    default: left == right
    }
  }
}
