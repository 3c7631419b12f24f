import InfraModel
import Testing

@Suite("Work in parts")
struct ParallelTests {
  @Test(
    "covers the whole once and in its order, however many parts it has",
    arguments: [0, 1, 9, 10, 19, 20, 21, 159, 160, 161, 10_007])
  func ranges(count: Int) {
    let parts = Parallel.map(count, atLeast: 10) { Array($0) }
    #expect(parts.flatMap { $0 } == Array(0..<count))
    #expect(parts.count <= 16)
    #expect(parts.count == 1 || parts.allSatisfy { $0.count >= 10 })
  }
}
