/// The candidate nearest to a word that was not known, or nothing if none is near.
///
/// Near means an edit distance (insert, delete, change, swap of neighbours) of at most a third of
/// the word's length, and at least one: what people mistype.
public func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
  let limit = max(1, word.count / 3)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates.sorted() {
    let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for row in 1...left.count {
    var current = [row] + [Int](repeating: 0, count: right.count)
    for column in 1...right.count {
      let change = last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
      current[column] = min(change, last[column] + 1, current[column - 1] + 1)
      let swapped =
        row > 1 && column > 1 && left[row - 1] == right[column - 2]
        && left[row - 2] == right[column - 1]
      if swapped { current[column] = min(current[column], beforeLast[column - 2] + 1) }
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
