import InfraModel

/// Refuses to take over objects that could only be replaced to become what is declared; so too
/// where a takeover was interrupted.
enum Takeover {
  static func diagnostics(_ changes: [Change]) -> [Diagnostic] {
    changes.indices.compactMap { number in
      let change = changes[number]
      guard let id = taken(change) else { return nil }
      let differing = change.differences.filter { $0.effect.isReplacement && $0.after.isKnown }
      if differing.isEmpty { return nil }
      let names = differing.map(\.argument).joined(separator: ", ")
      return Diagnostic(
        "Object differs from its declaration",
        "\(change.address) is to take over \"\(id)\", which has another \(names) than declared, "
          + "and that cannot be changed in place.",
        address: change.address, at: change.location,
        hints: [
          "declare it as it is, apply, then change it; the object has: "
            + differing.map(Self.text).joined(separator: ", "),
          "or take .imported(id:) off to have a new object made"
            + (change.prior == nil ? "" : ", once the state has forgotten this one:"),
        ], commands: change.prior == nil ? [] : ["infra state forget ENV \(change.address)"])
    }
  }

  /// The identifier of the object that a change takes over, or would replace before it is ours.
  private static func taken(_ change: Change) -> String? {
    switch change.action {
    case .importing: return change.lifecycle.importID
    case .replace where change.prior?.status == .importing:
      return change.lifecycle.importID ?? change.prior?.attributes["id"]?.string
    default: return nil
    }
  }

  private static func text(_ difference: Difference) -> String {
    let isHidden = difference.isSensitive || difference.before.holdsSecret
    let value = isHidden ? "(sensitive)" : JSONWriter.text(difference.before)
    return "\(difference.argument) \(value)"
  }
}
