import InfraModel

/// Refuses to take over objects that could only be replaced to become what is declared.
enum Takeover {
  static func diagnostics(_ changes: [Change]) -> [Diagnostic] {
    changes.indices.compactMap { number in
      guard changes[number].action == .importing else { return nil }
      let change = changes[number]
      guard let id = change.lifecycle.importID else { return nil }
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
          "or take .imported(id:) off to have a new object made",
        ])
    }
  }

  private static func text(_ difference: Difference) -> String {
    let isHidden = difference.isSensitive || difference.before.holdsSecret
    let value = isHidden ? "(sensitive)" : JSONWriter.text(difference.before)
    return "\(difference.argument) \(value)"
  }
}
