/// One process that plans and applies, and what happens to it.
public struct Attempt: Hashable, Sendable {
  /// Where a process dies.
  public enum Crash: Hashable, Sendable {
    /// Before its request of this number leaves, counted from one.
    case beforeRequest(Int)
    /// When this request was carried out, before its answer is seen.
    case afterRequest(Int)
    /// At this operation of its disk, counted from one; a write may be there in part.
    case atDisk(Int)
  }

  /// What goes wrong with one request.
  public enum Fault: String, Hashable, Sendable, CaseIterable {
    /// Status 400: nothing was done.
    case refused
    /// Status 500: nothing was done.
    case failedBefore
    /// Status 500: all was done.
    case failedAfter
    /// The connection broke, and nothing was done.
    case lostRequest
    /// The connection broke, and all was done.
    case lostAnswer
    /// It arrives twice.
    case duplicated
    /// Status 429 with Retry-After: nothing was done.
    case throttled
    /// Nobody answers; nothing was done.
    case unreachable
    /// No answer in time, and nothing was done.
    case timedOut
    /// No answer in time; it was done in the meantime.
    case timedOutLate
    /// It was done, and what came of it does not work.
    case unhealthy
  }

  /// Where the process dies, if it does.
  public var crash: Crash?
  /// Whether the machine loses its power with it.
  public var losesPower: Bool
  /// What goes wrong with requests, by their numbers.
  public var faults: [Int: Fault]
  /// The operation of the disk from which on it is full.
  public var fullAt: Int?
  /// The request at which the first interrupt comes.
  public var stopAt: Int?
  /// The request at which the second interrupt comes.
  public var cancelAt: Int?
  /// Whether the providers are read before the plan.
  public var isRefreshed: Bool
  /// The keys of what alone is to be applied.
  public var targets: [String]
  /// The keys of what is to be made anew.
  public var replaces: [String]
  /// Whether another process applies the same at the same time.
  public var hasRival: Bool
  /// Whether it runs on another machine, so that only its lease tells of its death.
  public var isElsewhere: Bool

  /// Makes an attempt; the default is one that nothing disturbs.
  public init(
    crash: Crash? = nil, losesPower: Bool = false, faults: [Int: Fault] = [:],
    fullAt: Int? = nil, stopAt: Int? = nil, cancelAt: Int? = nil, isRefreshed: Bool = false,
    targets: [String] = [], replaces: [String] = [], hasRival: Bool = false,
    isElsewhere: Bool = false
  ) {
    self.crash = crash
    self.losesPower = losesPower
    self.faults = faults
    self.fullAt = fullAt
    self.stopAt = stopAt
    self.cancelAt = cancelAt
    self.isRefreshed = isRefreshed
    self.targets = targets
    self.replaces = replaces
    self.hasRival = hasRival
    self.isElsewhere = isElsewhere
  }
}
