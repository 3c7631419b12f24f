import InfraModel

/// Which rows a plan may touch: `--target` and `--exclude`.
struct Selection {
  private(set) var isActive: [Bool]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ table: ResourceTable, _ options: PlanOptions) {
    isActive = [Bool](repeating: options.targets.isEmpty, count: table.rows.count)
    if !options.targets.isEmpty {
      var chosen = rows(options.targets, "--target", table)
      // What goes takes along what needs it; what comes brings what it needs.
      chosen.formUnion(Self.reach(chosen) { Self.leavingDependents(of: $0, table) })
      for number in Self.reach(chosen, { table.rows[$0].needs }) { isActive[number] = true }
    }
    if !options.excludes.isEmpty {
      let excluded = rows(options.excludes, "--exclude", table)
      var dependents = [[Int]](repeating: [], count: table.rows.count)
      for (number, row) in table.rows.enumerated() {
        for need in Set(row.needs) { dependents[need].append(number) }
        // An excluded object that stays needs what it needed to stay too.
        if row.desired == nil { dependents[number] += row.needed }
      }
      for number in Self.reach(excluded, { dependents[$0] }) { isActive[number] = false }
    }
  }

  private static func leavingDependents(of number: Int, _ table: ResourceTable) -> [Int] {
    guard table.rows[number].desired == nil else { return [] }
    return table.rows.indices.filter { table.rows[$0].needed.contains(number) }
  }

  private static func reach(_ start: Set<Int>, _ next: (Int) -> [Int]) -> Set<Int> {
    var seen = start
    var queue = Array(start)
    while let number = queue.popLast() {
      for other in next(number) where seen.insert(other).inserted { queue.append(other) }
    }
    return seen
  }

  private mutating func rows(_ names: [String], _ flag: String, _ table: ResourceTable)
    -> Set<Int>
  {
    var found: Set<Int> = []
    for name in names {
      let matches = table.rows.indices.filter {
        let text = table.rows[$0].address.text
        return text == name || text.hasPrefix(name + "/")
      }
      if matches.isEmpty { diagnostics.append(Self.unknown(name, flag, table)) }
      found.formUnion(matches)
    }
    return found
  }

  /// The error for an address that nothing has.
  static func unknown(_ name: String, _ flag: String, _ table: ResourceTable) -> Diagnostic {
    let known = table.rows.map(\.address.text)
    let modules = Set(table.rows.compactMap { $0.address.module.first })
    let guess = nearest(to: name, in: known + modules).map { ["did you mean \"\($0)\"?"] }
    return Diagnostic(
      "Unknown address", "\(flag) \(name): nothing declared or in the state has this address.",
      hints: (guess ?? []) + ["an address is module/type.key; a module's path stands for all in it"]
    )
  }
}
