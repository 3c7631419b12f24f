import InfraModel

/// What references mean at plan time: a value where it is known before the apply, the reference
/// itself where it is not.
struct Resolution {
  /// What is planned for a row, as far as others may read it.
  struct Planned {
    let schema: Schema
    var arguments: [Datum]
    /// The attributes that the object has now; none if it is yet to come.
    var attributes: Fields?
    /// Whether the object is updated.
    var isUpdated: Bool
  }

  private let table: ResourceTable
  /// What is planned for each row, as far as that is decided.
  private var planned: [Planned?]

  init(_ table: ResourceTable) {
    self.table = table
    planned = [Planned?](repeating: nil, count: table.rows.count)
  }

  /// Makes the plan of a resource readable for those that refer to its address.
  mutating func publish(_ address: Address, _ row: Planned) {
    if let number = table[address] { planned[number] = row }
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
    let stability = row.schema.attribute(reference.attribute)?.stability ?? .untilUpdated
    if row.isUpdated, stability == .untilUpdated { return nil }
    return attributes[reference.attribute]
  }
}
