import InfraModel

/// What of a plan could not be undone if it failed half way: told before anything starts.
public enum Irreversible {
  /// A warning for each change that no way back restores, in the order of the plan.
  public static func warnings(_ plan: Plan) -> [Diagnostic] {
    plan.changes.compactMap { change in
      guard let why = reason(change) else { return nil }
      return Diagnostic(
        "Cannot be undone", "\(change.address): \(why).", severity: .warning,
        address: change.address, at: change.location)
    }
  }

  /// The resources that a rollback leaves as the plan makes them, since they may not be deleted:
  /// those that are protected, and objects that were there before.
  public static func kept(_ plan: Plan) -> [Address] {
    plan.changes.filter {
      $0.action == .importing || isCreated($0) && $0.lifecycle.preventDestroy
    }.map(\.address)
  }

  private static func reason(_ change: Change) -> String? {
    if let loss = change.impact.dataLoss {
      return "\(loss) is lost, and a rollback makes an empty one"
    }
    if change.action == .forget {
      return "it leaves the state, and a rollback would have to take its object over by name"
    }
    if change.action == .importing {
      return "its object was there before, and a rollback keeps it as it is then"
    }
    guard isCreated(change) else { return nil }
    if change.lifecycle.preventDestroy { return "it is protected, and a rollback keeps it" }
    if change.lifecycle.retainOnDelete {
      return "its object is retained: a rollback takes it out of the state and leaves it there"
    }
    return nil
  }

  private static func isCreated(_ change: Change) -> Bool {
    change.action == .create && change.prior == nil
  }
}
