/// Numbers in up to 20 layers, each with the one to three numbers of the layer before that it
/// refers to: the same graph for the same size, on every machine.
public struct LayeredGraph: Sendable {
  /// For each number those that it refers to, ascending and smaller than itself.
  public let references: [[Int]]

  /// Makes the graph of a size.
  public init(size: Int) {
    let layers = min(20, max(1, size))
    let start = { (layer: Int) in layer * size / layers }
    var random = SplitMix(state: UInt64(truncatingIfNeeded: size))
    var references: [[Int]] = []
    references.reserveCapacity(size)
    for layer in 0..<layers {
      for _ in start(layer)..<start(layer + 1) {
        guard layer > 0 else {
          references.append([])
          continue
        }
        let (first, count) = (start(layer - 1), start(layer) - start(layer - 1))
        let wanted = 1 + random.next(below: 3)
        var chosen: Set<Int> = []
        for _ in 0..<wanted { chosen.insert(first + random.next(below: count)) }
        references.append(chosen.sorted())
      }
    }
    self.references = references
  }
}
