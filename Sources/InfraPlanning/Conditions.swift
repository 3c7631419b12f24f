import InfraModel

/// Preconditions that are known to fail before anything is touched.
enum Conditions {
  static func failures(_ changes: [Change], _ resolution: Resolution) -> [Diagnostic] {
    changes.flatMap { change in
      change.lifecycle.preconditions.compactMap { condition in
        guard condition.mapValues(resolution.resolve).holds == false else { return nil }
        return Diagnostic(
          "Precondition failed", condition.message, address: change.address, at: change.location)
      }
    }
  }
}
