import InfraModel

/// Which steps may begin: those whose predecessors are done, in the order in which
/// they became so.
package struct Schedule {
  private var waiting: [Int]
  private var followers: [[Int]]
  private var ready: [Int]
  private var nextReady = 0
  private var isSkipped: [Bool]
  private var open: Int

  /// Begins a plan.
  package init(_ plan: Plan) {
    waiting = plan.steps.map(\.after.count)
    followers = [[Int]](repeating: [], count: plan.steps.count)
    for step in plan.steps {
      for before in step.after { followers[before].append(step.number) }
    }
    ready = plan.steps.indices.filter { plan.steps[$0].after.isEmpty }
    isSkipped = [Bool](repeating: false, count: plan.steps.count)
    open = plan.steps.count
  }

  /// Whether every step was done, failed or skipped.
  package var isDone: Bool { open == 0 }

  /// The next step that may begin.
  package mutating func next() -> Int? {
    guard nextReady < ready.count else { return nil }
    defer { nextReady += 1 }
    return ready[nextReady]
  }

  /// Notes that a step is done; its followers may have become ready.
  package mutating func finish(_ number: Int) {
    open -= 1
    for follower in followers[number] {
      waiting[follower] -= 1
      if waiting[follower] == 0, !isSkipped[follower] { ready.append(follower) }
    }
  }

  /// Notes that a step failed, and answers all steps that wait for it, directly or not.
  mutating func fail(_ number: Int) -> [Int] {
    open -= 1
    var skipped: [Int] = []
    var queue = followers[number]
    while let follower = queue.popLast() {
      guard !isSkipped[follower] else { continue }
      isSkipped[follower] = true
      open -= 1
      skipped.append(follower)
      queue += followers[follower]
    }
    return skipped.sorted()
  }
}
