import InfraModel

/// All that a plan is made from. The same input gives the same plan, byte for byte.
public struct PlanInput: Sendable {
  /// What is declared, with the fingerprints of those secrets that are at hand.
  public var desired: Desired
  /// What the state says.
  public var prior: Snapshot
  /// What the providers say, for those resources that were read, by the addresses that the state
  /// has them under; for objects to be taken over by the declared ones.
  public var observed: [Address: Observed]
  /// The schema of each type that the state may hold.
  public var schemas: any SchemaSource
  /// What the user asked for.
  public var options: PlanOptions

  /// What reading one resource gave.
  public enum Observed: Hashable, Sendable {
    /// Its object is gone.
    case gone
    /// Its object is there.
    case present(Observation)
  }

  /// Makes an input.
  public init(
    desired: Desired, prior: Snapshot, observed: [Address: Observed] = [:],
    schemas: any SchemaSource = [String: Schema](), options: PlanOptions = PlanOptions()
  ) {
    self.desired = desired
    self.prior = prior
    self.observed = observed
    self.schemas = schemas
    self.options = options
  }
}

/// What the user asked of a plan.
public struct PlanOptions: Hashable, Sendable {
  /// Only these addresses or module paths, and what they need.
  public var targets: [String]
  /// All but these addresses or module paths, and what needs them.
  public var excludes: [String]
  /// Addresses to be made anew.
  public var replaces: [String]
  /// Take everything away.
  public var isDestroy: Bool

  /// Makes options; the default asks for nothing special.
  public init(
    targets: [String] = [], excludes: [String] = [], replaces: [String] = [],
    isDestroy: Bool = false
  ) {
    self.targets = targets
    self.excludes = excludes
    self.replaces = replaces
    self.isDestroy = isDestroy
  }
}
