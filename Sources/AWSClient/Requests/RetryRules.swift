import Synchronization

/// The SDKs' standard rules for trying a request again: how often, after what wait, and as long
/// as the quota lasts. Figures as in botocore 1.43.11, `retries/standard.py`.
public final class RetryRules: Sendable {
  /// Tries in all.
  public let attemptsMax: Int
  /// The longest wait, in seconds.
  let waitMax = 20.0
  private let quota: Mutex<Int>

  /// What the quota begins with, and never exceeds.
  static let quotaMax = 500

  /// Makes rules with a full quota.
  public init(attemptsMax: Int = 3) {
    self.attemptsMax = attemptsMax
    quota = Mutex(Self.quotaMax)
  }

  /// The wait before the next try of a failed call; nothing if there is to be none. The attempts
  /// are counted from one.
  func wait(after attempt: Int, _ failure: AWSFailure, _ call: AWSCall, random: Double) -> Double? {
    guard attempt < attemptsMax, failure.isThrottling || failure.isTransient else { return nil }
    // Nobody knows what became of it, and once more might make a second object.
    if !call.isRepeatable, !failure.isWithoutEffect { return nil }
    guard take(failure.kind == .lost ? 10 : 5) else { return nil }
    var bound = 1.0
    for _ in 1..<attempt { bound *= 2 }
    let wait = min(bound, waitMax) * random
    return failure.retryAfter.map { max(wait, min($0, waitMax)) } ?? wait
  }

  /// Gives back what a call that succeeded has taken, or a little if it took nothing.
  func succeeded(afterRetry failure: AWSFailure?) {
    let amount = failure.map { $0.kind == .lost ? 10 : 5 } ?? 1
    quota.withLock { $0 = min($0 + amount, Self.quotaMax) }
  }

  private func take(_ amount: Int) -> Bool {
    quota.withLock { left in
      guard left >= amount else { return false }
      left -= amount
      return true
    }
  }
}
