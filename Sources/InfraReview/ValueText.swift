import InfraModel

/// A value on one line, as a reader of a plan sees it.
enum ValueText {
  /// What stands for a value that is known only later.
  static let unknown = "(known after apply)"
  /// What stands for a value that is never shown.
  static let hidden = "(sensitive)"

  /// Renders a value; of a sensitive one only where its secrets come from, and its field names.
  static func render(_ value: Datum, isSensitive: Bool = false) -> String {
    switch value {
    case .secret(let secret): return "(secret: \(Shown.line(secret.source.description)))"
    case .reference: return unknown
    case .list(let items):
      return "[\(items.map { render($0, isSensitive: isSensitive) }.joined(separator: ", "))]"
    case .object(let fields):
      let shown = fields.entries.map {
        "\(Shown.name($0.key)): \(render($0.value, isSensitive: isSensitive))"
      }
      return "{\(shown.joined(separator: ", "))}"
    case .null: return "null"
    case .bool, .int, .double, .string, .segments:
      if isSensitive { return hidden }
    }
    switch value {
    case .string(let text): return Shown.quoted(text)
    case .segments(let parts): return segments(parts)
    default: return value.scalarText ?? "null"
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
