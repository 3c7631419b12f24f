import InfraModel
import InfraReview

/// Tells a plan that no longer says what would happen.
enum StalePlan {
  /// Whether two plans do the same. Fingerprints of secrets do not count, and neither does the
  /// lineage: both come into being with the state, whose base the caller has compared.
  static func isSame(_ reviewed: Plan, _ now: Plan) -> Bool {
    var comparable = now
    comparable.lineage = reviewed.lineage
    return PlanDifference(reviewed: reviewed, now: comparable).isEmpty
      && reviewed.steps == now.steps
  }

  /// The refusal, with what differs.
  static func diagnostics(reviewed: Plan, now: Plan) -> Diagnostics {
    Diagnostics([
      Diagnostic(
        "The plan is out of date",
        "The plan that was reviewed is not what would happen now: "
          + PlanDifference(reviewed: reviewed, now: now).text(),
        hints: ["nothing was done; make a plan anew and review it:"],
        commands: ["infra plan \(reviewed.environment) --refresh"])
    ])
  }
}
