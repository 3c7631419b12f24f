import InfraExecution
import InfraModel

/// What of an apply that did not end well is done, failed, skipped because of whom, and not begun,
/// step by step, as people read it. The causes of the failures are told before it.
enum UnfinishedSteps {
  /// Lines under each heading; an apply may have thousands of steps.
  private static let linesMax = 20

  /// The text; nothing if everything was done.
  static func text(_ report: ApplyReport) -> String {
    if report.isComplete { return "" }
    var (done, failed, skipped, open) = ([String](), [String](), [String](), [String]())
    for (step, result) in zip(report.plan.steps, report.results) {
      let name = "\(step.operation.rawValue) \(report.plan.changes[step.change].address)"
      switch result {
      case .done: done.append(name)
      case .failed: failed.append(name)
      case .skipped(let cause): skipped.append("\(name), which waits for \(cause)")
      case .notBegun: open.append(name)
      }
    }
    // The report does not tell a step that was broken off from one whose turn never came.
    let isBrokenOff = report.isInterrupted || report.recordingFailure != nil
    return section("Done", done) + section("Failed", failed)
      + section("Skipped, because of a failure", skipped)
      + section(isBrokenOff ? "Not begun, or broken off" : "Not begun", open)
  }

  private static func section(_ heading: String, _ names: [String]) -> String {
    if names.isEmpty { return "" }
    let rest = names.count - linesMax
    return "\n\(heading):\n" + names.prefix(linesMax).map { "  \($0)\n" }.joined()
      + (rest > 0 ? "  and \(rest) more\n" : "")
  }
}
