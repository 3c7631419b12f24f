/// All changes that lead from what is to what is declared, and the steps that carry them out.
public struct Plan: Sendable {
  /// The environment.
  public var environment: String
  /// The lineage and serial of the state it was made from.
  public var lineage: String
  /// See `lineage`.
  public var serial: Int
  /// One change for each resource, sorted by address, those without a change too.
  public var changes: [Change]
  /// The operations, in an order that obeys their edges; a step's number is its index.
  public var steps: [Step]
  /// The outputs that differ, sorted by name.
  public var outputs: [OutputChange]
  /// The outputs as they will be.
  public var plannedOutputs: [DesiredOutput]
  /// How the providers are reached.
  public var providers: [ProviderConfiguration]
  /// What was found that does not stop the plan.
  public var warnings: [Diagnostic]
  /// The identity of its meaning: equal digests do the same things to the same state.
  public var digest: String

  /// Makes a plan.
  public init(
    environment: String, lineage: String, serial: Int, changes: [Change] = [],
    steps: [Step] = [], outputs: [OutputChange] = [], plannedOutputs: [DesiredOutput] = [],
    providers: [ProviderConfiguration] = [], warnings: [Diagnostic] = [], digest: String = ""
  ) {
    self.environment = environment
    self.lineage = lineage
    self.serial = serial
    self.changes = changes
    self.steps = steps
    self.outputs = outputs
    self.plannedOutputs = plannedOutputs
    self.providers = providers
    self.warnings = warnings
    self.digest = digest
  }

  /// Whether applying it would do nothing.
  public var isEmpty: Bool { steps.isEmpty && outputs.isEmpty }
}

/// One provider operation of a plan, or one change of the state alone.
public struct Step: Hashable, Sendable {
  /// Its number: its index in the plan.
  public var number: Int
  /// The index of its change in the plan.
  public var change: Int
  /// What is done.
  public var operation: Operation
  /// The numbers of the steps that must have ended before it begins, ascending; all smaller
  /// than its own.
  public var after: [Int]

  /// Makes a step.
  public init(number: Int, change: Int, operation: Operation, after: [Int] = []) {
    self.number = number
    self.change = change
    self.operation = operation
    self.after = after
  }
}

/// What a step does.
public enum Operation: String, Hashable, Sendable {
  /// Makes the object.
  case create
  /// Changes it where it is.
  case update
  /// Has it read its configuration anew.
  case reload
  /// Stops and starts it.
  case restart
  /// Takes it away.
  case delete
  /// Takes away the object that a successor has replaced.
  case deleteDeposed = "delete-deposed"
  /// Takes an existing object over: marks it as this environment's where the API can.
  case importing = "import"
  /// Asks what a data source tells; changes nothing but the state.
  case read
  /// Changes the state alone: a move, a protection, dependencies, a forgotten resource.
  case record
}

/// One output's difference.
public struct OutputChange: Hashable, Sendable {
  /// The output's name.
  public var name: String
  /// The value before; `null` if there was none.
  public var before: Datum
  /// The value after; `null` if it goes.
  public var after: Datum

  /// Makes a difference.
  public init(name: String, before: Datum, after: Datum) {
    self.name = name
    self.before = before
    self.after = after
  }
}
