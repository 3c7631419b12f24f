import InfraModel

/// A creation whose request may still be at work on the engine: whoever sent it was killed, and
/// what is to be taken up or deleted now cannot be seen yet.
enum UnfinishedCreation {
  /// What there is of a request's object. Where its creation was begun, no answer has told of it
  /// and nothing is there, it is looked for for two seconds more: creating a network takes the
  /// engine some 30 ms, and 0.3 s were seen where containers were being stopped beside it.
  static func end<Found>(
    of request: ProviderRequest, _ look: () async throws(ProviderError) -> Found?
  ) async throws(ProviderError) -> Found? {
    let isBegun = request.prior?.instance == request.instance && request.knownID == nil
    for _ in 1...10 {
      if let found = try await look() { return found }
      guard isBegun, (try? await Task.sleep(for: .milliseconds(200))) != nil else { return nil }
    }
    return try await look()
  }
}
