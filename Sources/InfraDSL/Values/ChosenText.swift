import InfraModel

extension Expandable {
  /// Text that depends on what the platform makes of the declaration: the one that an attribute,
  /// known when the environment is read, names. An attribute that names none of them is a problem.
  public func chosen(by attribute: String, _ cases: [String: Value<String>]) -> Value<String> {
    Value(.choice(declaration.handle, attribute, cases.mapValues(\.expression)))
  }
}
