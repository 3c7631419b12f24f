import InfraModel

/// What is made durable before a step's request leaves: the resource as it is while in flight.
public struct StepIntent: Hashable, Sendable {
  /// The step's number in its plan.
  public var step: Int
  /// What is to be done.
  public var operation: Operation
  /// The resource's state until the outcome is known: an open intent.
  public var state: ResourceState

  /// Makes an intent.
  public init(step: Int, operation: Operation, state: ResourceState) {
    self.step = step
    self.operation = operation
    self.state = state
  }
}

/// What is made durable after a step, before any dependent begins.
public struct StepOutcome: Hashable, Sendable {
  /// The step's number in its plan.
  public var step: Int
  /// The resource.
  public var address: Address
  /// What the state says of it now; nothing if it left the state.
  public var state: ResourceState?
  /// The address that it had before, if the step moved it.
  public var movedFrom: Address?
  /// Why the step failed; then `state` is what is known all the same.
  public var failure: String?

  /// Makes an outcome.
  public init(
    step: Int, address: Address, state: ResourceState?, movedFrom: Address? = nil,
    failure: String? = nil
  ) {
    self.step = step
    self.address = address
    self.state = state
    self.movedFrom = movedFrom
    self.failure = failure
  }
}

/// Where an apply writes what it does. Both calls return when the record is durable.
public protocol StepRecorder: Sendable {
  /// Records what is about to be asked of a provider.
  func record(_ intent: StepIntent) async throws(Diagnostic)
  /// Records what came of it.
  func record(_ outcome: StepOutcome) async throws(Diagnostic)
  /// Records the outputs, at the end.
  func record(outputs: Fields) async throws(Diagnostic)
}
