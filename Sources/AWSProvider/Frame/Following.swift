import AWSClient
import InfraModel

/// Operations that a service goes on with after it has answered, and how one is asked after.
struct Following: Sendable {
  /// The member of an answer that names the operation begun.
  let id: String
  /// The call that asks after an operation.
  let call: @Sendable (_ id: String) -> AWSCall
  /// Where its answer says how far it is.
  let state: String
  /// The states that say it is done.
  let done: Set<String>
  /// The states that say it failed.
  let failed: Set<String>
  /// Where the answer says why: the service's word for it, and a sentence.
  let reason: (code: String, message: String)
  /// The bound, in seconds.
  let limit: Double

  /// Waits until the operation that an answer names is done; nothing for an answer that names none.
  ///
  /// - Parameters:
  ///   - answer: The answer that began it.
  ///   - subject: What is waited for, as "the namespace".
  /// - Returns: The last answer of asking after it, which says what it made.
  func wait(
    _ answer: AWSAnswer, _ subject: String, _ session: AWSSession,
    progress: @Sendable (String) -> Void
  ) async throws(ProviderError) -> AWSAnswer? {
    guard let operation = answer[id].string else { return nil }
    var last: AWSAnswer?
    let call = call(operation)
    let state = try await Waiter(subject, limit: limit).wait(
      session.client.world, progress: progress, interrupted: TypeWork.interrupted
    ) { () async throws(ProviderError) -> Waiter.Verdict in
      guard let now = try await session.send(call) else { return .pending("unknown") }
      last = now
      let state = now[self.state].string ?? ""
      if failed.contains(state) { throw failure(now, subject, call) }
      return done.contains(state) ? .reached : .pending(state)
    }
    guard let state else { return last }
    throw ProviderError(
      .uncertain, request: "\(call.service.name) \(call.operation)",
      message: "The operation \(operation) on \(subject) is \(state) after \(Int(limit)) s.",
      hints: ["apply again: it goes on where it stopped"])
  }

  private func failure(_ answer: AWSAnswer, _ subject: String, _ call: AWSCall) -> ProviderError {
    let parts = [answer[reason.code].string, answer[reason.message].string]
    let why = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
    return ProviderError(
      .refused, request: "\(call.service.name) \(call.operation)",
      message: "The operation on \(subject) failed\(why.isEmpty ? "" : ": \(why)").",
      hints: ["correct what it says, then apply again"])
  }
}
