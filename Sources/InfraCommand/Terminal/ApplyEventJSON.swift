import InfraExecution
import InfraModel

/// The events of an apply as JSON lines, named as Terraform's machine-readable UI names them
/// (developer.hashicorp.com/terraform/internals/machine-readable-ui).
enum ApplyEventJSON {
  static let version: Datum = ["type": "version", "ui": "1.2", "tool": "infra"]

  static func line(_ event: ExecutionEvent) -> String { JSONWriter.text(value(event)) + "\n" }

  static func line(_ value: Datum) -> String { JSONWriter.text(value) + "\n" }

  /// What was done in all, at the end: `changes` as Terraform counts them, where a replacement is
  /// one object more and one less.
  static func summary(_ report: ApplyReport, operation: String) -> Datum {
    let isDone = { (step: Step) in
      if case .done = report.results[step.number] { true } else { false }
    }
    let finished = report.plan.steps.filter(isDone)
    let open = Set(report.plan.steps.filter { !isDone($0) }.map(\.change))
    let done = Set(finished.map(\.change)).subtracting(open).map { report.plan.changes[$0].action }
    let count = { (isCounted: (Action) -> Bool) in Datum.int(done.filter(isCounted).count) }
    let isReplacement = { (action: Action) in
      if case .replace = action { true } else { false }
    }
    let failed = report.failures.count
    return [
      "type": "change_summary", "@level": .string(failed == 0 ? "info" : "error"),
      "@message": .string(
        failed > 0
          ? "Apply failed" : report.isInterrupted ? "Apply interrupted" : "Apply complete"),
      "changes": [
        "add": count { $0 == .create || isReplacement($0) }, "change": count { $0 == .update },
        "remove": count { $0 == .delete || isReplacement($0) },
        "import": count { $0 == .importing },
        "operation": .string(operation),
      ],
      "steps_done": .int(finished.count), "steps": .int(report.results.count),
      "failed": .int(failed),
    ]
  }

  private static func value(_ event: ExecutionEvent) -> Datum {
    switch event {
    case .started(let step, let address):
      return object("apply_start", step, address, "begins")
    case .progress(let step, let address, let note),
      .requestRetried(let step, let address, let note):
      return object("apply_progress", step, address, note)
    case .retrying(let step, let address, let error, let seconds):
      return object(
        "apply_progress", step, address, "trying again: \(error.message)",
        ["retry_seconds": .double(seconds)])
    case .finished(let step, let address, let seconds):
      return object(
        "apply_complete", step, address, "done", ["elapsed_seconds": .double(seconds)])
    case .failed(let step, let address, let diagnostic, let seconds):
      return object(
        "apply_errored", step, address, diagnostic.detail,
        [
          "elapsed_seconds": .double(seconds),
          "diagnostic": [
            "severity": "error", "summary": .string(diagnostic.summary),
            "detail": .string(diagnostic.detail),
            "hints": .list(diagnostic.hints.map { .string($0) }),
          ],
        ])
    case .skipped(let step, let address, let cause):
      return object("apply_skipped", step, address, "\(cause) failed")
    }
  }

  private static func object(
    _ type: String, _ step: Step, _ address: Address, _ message: String,
    _ more: [String: Datum] = [:]
  ) -> Datum {
    var hook: [String: Datum] = [
      "action": .string(step.operation.rawValue), "step": .int(step.number),
      "resource": [
        "addr": .string(address.text), "resource_type": .string(address.type),
        "resource_key": .string(address.key), "module": .list(address.module.map { .string($0) }),
      ],
    ]
    for (key, value) in more { hook[key] = value }
    return [
      "@level": .string(type == "apply_errored" ? "error" : "info"),
      "@message": .string("\(address): \(message)"), "type": .string(type),
      "hook": .object(Fields(hook)),
    ]
  }
}
