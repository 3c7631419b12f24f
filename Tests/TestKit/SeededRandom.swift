/// Randomness that a seed repeats: SplitMix64 (Steele, Lea, Flood, 2014).
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins the sequence of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Text of up to `count` characters, with all that breaks quotes, fences, templates and
  /// terminals in it.
  public mutating func hostileText(upTo count: Int) -> String {
    let pieces = [
      "`", "```", "````", "|", "\\", "\"", "'", "<", ">", "&", "<!--", "-->", "</details>", "@",
      "@here", "#1", "[x](y)", "http://a.b", "www.a.b", "\n", "\r\n", "\t", "\u{1B}[31m", "\u{0}",
      "\u{202E}", "\u{301}", "$", "${", "%{", "$${", "}", "{", "e", " ", "ä", "\u{1F600}",
    ]
    return (0..<Int.random(in: 0...count, using: &self)).map { _ in
      pieces.randomElement(using: &self) ?? ""
    }.joined()
  }
}
