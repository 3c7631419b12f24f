/// What a schema describes: a resource, or a data source.
public protocol Described: Declared {
  /// The one description of the type.
  static var schema: ResourceSchema<Self> { get }
}

extension Described {
  /// An attribute of the object, known after apply. Types name theirs with it.
  public func attribute<Wrapped>(_ name: String) -> Value<Wrapped> {
    Value(.attribute(declaration.handle, name))
  }

  /// Stops the apply before it is touched unless the condition holds.
  public func precondition(_ condition: DeclaredCondition) -> Self {
    var copy = self
    copy.declaration.preconditions.append(condition)
    return copy
  }

  /// Warns after the apply unless the condition holds.
  public func check(_ condition: DeclaredCondition) -> Self {
    var copy = self
    copy.declaration.checks.append(condition)
    return copy
  }

  /// Serves it by another provider configuration than its type's default, as `docker.edge`.
  public func provider(_ name: String) -> Self {
    var copy = self
    copy.declaration.provider = name
    return copy
  }
}
