import InfraModel

/// The text of a plan: what is done to each resource, why, what differs and what it interrupts.
///
/// Stable: equal plans give equal bytes, whatever the machine. Without a theme there is no
/// escape in it, and values never bring one in.
public struct PlanText: Sendable {
  private let theme: Theme
  private let root: String?
  private let showsSteps: Bool

  /// Makes a renderer; places of declaration are shown relative to `root`.
  public init(theme: Theme = .plain, root: String? = nil, showsSteps: Bool = false) {
    self.theme = theme
    self.root = root
    self.showsSteps = showsSteps
  }

  /// The text, with a newline at its end.
  public func render(_ plan: Plan) -> String {
    let numbers = plan.changes.indices.filter { plan.changes[$0].isChange }
    guard !numbers.isEmpty || !plan.outputs.isEmpty else { return Self.nothing(plan) + "\n" }
    let parts = Parallel.map(numbers.count) { range in
      numbers[range].map { render(plan.changes[$0]) + "\n" }.joined()
    }
    var text = parts.joined()
    if !plan.outputs.isEmpty { text += outputs(plan.outputs) + "\n" }
    if showsSteps, !plan.steps.isEmpty { text += steps(plan) + "\n" }
    return text + Self.summary(plan) + "\n"
  }

  /// The line that says all in numbers.
  public static func summary(_ plan: Plan) -> String {
    let summary = PlanSummary(plan)
    var parts = ["Plan: \(summary.actions)", "interrupts: \(summary.interruptions)"]
    parts.append("data loss: \(losses(summary.losses))")
    if !plan.digest.isEmpty { parts.append("digest \(shortDigest(plan.digest))") }
    return parts.joined(separator: " · ")
  }

  /// The beginning of a digest, enough to compare by eye.
  static func shortDigest(_ digest: String) -> String {
    let shown = Shown.line(digest)
    return shown.count > 12 ? "\(shown.prefix(12))…" : shown
  }

  private static func losses(_ addresses: [Address]) -> String {
    if addresses.isEmpty { return "none" }
    let named = addresses.prefix(3).map { Shown.line($0.text) }.joined(separator: ", ")
    return addresses.count > 3 ? "\(named) and \(addresses.count - 3) more" : named
  }

  static func nothing(_ plan: Plan) -> String {
    "No changes. \(Shown.line(plan.environment)) is as declared (state serial \(plan.serial))."
  }

  // MARK: - One change

  private func render(_ change: Change) -> String {
    let label = change.action.label
    var lines = [
      theme.paint(change.symbol, label) + " "
        + theme.paint(Shown.line(change.address.text), .heading)
    ]
    lines.append("    \(change.reason.words())")
    if let from = change.movedFrom, !change.reason.isMove {
      lines.append("    moved from \(Shown.line(from.text))")
    }
    for difference in change.shownDifferences { lines += render(difference, of: change) }
    for protection in change.removedProtections {
      lines.append("    " + theme.paint("removes the \(protection)", .warning))
    }
    if let impact = change.impactWords {
      let isGrave = change.impact.interruption >= .restart || change.impact.dataLoss != nil
      lines.append("    ! " + theme.paint(impact, isGrave ? .warning : .muted))
    }
    if let location = change.location {
      let place = Shown.line(location.text(relativeTo: root))
      lines.append("    " + theme.paint("at \(place)", .muted))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func render(_ difference: Difference, of change: Change) -> [String] {
    var lines = LeafDiff.lines(
      difference.argument, from: difference.before, to: difference.after,
      isSensitive: change.isSensitive(difference))
    guard !lines.isEmpty else { return [] }
    lines[0].text += difference.notes(in: change)
    return lines.map { line in
      let indent = String(repeating: "    ", count: line.depth + 1)
      return indent + theme.paint("\(line.mark.rawValue) \(line.text)", line.label)
    }
  }

  // MARK: - Outputs and steps

  private func outputs(_ changes: [OutputChange]) -> String {
    var lines = [theme.paint("Outputs", .heading)]
    for change in changes {
      for line in LeafDiff.lines(change.name, from: change.before, to: change.after) {
        let indent = String(repeating: "    ", count: line.depth + 1)
        lines.append(indent + theme.paint("\(line.mark.rawValue) \(line.text)", line.label))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func steps(_ plan: Plan) -> String {
    var lines = [theme.paint("Steps", .heading)]
    for step in plan.steps {
      let after = step.after.map(String.init).joined(separator: ",")
      let address =
        plan.changes.indices.contains(step.change) ? plan.changes[step.change].address.text : "?"
      lines.append(
        "    [\(after)] -> #\(step.number) \(step.operation.rawValue) \(Shown.line(address))")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Reason {
  var isMove: Bool { if case .moved = self { true } else { false } }
}

extension Difference {
  /// What there is to say of a difference beside its values.
  func notes(in change: Change) -> String {
    var notes = isDrift ? "  # changed outside" : ""
    if effect.isReplacement, case .replace = change.action { notes += "  # forces replacement" }
    return notes
  }
}

extension DiffLine {
  var label: Theme.Label {
    switch mark {
    case .add: .create
    case .remove: .delete
    case .change: .update
    case .context: .muted
    }
  }
}
