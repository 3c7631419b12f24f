import InfraModel

/// The resources of a plan as rows: declared ones, ones in the state, most both; sorted by
/// address. The planner works on row numbers, not on maps of objects.
struct ResourceTable {
  /// One resource.
  struct Row {
    let address: Address
    let desired: DesiredResource?
    let prior: ResourceState?
    let schema: Schema
    let movedFrom: Address?
    /// The rows it needs as declared.
    var needs: [Int] = []
    /// The rows it needed as applied.
    var needed: [Int] = []
    /// The row whose object had this row's address before, and must have left it.
    var vacatedBy: Int?
  }

  private(set) var rows: [Row] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var numbers: [Address: Int] = [:]

  init(_ input: PlanInput) {
    var priors = Dictionary(
      input.prior.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    let declared = input.options.isDestroy ? [] : input.desired.resources
    let moves = Self.move(declared, &priors)
    let successors = Dictionary(
      moves.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    if !moves.isEmpty {
      // What the state calls by a former address is what was moved from there, even if something
      // new is declared at that address.
      priors = priors.mapValues { $0.renaming(successors) }
    }
    rows.reserveCapacity(declared.count)
    for resource in declared {
      rows.append(
        Row(
          address: resource.address, desired: resource,
          prior: priors.removeValue(forKey: resource.address), schema: resource.schema,
          movedFrom: moves[resource.address]))
    }
    for resource in input.prior.resources {
      if let state = priors[resource.address] { leave(state, input) }
    }
    if !zip(rows, rows.dropFirst()).allSatisfy({ $0.address < $1.address }) {
      rows.sort { $0.address < $1.address }
    }
    numbers.reserveCapacity(rows.count)
    for (number, row) in rows.enumerated() { numbers[row.address] = number }
    link(moves)
  }

  /// The row of an address.
  subscript(address: Address) -> Int? { numbers[address] }

  /// Adds a resource that is in the state and not declared.
  private mutating func leave(_ state: ResourceState, _ input: PlanInput) {
    guard let schema = input.schemas[state.address.type] else {
      diagnostics.append(
        Diagnostic(
          "Unknown resource type",
          "The state holds \(state.address), and this version of infra has no type "
            + "\"\(state.address.type)\".",
          address: state.address, hints: ["use the version of infra that applied it"]))
      return
    }
    rows.append(
      Row(address: state.address, desired: nil, prior: state, schema: schema, movedFrom: nil))
  }

  /// Renames what was moved: the state's entry takes the declared address. A move may free the
  /// address that another one waits for: `a` to `b` and `b` to `c` at once.
  private static func move(
    _ declared: [DesiredResource], _ priors: inout [Address: ResourceState]
  ) -> [Address: Address] {
    // Of two that claim one address the first in the order of addresses has it.
    let movable = declared.filter { !$0.lifecycle.movedFrom.isEmpty }
      .sorted { $0.address < $1.address }
    guard !movable.isEmpty else { return [:] }
    let byAddress = Dictionary(
      movable.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    var moves: [Address: Address] = [:]
    var queue = Array(movable.reversed())
    while let resource = queue.popLast() {
      guard priors[resource.address] == nil,
        let former = resource.lifecycle.movedFrom.first(where: { priors[$0] != nil }),
        var state = priors.removeValue(forKey: former)
      else { continue }
      state.address = resource.address
      priors[resource.address] = state
      moves[resource.address] = former
      if let next = byAddress[former] { queue.append(next) }
    }
    return moves
  }

  private mutating func link(_ moves: [Address: Address]) {
    for number in rows.indices {
      rows[number].needs = (rows[number].desired?.dependencies ?? []).compactMap { numbers[$0] }
      rows[number].needed = (rows[number].prior?.dependencies ?? []).compactMap { numbers[$0] }
    }
    for (address, former) in moves {
      if let number = numbers[former] { rows[number].vacatedBy = numbers[address] }
    }
  }

  /// The rows in an order in which each comes after all that it needs as declared.
  ///
  /// Lowering has refused cycles; should one be here all the same, its rows come last.
  func topologicalOrder() -> [Int] {
    var waiting = [Int](repeating: 0, count: rows.count)
    var dependents = [[Int]](repeating: [], count: rows.count)
    for (number, row) in rows.enumerated() {
      waiting[number] = row.needs.count
      for need in row.needs { dependents[need].append(number) }
    }
    var order = rows.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]] {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    if order.count < rows.count {
      let placed = Set(order)
      order += rows.indices.filter { !placed.contains($0) }
    }
    return order
  }
}

extension ResourceState {
  /// The same with its dependencies under other addresses.
  fileprivate func renaming(_ names: [Address: Address]) -> ResourceState {
    guard dependencies.contains(where: { names[$0] != nil }) else { return self }
    var renamed = self
    renamed.dependencies = dependencies.map { names[$0] ?? $0 }.sorted()
    return renamed
  }
}
