/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same start, on every machine.
public struct SplitMix: Sendable {
  private var state: UInt64

  /// Begins at a number.
  public init(state: UInt64) { self.state = state }

  /// The next number from 0 up to a bound, the bound not included.
  public mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }
}
