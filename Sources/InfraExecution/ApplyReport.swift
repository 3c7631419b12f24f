import InfraModel

/// What came of an apply.
public struct ApplyReport: Sendable {
  /// What came of one step.
  public enum Result: Sendable {
    /// It ended well.
    case done
    /// It failed.
    case failed(Diagnostic)
    /// It was not begun, because what it waits for failed.
    case skipped(because: Address)
    /// It was not begun, because the apply was stopped.
    case notBegun
  }

  /// The plan that was carried out.
  public var plan: Plan
  /// What came of each step, by its number.
  public var results: [Result]
  /// Whether somebody stopped it.
  public var isInterrupted: Bool
  /// What could not be written; the apply stopped there.
  public var recordingFailure: Diagnostic?
  /// Checks that do not hold now.
  public var warnings: [Diagnostic]
  /// The outputs as they are now.
  public var outputs: Fields

  /// The report of an apply that has not begun.
  public init(_ plan: Plan, outputs: Fields, recordingFailure: Diagnostic? = nil) {
    self.plan = plan
    results = [Result](repeating: .notBegun, count: plan.steps.count)
    isInterrupted = false
    self.recordingFailure = recordingFailure
    warnings = []
    self.outputs = outputs
  }

  /// Whether everything was done.
  public var isComplete: Bool {
    recordingFailure == nil && !isInterrupted
      && results.allSatisfy { if case .done = $0 { true } else { false } }
  }

  /// What failed, in the order of the steps.
  public var failures: [Diagnostic] {
    results.compactMap { if case .failed(let diagnostic) = $0 { diagnostic } else { nil } }
      + (recordingFailure.map { [$0] } ?? [])
  }
}
