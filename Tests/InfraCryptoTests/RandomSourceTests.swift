import InfraCrypto
import Testing

@Suite("Random sources")
struct RandomSourceTests {
  @Test("give as many bytes as asked for", arguments: [0, 1, 7, 8, 9, 31, 4096])
  func count(count: Int) throws {
    #expect(try SystemRandom().bytes(count).count == count)
    #expect(try SeededRandom(seed: 1).bytes(count).count == count)
  }

  @Test("refuse a negative count")
  func negative() {
    #expect(throws: CryptoError.self) { try SystemRandom().bytes(-1) }
    #expect(throws: CryptoError.self) { try SeededRandom(seed: 1).bytes(-1) }
  }

  @Test("the system's never repeats")
  func fresh() throws {
    var seen: Set<[UInt8]> = []
    for _ in 0..<1000 { seen.insert(try SystemRandom().bytes(16)) }
    #expect(seen.count == 1000)
  }

  @Test("a seeded one repeats with its seed and differs with another")
  func repeatable() throws {
    let first = SeededRandom(seed: 42)
    let second = SeededRandom(seed: 42)
    for count in [3, 8, 100] { #expect(try first.bytes(count) == second.bytes(count)) }
    #expect(try SeededRandom(seed: 43).bytes(16) != SeededRandom(seed: 42).bytes(16))
    // SplitMix64's published first output for the seed 1234567: 6457827717110365317.
    #expect(
      Hex.encode(try SeededRandom(seed: 1_234_567).bytes(8).reversed())
        == "599ed017fb08fc85")
  }
}
