import BenchmarkGraph
import Foundation
import InfraExecution
import InfraModel
import InfraPlanning

/// What bounds an apply of 1,000,000 resources in 100 environments: work over parallelism, the
/// account's rate limit, or the longest chain. Deterministic: the same table on every machine.
struct Report {
  static let environments = 100
  static let size = 10_000

  /// The plan of one environment: the same layered graph as the benchmarks'.
  static func layeredPlan() throws -> Plan {
    let schema = Schema(
      type: "cloud_thing", summary: "Something of a cloud.",
      arguments: [ArgumentSchema("text", .optional, changing: .always(.inPlace), "A text.")],
      attributes: [])
    let address = { (number: Int) in Address(module: [], type: "cloud_thing", key: "n\(number)") }
    let resources = LayeredGraph(size: size).references.enumerated().map { number, references in
      DesiredResource(
        address: address(number), schema: schema, arguments: [.string("\(number)")],
        dependencies: references.map(address).sorted())
    }
    let desired = Desired(
      environment: "simulated", resources: resources.sorted { $0.address < $1.address })
    return try Planner.plan(
      PlanInput(
        desired: desired, prior: .empty("simulated"), schemas: [schema.type: schema]))
  }

  static func text(_ seconds: Double) -> String {
    if seconds < 600 { return String(format: "%.0f s", seconds) }
    return seconds < 36_000
      ? String(format: "%.0f min", seconds / 60) : String(format: "%.1f h", seconds / 3600)
  }

  static func table(_ cloud: Cloud, _ plan: Plan) {
    let durations = (0..<environments).map { cloud.durations(of: plan.steps.count, seed: $0) }
    let work = durations[0].reduce(0, +)
    print("\n\(cloud.name): \(text(work)) of work an environment, longest chain", terminator: " ")
    print(text(VirtualApply.criticalPath(plan, durations[0])))
    print(
      "\n| at once | requests a second | one environment | 100, one account each | 100 in one |")
    print("| --- | --- | --- | --- | --- |")
    for parallelism in [10, 16, 64, 256, 1_000] {
      for rate in [5, 50, nil] as [Double?] {
        let apply = VirtualApply(parallelism: parallelism, rate: rate)
        let alone = durations.map { apply.seconds(plan, [$0]) }
        let together = apply.seconds(plan, durations)
        let limit = rate.map { String(Int($0)) } ?? "no limit"
        print(
          "| \(parallelism) | \(limit) | \(text(alone[0])) | \(text(alone.max() ?? 0)) "
            + "| \(text(together)) |")
      }
    }
  }
}
