import InfraHTTP
import InfraModel

/// An input as the form of the query protocols.
struct QueryForm {
  private var pairs: [String] = []
  private let isEC2: Bool

  private init(isEC2: Bool) { self.isEC2 = isEC2 }

  /// The body of a call: its action and version, then the input.
  static func body(action: String, version: String, _ input: Datum, isEC2: Bool) -> [UInt8] {
    var form = QueryForm(isEC2: isEC2)
    form.add("Action", action)
    form.add("Version", version)
    for entry in input.object?.entries ?? [] { form.write(entry.value, entry.key, under: "") }
    return Array(form.pairs.joined(separator: "&").utf8)
  }

  private mutating func add(_ name: String, _ value: String) {
    pairs.append("\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))")
  }

  private mutating func write(_ value: Datum, _ key: String, under parent: String) {
    let name = parent + key
    switch value {
    case .object(let fields):
      for entry in fields.entries { write(entry.value, entry.key, under: name + ".") }
    case .list(let items):
      // An empty list is said too: it takes away what was there.
      if items.isEmpty, !isEC2 { add(name, "") }
      let isNamed = isEC2 || key.utf8.contains(0x2E)
      let prefix = isNamed ? name + "." : name + ".member."
      for (index, item) in items.enumerated() { write(item, String(index + 1), under: prefix) }
    default:
      if let text = value.scalarText { add(name, text) }
    }
  }
}
