import InfraModel

/// Finds resources that need each other in a circle.
enum DependencyCycle {
  /// One error for each circle, as a chain of who needs whom.
  static func diagnostics(in resources: [DesiredResource]) -> [Diagnostic] {
    var index: [Address: Int] = [:]
    index.reserveCapacity(resources.count)
    for position in resources.indices { index[resources[position].address] = position }
    // The edges of one resource after those of the one before, in one array.
    var edges: [Int] = []
    var ends: [Int] = []
    ends.reserveCapacity(resources.count)
    for position in resources.indices {
      for dependency in resources[position].dependencies {
        if let target = index[dependency] { edges.append(target) }
      }
      ends.append(edges.count)
    }
    var color = [UInt8](repeating: 0, count: resources.count)
    var found: [Diagnostic] = []
    for start in resources.indices where color[start] == 0 {
      // A stack of its own: ten thousand resources in a row must not exhaust the thread's.
      var path: [(node: Int, next: Int)] = [(start, start > 0 ? ends[start - 1] : 0)]
      color[start] = 1
      while let (node, next) = path.last {
        guard next < ends[node] else {
          color[node] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = edges[next]
        if color[target] == 0 {
          color[target] = 1
          path.append((target, target > 0 ? ends[target - 1] : 0))
        } else if color[target] == 1, let from = path.firstIndex(where: { $0.node == target }) {
          found.append(diagnostic(path[from...].map { resources[$0.node] }))
        }
      }
    }
    return found
  }

  private static func diagnostic(_ circle: [DesiredResource]) -> Diagnostic {
    let names = circle.map(\.address.text) + [circle[0].address.text]
    return Diagnostic(
      "Dependency cycle",
      "These resources need each other in a circle: \(names.joined(separator: " needs ")).",
      address: circle[0].address, at: circle[0].location,
      notes: circle.dropFirst().map { .init("\($0.address) is declared here", at: $0.location) },
      hints: ["take one of the references or dependsOn out"])
  }
}
