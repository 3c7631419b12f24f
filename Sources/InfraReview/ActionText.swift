import InfraModel

extension Action {
  /// The sign that stands before a change.
  var symbol: String {
    switch self {
    case .create: "+"
    case .update: "~"
    case .delete: "-"
    case .replace(.deleteThenCreate): "-/+"
    case .replace(.createThenDelete): "+/-"
    case .read: "<="
    case .importing: "<-"
    case .forget: "="
    case .noOp: " "
    }
  }

  /// The action as a verb.
  var verb: String {
    switch self {
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .replace: "replace"
    case .read: "read"
    case .importing: "import"
    case .forget: "forget"
    case .noOp: "leave"
    }
  }

  /// What the action is to a theme.
  var label: Theme.Label {
    switch self {
    case .create: .create
    case .update: .update
    case .replace: .replace
    case .delete: .delete
    case .read, .importing, .forget, .noOp: .record
    }
  }
}

extension Change {
  /// The sign of a change; a resource that only has another address now has a sign of its own.
  var symbol: String { action == .noOp && movedFrom != nil ? "→" : action.symbol }

  /// The action as a verb, a mere move too.
  var verb: String { action == .noOp && movedFrom != nil ? "move" : action.verb }

  /// The differences of the arguments; of a new object all that is given.
  var shownDifferences: [Difference] {
    guard differences.isEmpty, action == .create || action == .read else { return differences }
    return zip(schema.arguments, arguments).compactMap { argument, value in
      guard !value.isNull else { return nil }
      return Difference(
        argument: argument.name, before: .null, after: value, effect: .inPlace,
        isSensitive: argument.isSensitive)
    }
  }

  /// Whether an argument's values must not be shown, by either of those who know.
  func isSensitive(_ difference: Difference) -> Bool {
    difference.isSensitive || schema.argument(difference.argument)?.isSensitive == true
  }

  /// The protections that the change takes away.
  var removedProtections: [String] {
    guard let prior, action != .forget else { return [] }
    var removed: [String] = []
    if prior.isProtected, !lifecycle.preventDestroy { removed.append("protection from deletion") }
    if prior.isRetained, !lifecycle.retainOnDelete { removed.append("retention of its object") }
    return removed
  }

  /// The arguments that force a replacement.
  var forcingArguments: [String] {
    let forcing = differences.filter(\.effect.isReplacement).map(\.argument)
    if case .replacing(let names) = reason, forcing.isEmpty { return names }
    return forcing
  }
}
