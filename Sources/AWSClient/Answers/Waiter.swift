import InfraModel

/// Asks until something is so, ever more slowly, up to a bound, and tells how long it has waited.
public struct Waiter: Sendable {
  /// What asking once gave.
  public enum Verdict: Sendable {
    /// It is so.
    case reached
    /// Not yet; what it is now, in a few words.
    case pending(String)
  }

  /// What is waited for, as "the NAT gateway".
  public var subject: String
  /// The bound, in seconds.
  public var limit: Double
  /// The first pause, in seconds: most of what is waited for is there at once, or takes minutes.
  /// Each is twice the one before, up to the longest.
  public var pause: Double
  /// The longest pause, in seconds.
  public var pauseMax: Double

  /// Makes a waiter.
  public init(_ subject: String, limit: Double, pause: Double = 0.25, pauseMax: Double = 15) {
    self.subject = subject
    self.limit = limit
    self.pause = pause
    self.pauseMax = pauseMax
  }

  /// Asks until it is reached: the answer is nothing then, and what it last was when time is up.
  ///
  /// - Parameters:
  ///   - progress: Told before each pause.
  ///   - ask: Asks once.
  public func wait<Failure: Error>(
    _ world: AWSWorld, progress: (String) -> Void, interrupted: Failure,
    ask: () async throws(Failure) -> Verdict
  ) async throws(Failure) -> String? {
    let begun = world.now()
    var pause = pause
    while true {
      let state: String
      switch try await ask() {
      case .reached: return nil
      case .pending(let now): state = now
      }
      let waited = world.now() - begun
      if waited + pause > limit { return state }
      progress("waiting for \(subject), \(state), \(Int(waited)) s")
      do { try await world.sleep(pause) } catch { throw interrupted }
      pause = min(pause * 2, pauseMax)
    }
  }
}
