import InfraModel

/// Time and chance, as parameters, so that a simulator can run an apply by a seed.
public struct ExecutionWorld: Sendable {
  /// Seconds on a clock that only goes forward.
  public let now: @Sendable () -> Double
  /// Waits so many seconds; throws when the task is cancelled.
  public let sleep: @Sendable (_ seconds: Double) async throws -> Void
  /// A number from 0 up to 1, not included.
  public let random: @Sendable () -> Double
  /// A new identity that nothing has.
  public let newInstance: @Sendable () -> InstanceID

  /// Makes a world.
  public init(
    now: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void,
    random: @escaping @Sendable () -> Double,
    newInstance: @escaping @Sendable () -> InstanceID
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
    self.newInstance = newInstance
  }
}

/// How often and after which waits an operation is tried again.
public struct RetryPolicy: Sendable {
  /// Tries in all.
  public var attemptsMax: Int
  /// The upper bound of the first wait, in seconds; it doubles with each try.
  public var firstWait: Double
  /// The longest wait, in seconds.
  public var waitMax: Double
  /// The longest wait that a server may ask for, in seconds. Asked for more, the operation fails
  /// at once: to come sooner would be wrong, and nobody watches a terminal that long.
  public var askedMax: Double

  /// Makes a policy. The default waits up to 0.25, 0.5, 1, 2 s: a restarting engine is back.
  public init(
    attemptsMax: Int = 5, firstWait: Double = 0.25, waitMax: Double = 20, askedMax: Double = 300
  ) {
    self.attemptsMax = attemptsMax
    self.firstWait = firstWait
    self.waitMax = waitMax
    self.askedMax = askedMax
  }

  /// The wait after a failed attempt, counted from one; nothing if it was the last. Full jitter:
  /// anywhere between nothing and the bound, after what the server asked for, so that those who
  /// were all told the same do not come back together. What it asks may be any text's number.
  public func wait(after attempt: Int, _ error: ProviderError, random: Double) -> Double? {
    guard error.isRetryable, attempt < attemptsMax else { return nil }
    var bound = firstWait
    for _ in 1..<max(attempt, 1) { bound = min(bound * 2, waitMax) }
    let jittered = bound * random
    guard case .throttled(let asked?) = error.kind, asked > 0 else { return jittered }
    return asked <= askedMax ? asked + jittered : nil
  }
}
