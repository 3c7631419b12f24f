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
}
