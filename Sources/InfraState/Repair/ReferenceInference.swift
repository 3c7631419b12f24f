import InfraModel

/// Finds what references must have meant, by laying what was declared over what is there.
enum ReferenceInference {
  /// The values of the references in a declared value, as far as an observed one tells them.
  static func values(of declared: Datum, in observed: Datum) -> [Reference: Datum] {
    var found: [Reference: Datum] = [:]
    lay(declared, over: observed, &found)
    return found
  }

  private static func lay(
    _ declared: Datum, over observed: Datum, _ found: inout [Reference: Datum]
  ) {
    switch (declared, observed) {
    case (.reference(let reference), _):
      if !observed.isNull { found[reference] = observed }
    case (.segments(let parts), .string(let text)): lay(parts, over: text, &found)
    case (.list(let items), .list(let others)) where items.count == others.count:
      for (item, other) in zip(items, others) { lay(item, over: other, &found) }
    case (.object(let fields), .object(let others)):
      for entry in fields.entries {
        if let other = others[entry.key] { lay(entry.value, over: other, &found) }
      }
    default: break
    }
  }

  /// Text with one reference in it and nothing else unknown: what is between beginning and end.
  private static func lay(
    _ parts: [Datum], over text: String, _ found: inout [Reference: Datum]
  ) {
    let unknown = parts.indices.filter { parts[$0].string == nil }
    guard unknown.count == 1, let place = unknown.first,
      case .reference(let reference) = parts[place]
    else { return }
    let before = parts[..<place].compactMap(\.string).joined()
    let after = parts[(place + 1)...].compactMap(\.string).joined()
    guard text.utf8.count >= before.utf8.count + after.utf8.count, text.hasPrefix(before),
      text.hasSuffix(after)
    else { return }
    found[reference] = .string(
      String(text.dropFirst(before.count).dropLast(after.count)))
  }
}
