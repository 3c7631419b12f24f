import InfraModel

/// Lowers changes to steps, each one provider operation, and orders them.
///
/// What comes waits for what it needs; what goes waits for what needed it. A replacement is two
/// steps in the order that its type needs.
struct StepGraph {
  private struct Node {
    let change: Int
    let operation: Operation
    var after: [Int] = []
  }

  /// The nodes of one change, by their part in the order.
  private struct Parts {
    /// The first node in which the new or changed object is worked on.
    var comeFirst: Int?
    /// The node after which dependents may begin.
    var comeLast: Int?
    /// The node in which the object that the state knows goes.
    var go: Int?
  }

  private var nodes: [Node] = []
  private var parts: [Parts]

  /// The steps of the changes; `numbers` leads from rows to changes.
  static func steps(of changes: [Change], _ table: ResourceTable, _ numbers: [Int])
    throws(Diagnostics) -> [Step]
  {
    var graph = StepGraph(changes)
    for (row, number) in numbers.enumerated() where number >= 0 {
      graph.link(
        number, changes,
        needs: table.rows[row].needs.map { numbers[$0] }.filter { $0 >= 0 },
        needed: table.rows[row].needed.map { numbers[$0] }.filter { $0 >= 0 })
    }
    return try graph.ordered(changes)
  }

  private init(_ changes: [Change]) {
    parts = [Parts](repeating: Parts(), count: changes.count)
    for (number, change) in changes.enumerated() { addNodes(of: change, number) }
  }

  private mutating func add(_ operation: Operation, _ change: Int, after: Int? = nil) -> Int {
    nodes.append(Node(change: change, operation: operation, after: after.map { [$0] } ?? []))
    return nodes.count - 1
  }

  private mutating func addNodes(of change: Change, _ number: Int) {
    var part = Parts()
    var before: Int?
    if change.movedFrom != nil { before = add(.record, number) }
    if change.prior?.deposed.isEmpty == false {
      before = add(.deleteDeposed, number, after: before)
    }
    switch change.action {
    case .create:
      if change.reason == .gone { before = add(.record, number, after: before) }
      part.comeFirst = add(.create, number, after: before)
      part.comeLast = part.comeFirst
    case .replace(.deleteThenCreate):
      part.go = add(.delete, number, after: before)
      part.comeFirst = add(.create, number, after: part.go)
      part.comeLast = part.comeFirst
    case .replace(.createThenDelete):
      part.comeFirst = add(.create, number, after: before)
      part.comeLast = part.comeFirst
      part.go = add(.deleteDeposed, number, after: part.comeLast)
    case .importing:
      part.comeFirst = add(.importing, number, after: before)
      part.comeLast = addUpdates(of: change, number, after: part.comeFirst)?.last
      part.comeLast = part.comeLast ?? part.comeFirst
    case .update:
      let updates = addUpdates(of: change, number, after: before)
      part.comeFirst = updates?.first ?? before ?? add(.record, number)
      part.comeLast = updates?.last ?? part.comeFirst
    case .delete: part.go = add(.delete, number, after: before)
    case .forget, .read: part.comeLast = add(.record, number, after: before)
    case .noOp: part.comeLast = before
    }
    parts[number] = part
  }

  private mutating func addUpdates(of change: Change, _ number: Int, after: Int?)
    -> (first: Int, last: Int)?
  {
    var isInterrupted = false
    if case .interrupted = change.reason { isInterrupted = true }
    guard !change.differences.isEmpty || isInterrupted else { return nil }
    let update = add(.update, number, after: after)
    switch isInterrupted && change.differences.isEmpty
      ? .reload : change.differences.map(\.effect).max()
    {
    case .reload: return (update, add(.reload, number, after: update))
    case .restart: return (update, add(.restart, number, after: update))
    default: return (update, update)
    }
  }

  private mutating func link(_ number: Int, _ changes: [Change], needs: [Int], needed: [Int]) {
    if let first = parts[number].comeFirst {
      for need in needs where need != number {
        if let last = parts[need].comeLast { nodes[first].after.append(last) }
      }
    }
    for need in needed where need != number {
      guard let go = parts[need].go else { continue }
      if let mine = parts[number].go {
        nodes[go].after.append(mine)
      } else if let last = parts[number].comeLast,
        changes[need].action != .replace(.deleteThenCreate)
      {
        // It must have let go of the old object before that one goes. Where the old one goes
        // first, its successor is what the update waits for, by the edge above.
        nodes[go].after.append(last)
      }
    }
  }

  /// The nodes as steps in an order that obeys the edges: of those that may come next, always
  /// the one of the lowest number, so that the order is the same for the same plan.
  private func ordered(_ changes: [Change]) throws(Diagnostics) -> [Step] {
    var waiting = nodes.map { Set($0.after).count }
    var followers = [[Int]](repeating: [], count: nodes.count)
    for (number, node) in nodes.enumerated() {
      for before in Set(node.after) { followers[before].append(number) }
    }
    var ready = MinHeap(nodes.indices.filter { waiting[$0] == 0 })
    var place = [Int](repeating: -1, count: nodes.count)
    var steps: [Step] = []
    steps.reserveCapacity(nodes.count)
    while let number = ready.pop() {
      let node = nodes[number]
      place[number] = steps.count
      steps.append(
        Step(
          number: steps.count, change: node.change, operation: node.operation,
          after: Set(node.after).map { place[$0] }.sorted()))
      for follower in followers[number] {
        waiting[follower] -= 1
        if waiting[follower] == 0 { ready.push(follower) }
      }
    }
    guard steps.count == nodes.count else {
      let stuck = nodes.indices.filter { place[$0] < 0 }
        .map { "\(nodes[$0].operation.rawValue) \(changes[nodes[$0].change].address)" }
      throw Diagnostics([
        Diagnostic(
          "Steps that wait for each other",
          "These steps wait for each other: \(stuck.joined(separator: ", ")).",
          hints: [
            "apply the change in two parts with --target",
            "this can come of createBeforeDestroy on resources that depend on each other's names",
          ])
      ])
    }
    return steps
  }
}

/// The smallest of many numbers, again and again.
struct MinHeap {
  private var items: [Int]

  /// Takes ascending numbers, which are a heap already.
  init(_ ascending: [Int]) { items = ascending }

  mutating func push(_ item: Int) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[(child - 1) / 2] > items[child] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let smallest = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return smallest }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < items.count && items[child] < items[least] {
        least = child
      }
      if least == parent { return smallest }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
