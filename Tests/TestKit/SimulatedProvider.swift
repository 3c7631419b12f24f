import InfraModel
import Synchronization

/// A provider over a simulated world, with faults; one process sees it at a time.
public final class SimulatedProvider: Provider {
  /// What goes wrong with one request.
  public enum Fault: Hashable, Sendable {
    /// Refused; nothing was done, and the provider says so.
    case refused
    /// Refused half way: a creation leaves an object that is not whole.
    case halfWay
    /// The answer is lost, and nothing was done.
    case uncertainBefore
    /// The answer is lost, and everything was done.
    case uncertainAfter
    /// Nothing was done; come again after so many seconds.
    case throttled(Double)
    /// Nothing was done; nobody answers.
    case unreachable
    /// The process dies before the request leaves.
    case crashBefore
    /// The process dies before it sees the answer.
    case crashAfter
    /// It takes until the task is cancelled.
    case stuck
  }

  /// One request that came.
  public struct Call: Hashable, Sendable {
    /// What was asked.
    public let operation: Operation
    /// Of which resource.
    public let address: Address
    /// Of which object.
    public let instance: InstanceID
  }

  private struct State {
    var calls: [Call] = []
    var running = 0
    var runningMax = 0
    var isDead = false
  }

  /// The objects.
  public let world: SimulatedWorld
  private let fault: @Sendable (Int, Call) -> Fault?
  private let pauses: @Sendable (Call) -> Int
  private let onCrash: @Sendable () -> Void
  private let state = Mutex(State())

  /// Makes a provider; `fault` is asked before each request with the requests' count from one,
  /// `pauses` says how often a request lets others come first.
  public init(
    _ world: SimulatedWorld, fault: @escaping @Sendable (Int, Call) -> Fault? = { _, _ in nil },
    pauses: @escaping @Sendable (Call) -> Int = { _ in 1 },
    onCrash: @escaping @Sendable () -> Void = {}
  ) {
    self.world = world
    self.fault = fault
    self.pauses = pauses
    self.onCrash = onCrash
  }

  /// The requests so far, in the order in which they came.
  public var calls: [Call] { state.withLock { $0.calls } }
  /// How many were under way at once at most.
  public var runningMax: Int { state.withLock { $0.runningMax } }
  /// Whether the process is dead.
  public var isDead: Bool { state.withLock { $0.isDead } }

  /// The process is dead from now on: no request leaves any more, no answer comes.
  public func die() {
    let wasDead = state.withLock { state in
      defer { state.isDead = true }
      return state.isDead
    }
    if !wasDead { onCrash() }
  }

  /// Carries out one operation, or fails as it is to.
  public func perform(
    _ operation: Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    let call = Call(operation: operation, address: request.address, instance: request.instance)
    let number = state.withLock { state in
      state.calls.append(call)
      state.running += 1
      state.runningMax = max(state.runningMax, state.running)
      return state.calls.count
    }
    defer { state.withLock { $0.running -= 1 } }
    for _ in 0..<pauses(call) { await Task.yield() }
    if isDead { throw Self.error(.cancelled, operation, "The process is dead.") }
    let fault = fault(number, call)
    let answer = try await answer(operation, request, fault)
    for _ in 0..<pauses(call) { await Task.yield() }
    if fault == .crashAfter { die() }
    if isDead { throw Self.error(.cancelled, operation, "The process is dead.") }
    if fault == .uncertainAfter { throw Self.error(.uncertain, operation, "The answer is lost.") }
    return answer
  }

  private func answer(_ operation: Operation, _ request: ProviderRequest, _ fault: Fault?)
    async throws(ProviderError) -> Fields
  {
    switch fault {
    case nil, .uncertainAfter, .crashAfter: return try world.perform(operation, request)
    case .refused:
      var error = Self.error(.refused, operation, "It may not be.")
      error.isWithoutEffect = true
      throw error
    case .halfWay:
      if operation == .create { _ = try world.perform(operation, request, halfWay: true) }
      throw Self.error(.unhealthy, operation, "It came up wrong.")
    case .uncertainBefore: throw Self.error(.uncertain, operation, "The answer is lost.")
    case .throttled(let seconds):
      throw Self.error(.throttled(retryAfter: seconds), operation, "Too many requests.")
    case .unreachable: throw Self.error(.unreachable, operation, "Nobody answers.")
    case .crashBefore:
      die()
      throw Self.error(.cancelled, operation, "The process is dead.")
    case .stuck:
      while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
      throw Self.error(.cancelled, operation, "It was interrupted.")
    }
  }

  private static func error(
    _ kind: ProviderError.Kind, _ operation: Operation, _ message: String
  ) -> ProviderError {
    ProviderError(kind, request: "POST /\(operation.rawValue)", message: message)
  }

  /// What there is of a resource, as far as its state declares it.
  public func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    // One that was taken over does not bear our name.
    let taken = world.objects.first {
      Simulated.id($0.instance) == resource.attributes["id"]?.string
    }
    guard let object = world[resource.instance] ?? taken else { return nil }
    return Observation(
      arguments: Fields(
        object.arguments.entries.filter { entry in
          resource.arguments[entry.key] != nil && schema.argument(entry.key)?.isSensitive == false
        }),
      attributes: object.attributes)
  }

  /// An object by its identifier.
  public func find(_ identifier: String, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    world.objects.first { Simulated.id($0.instance) == identifier }.map {
      Observation(arguments: $0.arguments, attributes: $0.attributes)
    }
  }
}
