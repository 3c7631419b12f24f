import InfraModel

/// Makes replacements agree on their order: what a create-first resource needs must be replaced
/// create-first too, or its old object would have to go while the old dependent still needs it.
/// What is half made goes before all the same: no dependent has come to it.
enum ReplaceOrderPropagation {
  static func run(_ changes: inout [Change?], _ table: ResourceTable) {
    var queue = changes.indices.filter { changes[$0].map(StepGraph.goesLast) ?? false }
    while let number = queue.popLast() {
      for need in table.needs[number]
      where changes[need]?.action == .replace(.deleteThenCreate)
        && changes[need]?.provider == changes[need]?.prior?.provider
        && changes[need]?.prior?.isHalfThere != true
      {
        changes[need]?.action = .replace(.createThenDelete)
        if let change = changes[need] { changes[need]?.impact = ImpactRule.impact(of: change) }
        queue.append(need)
      }
    }
  }

  /// Makes replacements create-first among changes that wait for each other: those that a
  /// create-first one needs by way of others, as an updated one that needs the new object. Answers
  /// whether there was one.
  ///
  /// Not done beforehand, since a type whose names are unique may not allow it.
  static func widen(
    _ changes: inout [Change], among stuck: Set<Int>, _ table: ResourceTable, _ numbers: [Int]
  ) -> Bool {
    var needs: [Int: [Int]] = [:]
    for (row, number) in numbers.enumerated() where stuck.contains(number) {
      needs[number] = table.needs[row].map { numbers[$0] }.filter { stuck.contains($0) }
    }
    var queue = stuck.filter { StepGraph.goesLast(changes[$0]) }
    var isReached = queue
    var isWidened = false
    while let number = queue.popFirst() {
      for need in needs[number] ?? [] where isReached.insert(need).inserted {
        queue.insert(need)
        let change = changes[need]
        guard change.action == .replace(.deleteThenCreate), change.prior?.isHalfThere != true,
          change.provider == change.prior?.provider
        else { continue }
        changes[need].action = .replace(.createThenDelete)
        changes[need].impact = ImpactRule.impact(of: changes[need])
        isWidened = true
      }
    }
    return isWidened
  }
}
