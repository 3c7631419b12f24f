/// The shortest way from one sequence to another, in the order of reading.
enum SequenceDiff {
  /// One element's fate; indices are those of the sequence that holds it.
  enum Edit: Equatable {
    case keep(Int, Int)
    case remove(Int)
    case add(Int)
    /// An element that went where one came: shown as one that changed.
    case change(Int, Int)
  }

  /// Beyond this many elements that may differ, all old ones go and all new ones come: the
  /// search for the shortest way takes their square.
  static let searchMax = 4000

  /// The edits, with neighbouring removals and additions paired.
  static func edits<Element>(
    from before: [Element], to after: [Element], isSame: (Element, Element) -> Bool
  ) -> [Edit] {
    var start = 0
    while start < before.count, start < after.count, isSame(before[start], after[start]) {
      start += 1
    }
    var tail = 0
    while tail < before.count - start, tail < after.count - start,
      isSame(before[before.count - 1 - tail], after[after.count - 1 - tail])
    {
      tail += 1
    }
    var edits = (0..<start).map { Edit.keep($0, $0) }
    edits += middle(
      before, start..<before.count - tail, after, start..<after.count - tail, isSame)
    for index in 0..<tail {
      edits.append(.keep(before.count - tail + index, after.count - tail + index))
    }
    return edits
  }

  private static func middle<Element>(
    _ before: [Element], _ old: Range<Int>, _ after: [Element], _ new: Range<Int>,
    _ isSame: (Element, Element) -> Bool
  ) -> [Edit] {
    guard old.count + new.count <= searchMax else { return paired(Array(old), Array(new)) }
    let difference = after[new].difference(from: before[old], by: isSame)
    let removed = Set(
      difference.removals.map { change in
        if case .remove(let offset, _, _) = change { old.lowerBound + offset } else { -1 }
      })
    let inserted = Set(
      difference.insertions.map { change in
        if case .insert(let offset, _, _) = change { new.lowerBound + offset } else { -1 }
      })
    var edits: [Edit] = []
    var pending: (old: [Int], new: [Int]) = ([], [])
    var left = old.lowerBound
    var right = new.lowerBound
    while left < old.upperBound || right < new.upperBound {
      if left < old.upperBound, removed.contains(left) {
        pending.old.append(left)
        left += 1
      } else if right < new.upperBound, inserted.contains(right) {
        pending.new.append(right)
        right += 1
      } else {
        edits += paired(pending.old, pending.new)
        pending = ([], [])
        edits.append(.keep(left, right))
        left += 1
        right += 1
      }
    }
    return edits + paired(pending.old, pending.new)
  }

  private static func paired(_ old: [Int], _ new: [Int]) -> [Edit] {
    var edits = zip(old, new).map { Edit.change($0, $1) }
    edits += old.dropFirst(new.count).map { .remove($0) }
    edits += new.dropFirst(old.count).map { .add($0) }
    return edits
  }
}
