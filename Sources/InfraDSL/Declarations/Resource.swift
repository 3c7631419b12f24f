import InfraModel

/// One managed object, declared as a plain struct whose arguments its type's schema lists.
///
///     public struct DockerNetwork: Resource {
///       public static let schema = ResourceSchema<DockerNetwork>(…)
///       public var declaration: DeclarationInfo
///       let name: Value<ObjectName>
///     }
public protocol Resource: Described {}

extension Resource {
  /// Refuses every plan that would delete or replace it.
  public func preventDestroy(_ flag: Bool = true) -> Self {
    changingLifecycle { $0.preventDestroy = flag }
  }

  /// Leaves its object alone when it leaves the declarations.
  public func retainOnDelete(_ flag: Bool = true) -> Self {
    changingLifecycle { $0.retainOnDelete = flag }
  }

  /// Replaces it by creating the new object before the old one is deleted.
  public func createBeforeDestroy(_ flag: Bool = true) -> Self {
    changingLifecycle { $0.createBeforeDestroy = flag }
  }

  /// Takes an existing object over, by the provider's own identifier of it.
  public func imported(id: String) -> Self { changingLifecycle { $0.importID = id } }

  /// Has changes of these arguments not planned, once it exists.
  public func ignoreChanges(_ arguments: PartialKeyPath<Self>...) -> Self {
    var copy = self
    copy.declaration.ignoredArguments += arguments.map { Self.schema.name(of: $0) ?? "\($0)" }
    return copy
  }

  /// Replaces it whenever the value changes.
  public func replaceWhenChanged<Wrapped>(_ value: Value<Wrapped>) -> Self {
    var copy = self
    copy.declaration.replaceTriggers.append(value.expression)
    return copy
  }

  /// Replaces it whenever the text changes, which may be written as a literal: a version.
  public func replaceWhenChanged(_ value: Value<String>) -> Self {
    var copy = self
    copy.declaration.replaceTriggers.append(value.expression)
    return copy
  }

  private func changingLifecycle(_ change: (inout Lifecycle) -> Void) -> Self {
    var copy = self
    change(&copy.declaration.lifecycle)
    return copy
  }
}

/// A condition on declared values, with what to say if it fails.
public struct DeclaredCondition: Sendable {
  enum Test: Sendable { case equal, different, notEmpty, atLeast, atMost }

  let test: Test
  let values: [Expression]
  let message: String

  /// Both are the same.
  public static func equal<T>(_ left: Value<T>, _ right: Value<T>, _ message: String) -> Self {
    Self(test: .equal, values: [left.expression, right.expression], message: message)
  }

  /// They differ.
  public static func different<T>(_ left: Value<T>, _ right: Value<T>, _ message: String) -> Self {
    Self(test: .different, values: [left.expression, right.expression], message: message)
  }

  /// It is not empty.
  public static func notEmpty<T>(_ value: Value<T>, _ message: String) -> Self {
    Self(test: .notEmpty, values: [value.expression], message: message)
  }

  /// The first is at least the second.
  public static func atLeast(_ left: Value<Int>, _ right: Value<Int>, _ message: String) -> Self {
    Self(test: .atLeast, values: [left.expression, right.expression], message: message)
  }

  /// The first is at most the second.
  public static func atMost(_ left: Value<Int>, _ right: Value<Int>, _ message: String) -> Self {
    Self(test: .atMost, values: [left.expression, right.expression], message: message)
  }

  func lower(_ context: inout LoweringContext) -> Condition {
    let lowered = values.map { $0.lower(&context) }
    let second = lowered.count > 1 ? lowered[1] : .null
    return switch test {
    case .equal: Condition(.equal(lowered[0], second), message)
    case .different: Condition(.different(lowered[0], second), message)
    case .notEmpty: Condition(.notEmpty(lowered[0]), message)
    case .atLeast: Condition(.atLeast(lowered[0], second), message)
    case .atMost: Condition(.atMost(lowered[0], second), message)
    }
  }
}
