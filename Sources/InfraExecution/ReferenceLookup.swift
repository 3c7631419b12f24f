import InfraModel

/// Finds what references mean in the states of an apply.
struct ReferenceLookup {
  let states: LiveStates

  func value(_ symbol: Datum) -> Datum? {
    guard case .reference(let reference) = symbol, let state = states[reference.address] else {
      return nil
    }
    return state.attributes[reference.attribute] ?? state.arguments[reference.attribute]
  }

  func resolve(_ value: Datum, for change: Change) throws(Diagnostic) -> Datum {
    let known = value.replacing(self.value)
    var missing: Reference?
    known.forEachReference { missing = missing ?? $0 }
    guard let missing else { return known }
    throw Diagnostic(
      "Value not known",
      "\(change.address) needs \(missing), and \(missing.address) did not report it.",
      address: change.address, at: change.location)
  }
}
