import InfraModel

/// What references mean at plan time: a value where it is known before the apply, the reference
/// itself where it is not.
struct Resolution {
  private let table: ResourceTable
  /// What is planned for each row, as far as that is decided.
  private var planned: [Change?]

  init(_ table: ResourceTable) {
    self.table = table
    planned = [Change?](repeating: nil, count: table.rows.count)
  }

  /// Makes the change of a row readable for those that refer to its address. One that is left out
  /// of the plan has its former address, which may be another row's.
  mutating func publish(_ change: Change, at number: Int) {
    let isAtItsAddress = change.address == table.rows[number].address
    if let number = isAtItsAddress ? number : table[change.address] { planned[number] = change }
  }

  /// A value with every reference replaced that is known now.
  func resolve(_ value: Datum) -> Datum {
    value.isKnown ? value : value.replacing(known)
  }

  /// Whether something is done to the object at an address.
  func isChanging(_ address: Address) -> Bool {
    table[address].flatMap { planned[$0] }.map { $0.action != .noOp } ?? false
  }

  private func known(_ symbol: Datum) -> Datum? {
    guard case .reference(let reference) = symbol, let number = table[reference.address],
      let change = planned[number]
    else { return nil }
    let (schema, name) = (change.schema, reference.attribute)
    if let position = schema.position(of: name) {
      let arguments = change.arguments
      if position < arguments.count, !arguments[position].isNull { return arguments[position] }
    }
    guard let attributes = change.attributesNow else { return nil }
    if change.isUpdated, schema.attribute(name)?.stability ?? .untilUpdated == .untilUpdated {
      return nil
    }
    return attributes[name]
  }
}

extension Change {
  /// The attributes that the object has now and keeps, but for those that an update changes; none
  /// if it is yet to come.
  fileprivate var attributesNow: Fields? {
    if schema.isDataSource { return attributesOfSource }
    return switch action {
    case .noOp, .read, .update: knownAttributes
    case .importing: observed?.attributes
    case .create, .replace, .delete, .forget: nil
    }
  }

  /// Whether the object is changed where it is.
  fileprivate var isUpdated: Bool {
    switch action {
    case .update, .importing: worksOnObject
    case .noOp, .read, .create, .replace, .delete, .forget: false
    }
  }
}
