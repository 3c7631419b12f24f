import InfraModel

/// Preconditions that are known to fail before anything is touched.
enum Conditions {
  static func failures(_ changes: [Change], _ resolution: Resolution) -> [Diagnostic] {
    let numbers = changes.indices.filter { !changes[$0].lifecycle.preconditions.isEmpty }
    return numbers.flatMap { number -> [Diagnostic] in
      let change = changes[number]
      return change.lifecycle.preconditions.compactMap { condition in
        guard condition.mapValues(resolution.resolve).holds == false else { return nil }
        return Diagnostic(
          "Precondition failed", condition.message, address: change.address, at: change.location)
      }
    }
  }
}
