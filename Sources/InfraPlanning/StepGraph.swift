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

  /// The nodes of one change, by their part in the order. They are a chain, one after the other.
  private struct Parts {
    /// The first node of all.
    var first: Int?
    /// The last node of all.
    var last: Int?
    /// The node in which the state's entry takes its new address.
    var move: Int?
    /// The first node in which the new or changed object is worked on.
    var comeFirst: Int?
    /// The node after which dependents may begin.
    var comeLast: Int?
    /// The first node in which an object goes that the state knows.
    var goFirst: Int?
    /// The node after which nothing that it needed is needed any more.
    var letGo: Int?
  }

  private var nodes: [Node] = []
  private var parts: [Parts]

  /// The steps of the changes; `numbers` leads from rows to changes. Where there is no order
  /// otherwise, replacements become create-first.
  static func steps(of changes: inout [Change], _ table: ResourceTable, _ numbers: [Int])
    throws(Diagnostics) -> [Step]
  {
    do throws(Stuck) {
      return try orderedSteps(of: changes, table, numbers)
    } catch {
      let stuck = Set(error.changes)
      guard ReplaceOrderPropagation.widen(&changes, among: stuck, table, numbers) else {
        throw Diagnostics([error.diagnostic(changes)])
      }
    }
    do throws(Stuck) {
      return try orderedSteps(of: changes, table, numbers)
    } catch { throw Diagnostics([error.diagnostic(changes)]) }
  }

  private static func orderedSteps(
    of changes: [Change], _ table: ResourceTable, _ numbers: [Int]
  ) throws(Stuck) -> [Step] {
    do throws(Stuck) {
      return try steps(of: changes, table, numbers, relaxing: [])
    } catch {
      // What is only updated may let go of an object after that one went, as it is cut off from
      // an object that is replaced with a gap: better than no plan.
      return try steps(of: changes, table, numbers, relaxing: Set(error.changes))
    }
  }

  private static func steps(
    of changes: [Change], _ table: ResourceTable, _ numbers: [Int], relaxing: Set<Int>
  ) throws(Stuck) -> [Step] {
    var graph = StepGraph(changes)
    // What has no step of its own neither waits nor is waited for.
    for (row, number) in numbers.enumerated() where number >= 0 && graph.parts[number].first != nil
    {
      graph.link(
        number, changes, relaxing,
        needs: table.needs[row].map { numbers[$0] }.filter { $0 >= 0 },
        needed: table.needed[row].map { numbers[$0] }.filter { $0 >= 0 })
      if let before = table.vacatedBy[row], let first = graph.parts[number].first,
        numbers[before] >= 0, let move = graph.parts[numbers[before]].move
      {
        graph.nodes[first].after.append(move)
      }
    }
    graph.chainMoves(table, numbers)
    return try graph.ordered()
  }

  /// Whether an object of the change goes after its successor has come: then what it needs must
  /// not go before.
  static func goesLast(_ change: Change) -> Bool {
    switch change.action {
    case .replace(.createThenDelete): true
    case .create, .update: change.prior?.deposed.isEmpty == false
    default: false
    }
  }

  private init(_ changes: [Change]) {
    parts = [Parts](repeating: Parts(), count: changes.count)
    nodes.reserveCapacity(changes.count)
    for number in changes.indices where changes[number].isChange {
      addNodes(of: changes[number], number)
    }
  }

  // MARK: - Nodes

  /// Adds a node after the change's last one.
  private mutating func add(_ operation: Operation, _ number: Int) -> Int {
    let node = nodes.count
    nodes.append(
      Node(change: number, operation: operation, after: parts[number].last.map { [$0] } ?? []))
    parts[number].first = parts[number].first ?? node
    parts[number].last = node
    return node
  }

  private mutating func come(_ operation: Operation, _ number: Int) {
    let node = add(operation, number)
    parts[number].comeFirst = parts[number].comeFirst ?? node
    parts[number].comeLast = node
  }

  private mutating func go(_ operation: Operation, _ number: Int, times: Int = 1) {
    for _ in 0..<times {
      let node = add(operation, number)
      parts[number].goFirst = parts[number].goFirst ?? node
      parts[number].letGo = node
    }
  }

  private mutating func addNodes(of change: Change, _ number: Int) {
    if change.movedFrom != nil {
      parts[number].move = add(.record, number)
      parts[number].comeLast = parts[number].move
    }
    let deposed = change.prior?.deposed.count ?? 0
    switch change.action {
    case .create:
      // An object that is gone leaves the state before its successor comes.
      if change.reason == .gone { _ = add(.record, number) }
      come(.create, number)
      parts[number].letGo = parts[number].comeLast
      goLast(change, number, deposed)
    case .replace(.deleteThenCreate):
      go(.deleteDeposed, number, times: deposed)
      go(.delete, number)
      come(.create, number)
    case .replace(.createThenDelete):
      let isHalfMade = change.prior?.isHalfMadeSuccessor == true
      // What is half made goes first: nobody uses it, and it may have the name of its successor.
      if isHalfMade { _ = add(.delete, number) }
      come(.create, number)
      goLast(change, number, isHalfMade ? deposed : deposed + 1)
    case .importing:
      come(.importing, number)
      addUpdates(of: change, number)
    case .update where change.reason == .restored:
      // The old object is the resource's own again before its successor goes.
      come(.record, number)
      parts[number].letGo = parts[number].comeLast
      goLast(change, number, deposed)
    case .update:
      if change.worksOnObject {
        addUpdates(of: change, number)
      } else if change.changesRecord, deposed == 0,
        parts[number].move == nil || change.waitsForTriggers
      {
        come(.record, number)
      }
      parts[number].letGo = parts[number].comeLast
      goLast(change, number, deposed)
    case .delete:
      go(.deleteDeposed, number, times: deposed)
      go(.delete, number)
    case .forget:
      go(.deleteDeposed, number, times: deposed)
      parts[number].letGo = add(.record, number)
    case .read: come(change.isReadByApply ? .read : .record, number)
    case .noOp: break
    }
  }

  /// The old objects go after the new one has come. Until then the state keeps what they needed;
  /// a record afterwards leaves only what is needed now.
  private mutating func goLast(_ change: Change, _ number: Int, _ count: Int) {
    guard count > 0 else { return }
    go(.deleteDeposed, number, times: count)
    let isShrinking = !Set(change.prior?.dependencies ?? []).isSubset(of: change.dependencies)
    let isQuiet = change.action == .update && !change.worksOnObject && change.changesRecord
    if isShrinking || isQuiet { _ = add(.record, number) }
  }

  private mutating func addUpdates(of change: Change, _ number: Int) {
    guard let effect = change.effect else { return }
    come(.update, number)
    switch effect {
    case .reload: come(.reload, number)
    case .restart: come(.restart, number)
    default: break
    }
  }

  // MARK: - Edges

  private mutating func link(
    _ number: Int, _ changes: [Change], _ relaxing: Set<Int>, needs: [Int], needed: [Int]
  ) {
    if let first = parts[number].comeFirst {
      for need in needs where need != number {
        if let last = parts[need].comeLast { nodes[first].after.append(last) }
      }
    }
    for need in needed where need != number {
      // What is written of its dependencies is written under the names of its time: either
      // before the move or after it.
      if let move = parts[need].move, let mine = firstAfterMove(number) {
        nodes[mine].after.append(move)
      }
      guard let go = parts[need].goFirst, let letGo = parts[number].letGo else { continue }
      // What is half there goes first, also where an old object that knew it by name goes last: no
      // dependent has come to what is half made, and of what is half deleted all have let go.
      if changes[need].prior?.isHalfThere == true, Self.goesLast(changes[number]),
        changes[need].action == .replace(.deleteThenCreate)
      {
        continue
      }
      // It must have let go of the old object before that one goes. Where the old one goes first
      // and this one is only updated, its successor is what the update waits for, by the edge
      // above.
      if parts[number].goFirst == nil, changes[number].action != .forget,
        changes[need].action == .replace(.deleteThenCreate)
          || relaxing.contains(number) && relaxing.contains(need)
      {
        continue
      }
      nodes[go].after.append(letGo)
    }
  }

  /// The first node of a change beside its move.
  private func firstAfterMove(_ number: Int) -> Int? {
    guard let move = parts[number].move else { return parts[number].first }
    return parts[number].last == move ? nil : move + 1
  }

  /// Moves come one after the other, what leaves an address before what takes it.
  private mutating func chainMoves(_ table: ResourceTable, _ numbers: [Int]) {
    var isPlaced = [Bool](repeating: false, count: numbers.count)
    var last: Int?
    for row in numbers.indices where table.rows[row].movedFrom != nil {
      var waiting: [Int] = []
      var next: Int? = row
      while let current = next, !isPlaced[current] {
        isPlaced[current] = true
        waiting.append(current)
        next = table.vacatedBy[current]
      }
      for current in waiting.reversed() where numbers[current] >= 0 {
        guard let move = parts[numbers[current]].move else { continue }
        if let last { nodes[move].after.append(last) }
        last = move
      }
    }
  }

  /// The nodes as steps in an order that obeys the edges: of those that may come next, always
  /// the one of the lowest number, so that the order is the same for the same plan.
  private func ordered() throws(Stuck) -> [Step] {
    let before = nodes.map { $0.after.count > 1 ? Set($0.after).sorted() : $0.after }
    var waiting = before.map(\.count)
    var followers = [[Int]](repeating: [], count: nodes.count)
    for number in nodes.indices {
      for other in before[number] { followers[other].append(number) }
    }
    var ready = MinHeap(nodes.indices.filter { waiting[$0] == 0 })
    var place = [Int](repeating: -1, count: nodes.count)
    var steps: [Step] = []
    steps.reserveCapacity(nodes.count)
    while let number = ready.pop() {
      place[number] = steps.count
      steps.append(
        Step(
          number: steps.count, change: nodes[number].change, operation: nodes[number].operation,
          after: before[number].map { place[$0] }.sorted()))
      for follower in followers[number] {
        waiting[follower] -= 1
        if waiting[follower] == 0 { ready.push(follower) }
      }
    }
    guard steps.count == nodes.count else {
      throw Stuck(
        nodes: nodes.indices.filter { place[$0] < 0 }
          .map { (nodes[$0].change, nodes[$0].operation) })
    }
    return steps
  }
}

extension Change {
  /// Whether it is a data source that can only be read once others have been applied.
  fileprivate var isReadByApply: Bool { schema.isDataSource && observed == nil }

  /// Whether values that trigger its replacement are known only when others have been applied.
  fileprivate var waitsForTriggers: Bool { lifecycle.replaceTriggers.contains { !$0.isKnown } }
}

/// Steps of which each waits for another one.
private struct Stuck: Error {
  let nodes: [(change: Int, operation: Operation)]

  var changes: [Int] { nodes.map(\.change) }

  func diagnostic(_ changes: [Change]) -> Diagnostic {
    let names = nodes.map { "\($0.operation.rawValue) \(changes[$0.change].address)" }
    return Diagnostic(
      "Steps that wait for each other",
      "These steps wait for each other: \(names.joined(separator: ", ")).",
      hints: [
        "apply the change in two parts with --target",
        "this can come of createBeforeDestroy on resources that depend on each other's names",
      ])
  }
}
