/// One resource's difference between what is declared and what is.
public struct Change: Sendable {
  /// The resource.
  public var address: Address {
    get { shared.content.address }
    set { shared.content.address = newValue }
  }
  /// Its type's schema.
  public var schema: Schema {
    get { shared.content.schema }
    set { shared.content.schema = newValue }
  }
  /// The provider configuration that serves it.
  public var provider: String {
    get { shared.content.provider }
    set { shared.content.provider = newValue }
  }
  /// What is done.
  public var action: Action {
    get { shared.content.action }
    set { shared.content.action = newValue }
  }
  /// Why.
  public var reason: Reason {
    get { shared.content.reason }
    set { shared.content.reason = newValue }
  }
  /// The arguments that differ.
  public var differences: [Difference] {
    get { shared.content.differences }
    set { shared.content.differences = newValue }
  }
  /// What it interrupts and loses, and whether it can be undone.
  public var impact: Impact {
    get { shared.content.impact }
    set { shared.content.impact = newValue }
  }
  /// The planned arguments, in the order of the schema, with what is known resolved; empty for
  /// a deletion.
  public var arguments: [Datum] {
    get { shared.content.arguments }
    set { shared.content.arguments = newValue }
  }
  /// Those arguments that refer to other resources, as declared: kept in the state for a rollback.
  public var expressions: Fields {
    get { shared.content.expressions }
    set { shared.content.expressions = newValue }
  }
  /// The declared lifecycle.
  public var lifecycle: Lifecycle {
    get { shared.content.lifecycle }
    set { shared.content.lifecycle = newValue }
  }
  /// The resources it directly needs after the change.
  public var dependencies: [Address] {
    get { shared.content.dependencies }
    set { shared.content.dependencies = newValue }
  }
  /// What the state knew of it, after moves.
  public var prior: ResourceState? {
    get { shared.content.prior }
    set { shared.content.prior = newValue }
  }
  /// What the provider said of it, if it was asked.
  public var observed: Observation? {
    get { shared.content.observed }
    set { shared.content.observed = newValue }
  }
  /// The address it had before, if it was renamed.
  public var movedFrom: Address? {
    get { shared.content.movedFrom }
    set { shared.content.movedFrom = newValue }
  }
  /// Where it is declared.
  public var location: SourceLocation? {
    get { shared.content.location }
    set { shared.content.location = newValue }
  }

  /// Makes a change.
  public init(
    address: Address, schema: Schema, provider: String, action: Action, reason: Reason,
    differences: [Difference] = [], impact: Impact = Impact(), arguments: [Datum] = [],
    lifecycle: Lifecycle = Lifecycle(), dependencies: [Address] = [],
    prior: ResourceState? = nil, observed: Observation? = nil, movedFrom: Address? = nil,
    location: SourceLocation? = nil
  ) {
    shared = Shared(
      Content(
        address: address, schema: schema, provider: provider, action: action, reason: reason,
        differences: differences, impact: impact, arguments: arguments, lifecycle: lifecycle,
        dependencies: dependencies, prior: prior, observed: observed, movedFrom: movedFrom,
        location: location))
  }

  /// All of it in one place that copies share: a plan hands each around several times, and a
  /// copy of every field would touch every object that the fields hold.
  private struct Content: Sendable {
    var address: Address
    var schema: Schema
    var provider: String
    var action: Action
    var reason: Reason
    var differences: [Difference]
    var impact: Impact
    var arguments: [Datum]
    var expressions = Fields()
    var lifecycle: Lifecycle
    var dependencies: [Address]
    var prior: ResourceState?
    var observed: Observation?
    var movedFrom: Address?
    var location: SourceLocation?
  }

  private var shared: Shared<Content>

  /// What a data source tells, where that is known before the apply.
  public var attributesOfSource: Fields? {
    if let observed { return observed.attributes }
    return action == .read ? nil : prior?.attributes
  }

  /// Whether anything is done, be it only in the state.
  public var isChange: Bool { action != .noOp || movedFrom != nil }
}

/// What is done with a resource.
public enum Action: Hashable, Sendable {
  /// It is made.
  case create
  /// It is changed where it is.
  case update
  /// It is made anew.
  case replace(ReplaceOrder)
  /// It is taken away.
  case delete
  /// It is read.
  case read
  /// An existing object is taken over.
  case importing
  /// It leaves the state; its object lives on.
  case forget
  /// Nothing.
  case noOp
}

/// The order in which the two objects of a replacement come and go.
public enum ReplaceOrder: Hashable, Sendable {
  /// The old one goes first: there is a gap.
  case deleteThenCreate
  /// The new one comes first: there is none.
  case createThenDelete
}

/// Why a change is planned.
public enum Reason: Hashable, Sendable {
  /// It is declared and not in the state.
  case declared
  /// It is in the state and no longer declared.
  case undeclared
  /// The environment is being destroyed.
  case destroyed
  /// These arguments differ.
  case arguments([String])
  /// These arguments differ and cannot be changed in place.
  case replacing([String])
  /// A value that it is replaced with changed.
  case triggered
  /// The provider reports other values of these arguments than were applied.
  case drift([String])
  /// Its object is gone.
  case gone
  /// An earlier apply was interrupted or failed while working on it.
  case interrupted(ResourceState.Status)
  /// It is marked to be made anew.
  case tainted
  /// `--replace` asks for it.
  case requested
  /// It is declared to take over an existing object.
  case imported(id: String)
  /// It is declared to be forgotten.
  case forgotten
  /// Its object is retained when it leaves the declarations.
  case retained
  /// Only its protection or retention changes.
  case lifecycle([String])
  /// Only its dependencies changed.
  case dependencies
  /// An old object that it has replaced is still to be deleted.
  case deposed
  /// Its successor did not come up, and the old object is what is declared.
  case restored
  /// It has another address now.
  case moved(from: Address)
  /// Nothing differs.
  case unchanged
}

/// One argument's difference.
public struct Difference: Hashable, Sendable {
  /// The argument's name.
  public var argument: String
  /// The value before; `null` if there was none.
  public var before: Datum
  /// The value after; references in it are known after apply.
  public var after: Datum
  /// What the difference does.
  public var effect: Effect
  /// Whether the values must not be shown.
  public var isSensitive: Bool
  /// Whether the value before was reported by the provider and is not what was applied.
  public var isDrift: Bool

  /// Makes a difference.
  public init(
    argument: String, before: Datum, after: Datum, effect: Effect, isSensitive: Bool = false,
    isDrift: Bool = false
  ) {
    self.argument = argument
    self.before = before
    self.after = after
    self.effect = effect
    self.isSensitive = isSensitive
    self.isDrift = isDrift
  }
}

/// What a change interrupts and loses, and whether it can be undone.
public struct Impact: Hashable, Sendable {
  /// What the running thing notices.
  public enum Interruption: Int, Comparable, Sendable {
    /// Nothing.
    case none
    /// It reads its configuration anew; requests go on.
    case reload
    /// It stops and starts: requests fail meanwhile.
    case restart
    /// It is away until its successor is up.
    case gap
    /// It is away for good.
    case end

    /// Orders interruptions by gravity.
    public static func < (left: Interruption, right: Interruption) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// What the running thing notices.
  public var interruption: Interruption
  /// What is lost, as "the volume's data"; nothing for most changes.
  public var dataLoss: String?
  /// Whether going back to the state before restores everything.
  public var isReversible: Bool { dataLoss == nil }

  /// Makes an impact; the default is none.
  public init(interruption: Interruption = .none, dataLoss: String? = nil) {
    self.interruption = interruption
    self.dataLoss = dataLoss
  }
}
