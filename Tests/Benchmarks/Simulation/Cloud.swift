import BenchmarkGraph
import InfraModel

/// How long a cloud takes to make things, as kinds with their share of all resources.
///
/// The times are assumptions of the order that users of such services see, not measurements: what
/// the simulation tells is which bound holds where, and that moves with the factor between them.
struct Cloud {
  /// One kind of thing.
  struct Kind {
    let name: String
    /// How many of a hundred resources are of the kind.
    let share: Int
    /// Seconds from the request until dependents may begin.
    let seconds: Double
  }

  let name: String
  let kinds: [Kind]

  static let clouds = [
    Cloud(
      name: "quick: rules, roles, records, policies",
      kinds: [
        Kind(name: "all", share: 100, seconds: 1)
      ]),
    Cloud(
      name: "mixed: networks, services, some databases",
      kinds: [
        Kind(name: "rule, role, record", share: 70, seconds: 1),
        Kind(name: "network, queue, bucket", share: 20, seconds: 5),
        Kind(name: "service, balancer", share: 8, seconds: 120),
        Kind(name: "database", share: 2, seconds: 600),
      ]),
  ]

  /// For each step its seconds, by chance that a number begins.
  func durations(of steps: Int, seed: Int) -> [Double] {
    var random = SplitMix(state: UInt64(seed))
    return (0..<steps).map { _ in
      var place = random.next(below: 100)
      for kind in kinds {
        place -= kind.share
        if place < 0 { return kind.seconds }
      }
      return 0
    }
  }
}
