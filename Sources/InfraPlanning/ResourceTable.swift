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
  }

  private(set) var rows: [Row] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var numbers: [Address: Int] = [:]

  init(_ input: PlanInput) {
    var priors = Dictionary(
      input.prior.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    let declared = input.options.isDestroy ? [] : input.desired.resources
    let moves = move(declared, &priors)
    rows.reserveCapacity(declared.count)
    for resource in declared {
      rows.append(
        Row(
          address: resource.address, desired: resource,
          prior: priors.removeValue(forKey: resource.address), schema: resource.schema,
          movedFrom: moves[resource.address]))
    }
    for (address, state) in priors {
      guard let schema = input.schemas[address.type] else {
        diagnostics.append(
          Diagnostic(
            "Unknown resource type",
            "The state holds \(address), and this version of infra has no type "
              + "\"\(address.type)\".",
            address: address, hints: ["use the version of infra that applied it"]))
        continue
      }
      rows.append(
        Row(address: address, desired: nil, prior: state, schema: schema, movedFrom: nil))
    }
    rows.sort { $0.address < $1.address }
    numbers.reserveCapacity(rows.count)
    for (number, row) in rows.enumerated() { numbers[row.address] = number }
    link(moves)
  }

  /// The row of an address.
  subscript(address: Address) -> Int? { numbers[address] }

  /// Renames what was moved: the state's entry takes the declared address.
  private func move(_ declared: [DesiredResource], _ priors: inout [Address: ResourceState])
    -> [Address: Address]
  {
    var moves: [Address: Address] = [:]
    for resource in declared where priors[resource.address] == nil {
      for former in resource.lifecycle.movedFrom {
        guard var state = priors.removeValue(forKey: former) else { continue }
        state.address = resource.address
        priors[resource.address] = state
        moves[resource.address] = former
        break
      }
    }
    return moves
  }

  private mutating func link(_ moves: [Address: Address]) {
    let successors = Dictionary(
      moves.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    for number in rows.indices {
      rows[number].needs = (rows[number].desired?.dependencies ?? []).compactMap { numbers[$0] }
      rows[number].needed = (rows[number].prior?.dependencies ?? []).compactMap {
        numbers[$0] ?? successors[$0].flatMap { numbers[$0] }
      }
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
