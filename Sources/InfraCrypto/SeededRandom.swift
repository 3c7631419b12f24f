import Synchronization

/// Bytes that repeat with their seed, for tests and simulations: never for keys, nonces or salts.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): whoever sees its output can
/// tell all that follows.
public final class SeededRandom: RandomSource {
  private let state: Mutex<UInt64>

  /// The same seed gives the same bytes, on every machine.
  public init(seed: UInt64) {
    state = Mutex(seed)
  }

  /// The next `count` bytes; how they are cut into calls does not matter within words of 8.
  public func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    guard count >= 0 else {
      throw .invalidArgument("There is no drawing of \(count) random bytes.", hint: "Ask for 0 up.")
    }
    return state.withLock { state in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count + 7)
      while bytes.count < count {
        withUnsafeBytes(of: Self.next(&state).littleEndian) { bytes.append(contentsOf: $0) }
      }
      bytes.removeLast(bytes.count - count)
      return bytes
    }
  }

  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
