import InfraModel

/// Refuses plans that would take a protected resource away.
enum Protection {
  static func diagnostics(_ changes: [Change]) -> [Diagnostic] {
    changes.indices.compactMap { number in
      guard changes[number].action == .delete || changes[number].isReplacement else { return nil }
      let change = changes[number]
      let isTaken: Bool
      switch change.action {
      case .delete: isTaken = true
      // What is gone cannot be taken, and what never came up holds nothing.
      case .replace: isTaken = ![.gone, .interrupted(.creating)].contains(change.reason)
      default: isTaken = false
      }
      let isProtected =
        change.action == .delete
        ? change.prior?.isProtected ?? false : change.lifecycle.preventDestroy
      guard isTaken, isProtected else { return nil }
      let verb = change.action == .delete ? "delete" : "replace"
      let names = change.differences.filter(\.effect.isReplacement).map(\.argument)
      let why = names.isEmpty ? "" : ", because \(names.joined(separator: ", ")) changed"
      let hint =
        change.action == .delete
        ? "declare it again with .preventDestroy(false), apply, then take it out"
        : "take .preventDestroy() off, or undo the change"
      return Diagnostic(
        "Protected resource",
        "The plan would \(verb) \(change.address), which is protected\(why).",
        address: change.address, at: change.location, hints: [hint])
    }
  }
}
