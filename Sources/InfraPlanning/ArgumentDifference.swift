import InfraModel

/// Compares planned arguments with applied or observed ones.
enum ArgumentDifference {
  /// The arguments that differ, in the order of the schema; without a prior, all that are given.
  ///
  /// What the provider says counts before what was applied, but only for arguments that were;
  /// for others it counts what it chose for them. A computed argument that is not declared, or
  /// no more, is left as it is.
  static func list(
    schema: Schema, planned: [Datum], prior: ResourceState?, observed: Observation?
  ) -> [Difference] {
    var differences: [Difference] = []
    let names = schema.argumentNames
    let beside = { (name: String) in
      schema.position(of: name).flatMap { $0 < planned.count ? planned[$0] : nil } ?? .null
    }
    for position in 0..<min(names.count, planned.count) {
      let after = planned[position]
      let row = schema.arguments[position]
      if row.isComputed, after.isNull { continue }
      let applied = prior?.arguments[names[position]] ?? .null
      let seen = applied.isNull ? nil : observed?.arguments[names[position]]
      var before = seen ?? applied
      if same(before, after) { continue }
      if before.isNull, let chosen = computed(names[position], prior, observed) {
        before = chosen
        if same(before, after) { continue }
      }
      // A creation changes nothing that was there.
      let effect: Effect =
        prior == nil ? .inPlace : row.effect.effect(from: before, to: after, beside: beside)
      differences.append(
        Difference(
          argument: row.name, before: before, after: after, effect: effect,
          isSensitive: row.isSensitive && (before.holdsSecret || after.holdsSecret),
          isDrift: seen.map { !same($0, applied) } ?? false))
    }
    return differences
  }

  /// What a provider chose for an argument that was not declared, as far as it is known.
  static func computed(_ argument: String, _ prior: ResourceState?, _ observed: Observation?)
    -> Datum?
  {
    observed?.attributes.computed[argument] ?? prior?.attributes.computed[argument]
  }

  /// Whether two values mean the same; secrets are compared by fingerprints where they have them.
  static func same(_ left: Datum, _ right: Datum) -> Bool {
    if left == right { return true }
    switch (left, right) {
    case (.secret(let left), .secret(let right)): return left.isSame(as: right)
    case (.list(let left), .list(let right)), (.segments(let left), .segments(let right)):
      return left.count == right.count && zip(left, right).allSatisfy(same)
    case (.object(let left), .object(let right)):
      return left.entries.count == right.entries.count
        && zip(left.entries, right.entries).allSatisfy {
          $0.key == $1.key && same($0.value, $1.value)
        }
    default: return false
    }
  }
}
