import InfraExecution
import InfraModel

/// Applies of several environments at once under a clock of its own: the executor's own schedule
/// decides what may begin, and time jumps from one end of a step to the next.
struct VirtualApply {
  /// How many steps of one environment run at once.
  let parallelism: Int
  /// How many requests that change something an account accepts in a second, over all environments
  /// together; nothing if it does not count.
  let rate: Double?

  private struct Life {
    var schedule: Schedule
    let durations: [Double]
    var running = 0
  }

  /// One end of a step to come.
  private struct End: Comparable {
    let time: Double
    let life: Int
    let step: Int

    static func < (left: End, right: End) -> Bool {
      (left.time, left.life, left.step) < (right.time, right.life, right.step)
    }
  }

  /// The seconds until the last environment is done; all have the same plan, each its own times.
  func seconds(_ plan: Plan, _ durations: [[Double]]) -> Double {
    var lives = durations.map { Life(schedule: Schedule(plan), durations: $0) }
    var ends = Heap<End>()
    var allowed = 0.0
    var now = 0.0
    let begin = { (number: Int, ends: inout Heap<End>) in
      while lives[number].running < parallelism, let step = lives[number].schedule.next() {
        lives[number].running += 1
        var start = now
        if let rate {
          start = max(now, allowed)
          allowed = start + 1 / rate
        }
        ends.push(End(time: start + lives[number].durations[step], life: number, step: step))
      }
    }
    for number in lives.indices { begin(number, &ends) }
    while let end = ends.pop() {
      now = end.time
      lives[end.life].running -= 1
      lives[end.life].schedule.finish(end.step)
      begin(end.life, &ends)
    }
    precondition(lives.allSatisfy(\.schedule.isDone))
    return now
  }

  /// The seconds of the longest chain of steps: what no parallelism can shorten.
  static func criticalPath(_ plan: Plan, _ durations: [Double]) -> Double {
    var ends = [Double](repeating: 0, count: plan.steps.count)
    for step in plan.steps {
      ends[step.number] = (step.after.map { ends[$0] }.max() ?? 0) + durations[step.number]
    }
    return ends.max() ?? 0
  }
}

/// The smallest of many, again and again.
struct Heap<Item: Comparable> {
  private var items: [Item] = []

  mutating func push(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[child] < items[(child - 1) / 2] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Item? {
    guard let last = items.popLast() else { return nil }
    guard let smallest = items.first else { return last }
    items[0] = last
    var parent = 0
    while true {
      let least = [2 * parent + 1, 2 * parent + 2].filter { $0 < items.count }
        .min { items[$0] < items[$1] }
      guard let least, items[least] < items[parent] else { return smallest }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
