import InfraModel

/// The names that an object's fields may have, sorted by their bytes as the fields are, so that
/// both are gone through side by side: a state has some hundred thousand fields.
struct KnownNames: ExpressibleByArrayLiteral, Sendable {
  private let names: [String]

  init(arrayLiteral names: String...) {
    self.names = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The first name that is not known, of names that are sorted.
  func unknown(in fields: Fields) -> String? {
    var next = 0
    for entry in fields.entries {
      while next < names.count, names[next] != entry.key { next += 1 }
      if next == names.count { return entry.key }
    }
    return nil
  }
}
