/// The smallest of many numbers, again and again.
struct MinHeap {
  private var items: [Int]

  /// Takes ascending numbers, which are a heap already.
  init(_ ascending: [Int]) { items = ascending }

  mutating func push(_ item: Int) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[(child - 1) / 2] > items[child] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let smallest = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return smallest }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < items.count && items[child] < items[least] {
        least = child
      }
      if least == parent { return smallest }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
