import InfraModel
import InfraPlanning
import InfraReview
import TestKit

/// A plan's input, written shortly, and the plan's text with its steps.
struct Scene {
  var desired: Desired
  var prior: Snapshot
  var observed: [Address: PlanInput.Observed] = [:]
  var options = PlanOptions()

  /// What is declared, and what was declared when the state was written.
  init(_ resources: [DesiredResource], after before: [DesiredResource] = []) {
    desired = Desired(
      environment: "dev", resources: resources.sorted { $0.address < $1.address },
      providers: [ProviderConfiguration(name: "sim", settings: Fields())])
    prior = before.isEmpty ? .empty("dev") : Snapshot(applied: before)
  }

  /// The same with more said of it.
  func with(_ body: (inout Scene) -> Void) -> Scene {
    var scene = self
    body(&scene)
    return scene
  }

  /// Says what the providers report: everything as the state has it, but for what is given.
  mutating func observe(_ differing: [String: PlanInput.Observed]) {
    for resource in prior.resources {
      observed[resource.address] =
        differing[resource.address.key]
        ?? .present(Observation(arguments: resource.arguments, attributes: resource.attributes))
    }
  }

  func plan() throws(Diagnostics) -> Plan {
    try Planner.plan(
      PlanInput(
        desired: desired, prior: prior, observed: observed, schemas: Simulated.schemas,
        options: options))
  }

  /// The plan as people read it, or what is wrong with it.
  var text: String {
    do throws(Diagnostics) {
      var plan = try plan()
      plan.digest = ""
      let warnings = plan.warnings.map(Self.text).joined()
      return PlanText(root: "/project", showsSteps: true).render(plan) + warnings
    } catch { return error.items.map(Self.text).joined() }
  }

  private static func text(_ diagnostic: Diagnostic) -> String {
    ([diagnostic.summary, diagnostic.detail] + diagnostic.hints + diagnostic.commands)
      .joined(separator: "\n    ") + "\n"
  }
}
