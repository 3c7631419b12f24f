import InfraModel

/// Collects what an object's arguments are now, in the schema's shape.
///
/// What the state does not hold is left out. A value that means the same as the state's is
/// reported as the state has it, so that an order or a spelling of the engine's is no drift.
struct Observer {
  /// When two values mean the same.
  enum Meaning {
    /// When they are equal.
    case exact
    /// When they have the same elements, in any order, and so have the lists in them.
    case set
  }

  /// The state's arguments; nothing when an object is read that the state does not know.
  let declared: Fields?
  private(set) var arguments = Fields()

  init(declared: Fields?) { self.declared = declared }

  /// Notes an argument as the engine reports it.
  mutating func see(_ name: String, as meaning: Meaning = .exact, _ observed: Datum) {
    see(name, as: meaning) { _ in observed }
  }

  /// Notes an argument, read with the state's value of it at hand.
  mutating func see(
    _ name: String, as meaning: Meaning = .exact, _ read: (_ declared: Datum?) -> Datum
  ) {
    let mine = declared?[name]
    if declared != nil, mine == nil { return }
    let observed = read(mine)
    if let mine {
      let isSame =
        switch meaning {
        case .exact: mine == observed
        case .set: mine.sorted == observed.sorted
        }
      arguments[name] = isSame ? mine : observed
    } else if !observed.isEmptyOrNull {
      arguments[name] = observed
    }
  }

  /// Notes an argument that no engine reports as the state has it.
  mutating func keep(_ names: String...) {
    for name in names { arguments[name] = declared?[name] }
  }
}

extension Datum {
  /// An object of the fields that are not `null`.
  static func fields(_ fields: KeyValuePairs<String, Datum>) -> Datum {
    .object(
      Fields(fields.filter { !$0.value.isNull }.map { Fields.Entry(key: $0.key, value: $0.value) }))
  }

  /// Whether there is nothing in it.
  var isEmptyOrNull: Bool {
    switch self {
    case .null: true
    case .list(let items): items.isEmpty
    case .object(let fields): fields.isEmpty
    case .string(let text): text.isEmpty
    default: false
    }
  }

  /// The same with every list in an order that depends on its elements alone.
  var sorted: Datum {
    switch self {
    case .list(let items):
      let texts = items.map(\.sorted).map { (JSONWriter.text($0, symbols: .marked), $0) }
      return .list(texts.sorted { $0.0 < $1.0 }.map(\.1))
    case .object(let fields):
      return .object(
        Fields(fields.entries.map { Fields.Entry(key: $0.key, value: $0.value.sorted) }))
    default: return self
    }
  }

  /// Those fields of an object that another one has too; all if there is no other.
  func restricted(to other: Datum?) -> Datum {
    guard let other else { return self }
    let names = other.object?.keys ?? []
    var kept = Fields()
    for name in names where !self[name].isNull { kept[name] = self[name] }
    return .object(kept)
  }
}
