/// What happened in simulated lives, counted.
public struct Tally: Sendable {
  /// Lives.
  public var runs = 0
  /// Lives in which every crash is at one point that was chosen among all there are.
  public var enumerated = 0
  /// Processes that were started.
  public var processes = 0
  /// Processes that died.
  public var crashes = 0
  /// Of those, the ones whose machine lost its power.
  public var powerLosses = 0
  /// Processes that ran beside another one.
  public var rivals = 0
  /// Requests.
  public var requests = 0
  /// Operations of the disk that change something.
  public var diskOperations = 0
  /// What went wrong otherwise, by its name.
  public var faults: [String: Int] = [:]
  /// The violations, by their kinds.
  public var violations: [Violation.Kind: Int] = [:]

  /// Nothing yet.
  public init() {}

  /// Adds what happened elsewhere.
  public mutating func add(_ other: Tally) {
    runs += other.runs
    enumerated += other.enumerated
    processes += other.processes
    crashes += other.crashes
    powerLosses += other.powerLosses
    rivals += other.rivals
    requests += other.requests
    diskOperations += other.diskOperations
    faults.merge(other.faults, uniquingKeysWith: +)
    violations.merge(other.violations, uniquingKeysWith: +)
  }

  private func count(_ kinds: Violation.Kind...) -> Int {
    kinds.reduce(0) { $0 + (violations[$1] ?? 0) }
  }

  /// All of it, in three lines.
  public func text(seconds: Double) -> String {
    let kinds = faults.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let all = violations.values.reduce(0, +)
    let invariants = all - count(.orphan, .duplicate, .lostOutcome)
    return """
      faults: \(kinds.joined(separator: ", "))
      \(processes) processes, \(requests) requests, \(diskOperations) operations of the disk, \
      \(rivals) pairs at once
      \(runs) runs (\(enumerated) of them for each crash point of a small program), \
      \(crashes) crashes (\(powerLosses) with loss of power), \(count(.orphan)) orphans, \
      \(count(.duplicate)) duplicates, \(count(.lostOutcome)) lost outcomes, \
      \(invariants) invariant violations, \(Int(seconds.rounded())) s
      """
  }
}
