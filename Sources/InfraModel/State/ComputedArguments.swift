/// What a provider chose for arguments that are not declared; it stands among the attributes
/// beside them. Terraform calls such arguments optional and computed.
extension Fields {
  /// The name under which it stands. No attribute's name begins so.
  public static let computedName = "@computed"

  /// The chosen values by argument, of those whose declaration would mean a new object: one that
  /// is declared as it is already means nothing.
  ///
  ///     var attributes = Fields(["id": "cache"])
  ///     attributes.computed = Fields(["port": 6379])
  public var computed: Fields {
    get { self[Self.computedName]?.object ?? Fields() }
    set { self[Self.computedName] = newValue.isEmpty ? nil : .object(newValue) }
  }
}
