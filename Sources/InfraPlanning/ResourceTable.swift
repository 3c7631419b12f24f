import InfraModel

/// The resources of a plan as rows: declared ones, ones in the state, most both; sorted by
/// address. The planner works on row numbers, not on maps of objects.
struct ResourceTable {
  /// One resource. A class, since it is passed around and a copy of all it holds is not free.
  final class Row: Sendable {
    let address: Address
    let desired: DesiredResource?
    let prior: ResourceState?
    let schema: Schema
    let movedFrom: Address?

    init(
      address: Address, desired: DesiredResource?, prior: ResourceState?, schema: Schema,
      movedFrom: Address? = nil
    ) {
      self.address = address
      self.desired = desired
      self.prior = prior
      self.schema = schema
      self.movedFrom = movedFrom
    }
  }

  private(set) var rows: [Row] = []
  /// For each row the rows it needs as declared.
  private(set) var needs: [[Int]] = []
  /// For each row the rows it needed as applied.
  private(set) var needed: [[Int]] = []
  /// The row whose object had a row's address before, and must have left it.
  private(set) var vacatedBy: [Int: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var numbers: [Address: Int] = [:]

  init(_ input: PlanInput) {
    let declared = Self.sorted(input.options.isDestroy ? [] : input.desired.resources) {
      $0.address
    }
    var priors = Self.sorted(input.prior.resources) { $0.address }
    let moves = Self.move(declared, &priors)
    rows.reserveCapacity(max(declared.count, priors.count))
    var next = 0
    for resource in declared {
      while next < priors.count, priors[next].address < resource.address {
        leave(priors[next], input)
        next += 1
      }
      let isKnown = next < priors.count && priors[next].address == resource.address
      rows.append(
        Row(
          address: resource.address, desired: resource, prior: isKnown ? priors[next] : nil,
          schema: resource.schema, movedFrom: moves[resource.address]))
      if isKnown { next += 1 }
    }
    for state in priors[next...] { leave(state, input) }
    numbers.reserveCapacity(rows.count)
    for (number, row) in rows.enumerated() { numbers[row.address] = number }
    link(moves)
  }

  /// The items in the order of their addresses, in which they mostly are.
  private static func sorted<Item>(_ items: [Item], by address: (Item) -> Address) -> [Item] {
    let isSorted = items.indices.dropFirst().allSatisfy {
      address(items[$0 - 1]) < address(items[$0])
    }
    return isSorted ? items : items.sorted { address($0) < address($1) }
  }

  /// The row of an address.
  subscript(address: Address) -> Int? { numbers[address] }

  /// Adds a resource that is in the state and not declared.
  private mutating func leave(_ state: ResourceState, _ input: PlanInput) {
    guard let schema = input.schemas.schema(of: state.address.type) else {
      diagnostics.append(
        Diagnostic(
          "Unknown resource type",
          "The state holds \(state.address), and this version of infra has no type "
            + "\"\(state.address.type)\".",
          address: state.address, hints: ["use the version of infra that applied it"]))
      return
    }
    rows.append(Row(address: state.address, desired: nil, prior: state, schema: schema))
  }

  /// Renames what was moved: the state's entry takes the declared address. A move may free the
  /// address that another one waits for: `a` to `b` and `b` to `c` at once.
  private static func move(
    _ declared: [DesiredResource], _ states: inout [ResourceState]
  ) -> [Address: Address] {
    // Of two that claim one address the first in the order of addresses has it.
    let movable = declared.indices.filter { !declared[$0].lifecycle.movedFrom.isEmpty }
      .map { declared[$0] }
    guard !movable.isEmpty else { return [:] }
    var priors = Dictionary(
      states.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
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
    guard !moves.isEmpty else { return [:] }
    let successors = Dictionary(
      moves.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    // What the state calls by a former address is what was moved from there, even if something
    // new is declared at that address.
    states = priors.values.map { $0.renaming(successors) }.sorted { $0.address < $1.address }
    return moves
  }

  private mutating func link(_ moves: [Address: Address]) {
    needs.reserveCapacity(rows.count)
    needed.reserveCapacity(rows.count)
    for row in rows {
      let declared = row.desired?.dependencies ?? []
      let applied = row.prior?.dependencies ?? []
      needs.append(declared.compactMap { numbers[$0] })
      // Mostly the same: not looked up twice.
      needed.append(
        applied == declared ? needs[needs.count - 1] : applied.compactMap { numbers[$0] })
    }
    for (address, former) in moves {
      if let number = numbers[former] { vacatedBy[number] = numbers[address] }
    }
  }

  /// The rows in an order in which each comes after all that it needs as declared.
  ///
  /// Lowering has refused cycles; should one be here all the same, its rows come last.
  func topologicalOrder() -> [Int] {
    var waiting = needs.map(\.count)
    // The dependents of one row after those of the one before, in one array.
    var starts = [Int](repeating: 0, count: rows.count + 1)
    for needs in needs { for need in needs { starts[need + 1] += 1 } }
    for number in rows.indices { starts[number + 1] += starts[number] }
    var dependents = [Int](repeating: 0, count: starts[rows.count])
    var filled = starts
    for (number, needs) in needs.enumerated() {
      for need in needs {
        dependents[filled[need]] = number
        filled[need] += 1
      }
    }
    var order = rows.indices.filter { waiting[$0] == 0 }
    order.reserveCapacity(rows.count)
    var next = 0
    while next < order.count {
      for position in starts[order[next]]..<starts[order[next] + 1] {
        let dependent = dependents[position]
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
