import InfraModel

/// What references mean at plan time: a value where it is known before the apply, the reference
/// itself where it is not.
struct Resolution {
  /// What is planned for a row, as far as others may read it. A class, since each reference to the
  /// row looks at it.
  final class Planned: Sendable {
    let schema: Schema
    let arguments: [Datum]
    /// The attributes that the object has now; none if it is yet to come.
    let attributes: Fields?
    /// Whether the object is updated.
    let isUpdated: Bool

    init(schema: Schema, arguments: [Datum], attributes: Fields?, isUpdated: Bool) {
      self.schema = schema
      self.arguments = arguments
      self.attributes = attributes
      self.isUpdated = isUpdated
    }
  }

  private let table: ResourceTable
  /// What is planned for each row, as far as that is decided.
  private var planned: [Planned?]

  init(_ table: ResourceTable) {
    self.table = table
    planned = [Planned?](repeating: nil, count: table.rows.count)
  }

  /// Makes the change of a row readable for those that refer to its address. One that is left out
  /// of the plan has its former address, which may be another row's.
  mutating func publish(_ change: Change, at number: Int, _ decision: ChangeDecision) {
    let isAtItsAddress = change.address == table.rows[number].address
    guard let number = isAtItsAddress ? number : table[change.address] else { return }
    planned[number] = decision.planned(change)
  }

  /// A value with every reference replaced that is known now.
  func resolve(_ value: Datum) -> Datum {
    value.isKnown ? value : value.replacing(known)
  }

  private func known(_ symbol: Datum) -> Datum? {
    guard case .reference(let reference) = symbol, let number = table[reference.address],
      let row = planned[number]
    else { return nil }
    if let position = row.schema.position(of: reference.attribute),
      position < row.arguments.count, !row.arguments[position].isNull
    {
      return row.arguments[position]
    }
    guard let attributes = row.attributes else { return nil }
    if row.isUpdated,
      row.schema.attribute(reference.attribute)?.stability ?? .untilUpdated == .untilUpdated
    {
      return nil
    }
    return attributes[reference.attribute]
  }
}
