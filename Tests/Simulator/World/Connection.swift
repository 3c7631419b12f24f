import InfraModel

/// What lies between one process and the service: delays, losses, and the process's death.
struct Connection: Sendable {
  let api: SimulatedAPI
  let process: SimulatedProcess
  let clock: VirtualClock

  /// How long a client waits for an answer, in seconds.
  static let timeout = 30.0
  /// What the service asks for when there is too much, in seconds.
  static let retryAfter = 7.0

  /// Sends one request; `work` is what the service does with it.
  func send<Answer: Sendable>(
    _ request: String, of operation: String, _ work: () throws(ProviderError) -> Answer
  ) async throws(ProviderError) -> Answer {
    if process.isDead { throw dead(request) }
    if Task.isCancelled { throw Self.error(.cancelled, request, "Interrupted.") }
    if process.isTooEarly(operation, at: clock.time) {
      api.report(Violation(.cameTooEarly, "\(operation) came before the server wanted it"))
    }
    let (number, fault) = process.nextRequest()
    if process.attempt.crash == .beforeRequest(number) { process.die() }
    if process.isDead { throw dead(request) }
    await delay()
    if process.isDead {
      // What was under way when the process died arrives or not.
      if process.number(below: 2) == 0 { _ = try work() }
      throw dead(request)
    }
    let answer = try await answer(request, operation, fault, work)
    await delay()
    if process.attempt.crash == .afterRequest(number) { process.die() }
    if process.isDead { throw dead(request) }
    if Task.isCancelled { throw Self.error(.cancelled, request, "Interrupted.") }
    return answer
  }

  private func answer<Answer>(
    _ request: String, _ operation: String, _ fault: Attempt.Fault?,
    _ work: () throws(ProviderError) -> Answer
  ) async throws(ProviderError) -> Answer {
    switch fault {
    case nil: return try work()
    case .duplicated:
      _ = try work()
      return try work()
    case .refused:
      throw Self.error(.refused, request, "It may not be.", status: 400)
    case .failedBefore: throw Self.error(.uncertain, request, "It broke.", status: 500)
    case .failedAfter:
      _ = try work()
      throw Self.error(.uncertain, request, "It broke.", status: 500)
    case .lostRequest: throw Self.error(.uncertain, request, "The connection broke.")
    case .lostAnswer:
      _ = try work()
      throw Self.error(.uncertain, request, "The connection broke.")
    case .throttled:
      process.throttle(operation, until: clock.time + Self.retryAfter)
      throw Self.error(
        .throttled(retryAfter: Self.retryAfter), request, "Too many requests.", status: 429)
    case .unreachable: throw Self.error(.unreachable, request, "Nobody answers.")
    case .timedOut:
      await clock.pause(Self.timeout)
      throw Self.error(.uncertain, request, "No answer within 30 s.")
    case .timedOutLate:
      await clock.pause(Self.timeout / 6)
      _ = try work()
      await clock.pause(Self.timeout * 5 / 6)
      throw Self.error(.uncertain, request, "No answer within 30 s.")
    case .unhealthy:
      _ = try work()
      throw Self.error(.unhealthy, request, "It came up wrong.")
    }
  }

  /// Some requests are slow, so that answers come in another order than they were asked for.
  private func delay() async {
    switch process.number(below: 8) {
    case 0: await clock.pause(Double(process.number(below: 100)) / 100)
    case 1, 2, 3: await Task.yield()
    default: break
    }
  }

  private func dead(_ request: String) -> ProviderError {
    Self.error(.cancelled, request, "The process is dead.")
  }

  private static func error(
    _ kind: ProviderError.Kind, _ request: String, _ message: String, status: Int? = nil
  ) -> ProviderError {
    ProviderError(kind, request: request, status: status, message: message)
  }
}
