import InfraModel

/// Which rows a plan may touch: `--target` and `--exclude`.
struct Selection {
  private(set) var isActive: [Bool]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ table: ResourceTable, _ options: PlanOptions) {
    isActive = [Bool](repeating: options.targets.isEmpty, count: table.rows.count)
    if !options.targets.isEmpty {
      let chosen = rows(options.targets, "--target", table)
      for number in Self.reach(chosen, Self.broughtAlong(table)) { isActive[number] = true }
    }
    if !options.excludes.isEmpty {
      let excluded = rows(options.excludes, "--exclude", table)
      for number in Self.reach(excluded, Self.leftAlong(table)) { isActive[number] = false }
    }
  }

  /// What each row brings with it: what comes, what it needs; what goes or has an old object that
  /// goes, what needed it, which must let go of it; what takes an address, what had it before.
  private static func broughtAlong(_ table: ResourceTable) -> [[Int]] {
    var along = table.needs
    for (number, needed) in table.needed.enumerated() {
      if let before = table.vacatedBy[number] { along[number].append(before) }
      for need in needed where table.rows[need].losesObject { along[need].append(number) }
    }
    return along
  }

  /// What each row that is left out keeps from being touched: what needs it; what it needed, if
  /// one of the two is to go; what waits for its address.
  private static func leftAlong(_ table: ResourceTable) -> [[Int]] {
    var along = [[Int]](repeating: [], count: table.rows.count)
    for (number, row) in table.rows.enumerated() {
      for need in table.needs[number] { along[need].append(number) }
      along[number] += table.needed[number].filter {
        row.desired == nil || table.rows[$0].losesObject
      }
      if let before = table.vacatedBy[number] { along[before].append(number) }
    }
    return along
  }

  private static func reach(_ start: Set<Int>, _ next: [[Int]]) -> Set<Int> {
    var seen = start
    var queue = Array(start)
    while let number = queue.popLast() {
      for other in next[number] where seen.insert(other).inserted { queue.append(other) }
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

  /// Refuses a part of a plan that takes an object away under one that is left out: its arguments
  /// name the object that goes.
  func strandings(
    _ changes: [Change], _ numbers: [Int], _ table: ResourceTable, _ resolution: Resolution
  ) -> [Diagnostic] {
    table.rows.indices.compactMap { number in
      guard !isActive[number] else { return nil }
      let row = table.rows[number]
      let isReplaced = { (row: Int) in numbers[row] >= 0 && changes[numbers[row]].isReplacement }
      guard row.prior != nil,
        let need = table.needed[number].first(where: {
          isReplaced($0) && Self.uses(row, table.rows[$0], resolution)
        })
      else { return nil }
      let (gone, kept) = (table.rows[need].address, row.address)
      return Diagnostic(
        "Dependent left out",
        "The plan would replace \(gone), and \(kept), which is left out, still uses the object "
          + "that would go.",
        address: gone, at: row.desired?.location,
        hints: ["take \(kept) in with --target \(kept)", "or leave \(gone) out too"])
    }
  }

  /// Whether the object of a row that stays as it is has something of another row's object in it
  /// that goes with that object: as it was applied, and as it is declared.
  private static func uses(
    _ row: ResourceTable.Row, _ other: ResourceTable.Row, _ resolution: Resolution
  ) -> Bool {
    guard let desired = row.desired else { return true }
    var isUsing = false
    for value in (row.prior?.expressions.entries.map(\.value) ?? []) + desired.arguments {
      resolution.resolve(value).forEachReference {
        isUsing = isUsing || $0.address == other.address || $0.address == other.movedFrom
      }
    }
    return isUsing
  }
}

extension ResourceTable.Row {
  /// Whether an object of it goes in any plan: it is not declared, or a replaced one is left.
  fileprivate var losesObject: Bool { desired == nil || prior?.deposed.isEmpty == false }
}

extension Change {
  /// Whether the object that is there is given up for another one.
  var isReplacement: Bool { if case .replace = action { true } else { false } }
}
