/// How a resource comes, changes and goes, apart from its arguments.
public struct Lifecycle: Hashable, Sendable {
  /// Refuse every plan that would delete or replace it.
  public var preventDestroy: Bool {
    get { shared?.content.preventDestroy ?? false }
    set { if shared != nil || newValue { own.preventDestroy = newValue } }
  }
  /// When it leaves the declarations, forget it and leave the object alone.
  public var retainOnDelete: Bool {
    get { shared?.content.retainOnDelete ?? false }
    set { if shared != nil || newValue { own.retainOnDelete = newValue } }
  }
  /// Replace it by creating the new object before deleting the old one.
  public var createBeforeDestroy: Bool {
    get { shared?.content.createBeforeDestroy ?? false }
    set { if shared != nil || newValue { own.createBeforeDestroy = newValue } }
  }
  /// Arguments whose changes are not planned.
  public var ignoreChanges: [String] {
    get { shared?.content.ignoreChanges ?? [] }
    set { if shared != nil || !newValue.isEmpty { own.ignoreChanges = newValue } }
  }
  /// Values whose change replaces it.
  public var replaceTriggers: [Datum] {
    get { shared?.content.replaceTriggers ?? [] }
    set { if shared != nil || !newValue.isEmpty { own.replaceTriggers = newValue } }
  }
  /// Resources that must exist before it, beyond those it refers to.
  public var dependsOn: [Address] {
    get { shared?.content.dependsOn ?? [] }
    set { if shared != nil || !newValue.isEmpty { own.dependsOn = newValue } }
  }
  /// Addresses it had before.
  public var movedFrom: [Address] {
    get { shared?.content.movedFrom ?? [] }
    set { if shared != nil || !newValue.isEmpty { own.movedFrom = newValue } }
  }
  /// The provider's identifier of an existing object to take over.
  public var importID: String? {
    get { shared?.content.importID }
    set { if shared != nil || newValue != nil { own.importID = newValue } }
  }
  /// Conditions that stop the apply before it is touched.
  public var preconditions: [Condition] {
    get { shared?.content.preconditions ?? [] }
    set { if shared != nil || !newValue.isEmpty { own.preconditions = newValue } }
  }
  /// Conditions on what it is after the apply; they warn.
  public var checks: [Condition] {
    get { shared?.content.checks ?? [] }
    set { if shared != nil || !newValue.isEmpty { own.checks = newValue } }
  }

  /// The ordinary life: created, updated, replaced and deleted as declared.
  public init() {}

  /// Whether both are the same, however they came to be.
  public static func == (left: Lifecycle, right: Lifecycle) -> Bool {
    left.shared == right.shared || left.own == right.own
  }

  /// Hashes all that is not ordinary.
  public func hash(into hasher: inout Hasher) {
    own.hash(into: &hasher)
  }

  private struct Content: Hashable, Sendable {
    var preventDestroy = false
    var retainOnDelete = false
    var createBeforeDestroy = false
    var ignoreChanges: [String] = []
    var replaceTriggers: [Datum] = []
    var dependsOn: [Address] = []
    var movedFrom: [Address] = []
    var importID: String?
    var preconditions: [Condition] = []
    var checks: [Condition] = []
  }

  /// What is not ordinary, in one place that copies share; nothing for most resources, of which
  /// there may be ten thousand.
  private var shared: Shared<Content>?

  private var own: Content {
    get { shared?.content ?? Content() }
    set { shared = Shared(newValue) }
  }
}

/// A condition on values, known at plan time or only after apply, with what to say if it fails.
public struct Condition: Hashable, Sendable {
  /// What is asked. A closed set, so that a condition can be shown and exported.
  public enum Test: Hashable, Sendable {
    /// Both are the same.
    case equal(Datum, Datum)
    /// They differ.
    case different(Datum, Datum)
    /// Text, list or object that is not empty.
    case notEmpty(Datum)
    /// A number that is at least the other.
    case atLeast(Datum, Datum)
    /// A number that is at most the other.
    case atMost(Datum, Datum)
  }

  /// What is asked.
  public var test: Test
  /// What to say if the answer is no: a whole sentence.
  public var message: String

  /// Makes a condition.
  public init(_ test: Test, _ message: String) {
    self.test = test
    self.message = message
  }

  /// The values it asks about.
  public var values: [Datum] {
    switch test {
    case .equal(let left, let right), .different(let left, let right),
      .atLeast(let left, let right), .atMost(let left, let right):
      [left, right]
    case .notEmpty(let value): [value]
    }
  }

  /// The same condition with its values mapped.
  public func mapValues<Failure: Error>(
    _ transform: (Datum) throws(Failure) -> Datum
  ) throws(Failure) -> Condition {
    let mapped: Test =
      switch test {
      case .equal(let left, let right): .equal(try transform(left), try transform(right))
      case .different(let left, let right): .different(try transform(left), try transform(right))
      case .atLeast(let left, let right): .atLeast(try transform(left), try transform(right))
      case .atMost(let left, let right): .atMost(try transform(left), try transform(right))
      case .notEmpty(let value): .notEmpty(try transform(value))
      }
    return Condition(mapped, message)
  }

  /// Whether it holds; nothing while one of its values is not known.
  public var holds: Bool? {
    guard values.allSatisfy(\.isKnown) else { return nil }
    switch test {
    case .equal(let left, let right): return left == right
    case .different(let left, let right): return left != right
    case .notEmpty(.string(let text)): return !text.isEmpty
    case .notEmpty(.list(let items)): return !items.isEmpty
    case .notEmpty(.object(let fields)): return !fields.isEmpty
    case .notEmpty(let value): return !value.isNull
    case .atLeast(.int(let left), .int(let right)): return left >= right
    case .atMost(.int(let left), .int(let right)): return left <= right
    case .atLeast, .atMost: return false
    }
  }
}
