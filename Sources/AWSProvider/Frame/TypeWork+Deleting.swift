import AWSClient
import InfraModel

extension TypeWork {
  /// Takes the object away; what is gone, or is another's by now, is well.
  func delete() async throws(ProviderError) {
    let attributes = request.prior?.attributes ?? Fields()
    guard
      let object = try await finding.own(
        request.instance, request.arguments, attributes, wanted: wanted, isUnfinished: isUnfinished)
    else { return }
    try await remove(object)
  }

  /// Empties and takes away an object; what still needs it is waited for within a bound.
  func remove(_ object: Datum) async throws(ProviderError) {
    let scope = try await scope(object)
    if let clearing = type.deletion.clearing { try await clearing(scope, session) }
    for call in type.deletion.calls(scope) { try await take(call, scope) }
    guard type.deletion.waitsUntilGone else { return }
    let waiter = Waiter("the \(type.noun) to go", limit: type.deletion.limit)
    let last = try await waiter.wait(
      session.client.world, progress: progress, interrupted: Self.interrupted
    ) { () async throws(ProviderError) -> Waiter.Verdict in
      let left = try await finding.find(.id(scope.id), wanted: [])
      return left == nil ? .reached : .pending("still there")
    }
    guard last != nil else { return }
    throw ProviderError(
      .uncertain, request: "delete \(type.name)",
      message: "The \(type.noun) \(scope.id) is still there after \(Int(waiter.limit)) s.",
      hints: ["apply again: it goes on where it stopped"])
  }

  private func take(_ call: AWSCall, _ scope: Scope) async throws(ProviderError) {
    var refusal: AWSFailure?
    var answer: AWSAnswer?
    let waiter = Waiter(
      "what needs the \(type.noun)", limit: type.deletion.limit, pauseMax: 10)
    let last = try await waiter.wait(
      session.client.world, progress: progress, interrupted: Self.interrupted
    ) { () async throws(ProviderError) -> Waiter.Verdict in
      do throws(AWSFailure) {
        answer = try await session.client.send(call)
        effects.begin()
        return .reached
      } catch {
        if AWSSession.saysNone(error, type.lookup.missing) { return .reached }
        guard error.isAny(of: type.deletion.blocked) else { throw error.providerError }
        refusal = error
        return .pending(error.code)
      }
    }
    if let answer { _ = try await followed(answer) }
    guard last != nil, let refusal else { return }
    throw ProviderError(
      .refused, request: "delete \(type.name)", status: refusal.status,
      message: "The \(type.noun) \(scope.id) is needed by something that this environment does not "
        + "manage: \(refusal.said).",
      hints: ["take that away, then apply again", "or keep it with .retainOnDelete()"],
      isWithoutEffect: true)
  }
}
