import InfraModel

/// JSON as the text of an argument, with references inside: what AWS takes as a document.
///
/// Compact, the names of each object sorted, as Terraform's `jsonencode` writes it, so that the
/// same document is the same text. A reference inside stands for plain text: ids, names and ARNs
/// have nothing that JSON would escape.
enum JSONText {
  /// The text of a value.
  static func of(_ value: Datum) -> Datum { .text(parts(of: value)) }

  private static func parts(of value: Datum) -> [Datum] {
    switch value {
    case .null, .bool, .int, .double, .string: return [.string(JSONWriter.text(value))]
    case .reference, .secret: return ["\"", value, "\""]
    case .segments(let items):
      return ["\""] + items.map { $0.string.map { .string(escaped($0)) } ?? $0 } + ["\""]
    case .list(let items):
      var parts: [Datum] = ["["]
      for (index, item) in items.enumerated() {
        if index > 0 { parts.append(",") }
        parts += self.parts(of: item)
      }
      return parts + ["]"]
    case .object(let fields):
      var parts: [Datum] = ["{"]
      for (index, entry) in fields.entries.enumerated() {
        if index > 0 { parts.append(",") }
        parts.append(.string("\"\(escaped(entry.key))\":"))
        parts += self.parts(of: entry.value)
      }
      return parts + ["}"]
    }
  }

  private static func escaped(_ text: String) -> String {
    String(JSONWriter.text(.string(text)).dropFirst().dropLast())
  }
}
