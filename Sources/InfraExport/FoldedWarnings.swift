import InfraModel

extension TerraformExport {
  /// The warnings with those told once that differ only in the resource or the element: the
  /// first, and in how many more places the same holds.
  public var foldedWarnings: [Diagnostic] {
    var order: [String] = []
    var groups: [String: [Diagnostic]] = [:]
    for warning in warnings {
      let key = warning.summary + "\n" + Self.generic(warning)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(warning)
    }
    return order.compactMap { key in
      guard let group = groups[key], var first = group.first else { return nil }
      if group.count > 1 { first.detail += " The same holds in \(group.count - 1) more places." }
      return first
    }
  }

  /// A warning's detail without its resource's address and without the numbers of elements.
  private static func generic(_ warning: Diagnostic) -> String {
    let pieces = warning.detail.split(separator: " ").map { word -> String in
      guard let address = warning.address?.text, word.hasPrefix(address) else {
        return String(word.filter { !$0.isNumber })
      }
      return "…" + word.dropFirst(address.count)
    }
    return pieces.joined(separator: " ")
  }
}
