/// What changing an argument does to the running thing, mildest first.
public enum Effect: Int, Comparable, Sendable, CaseIterable {
  /// The object goes on; nothing is interrupted.
  case inPlace
  /// The process reads its configuration anew; nothing is interrupted.
  case reload
  /// The process stops and starts again.
  case restart
  /// A new object takes over before the old one goes.
  case replaceWithoutGap
  /// The object goes before its successor comes.
  case replaceWithGap
  /// As `replaceWithGap`, and what the object held is lost.
  case replaceLosingData

  /// Orders effects by what they interrupt.
  public static func < (left: Effect, right: Effect) -> Bool { left.rawValue < right.rawValue }

  /// Whether the object is made anew.
  public var isReplacement: Bool { self >= .replaceWithoutGap }
}

/// How the effect of a changed argument is known: always one, or from values.
public enum EffectRule: Sendable {
  /// The same whatever the values are.
  case always(Effect)
  /// Decided by the values before and after; a pure function.
  case decided(@Sendable (_ before: Datum, _ after: Datum) -> Effect)
  /// Decided by those and by the value that another argument is to have; a pure function.
  case decidedBeside(
    String, @Sendable (_ before: Datum, _ after: Datum, _ beside: Datum) -> Effect)

  /// The effect of one change, beside the values that the other arguments are to have.
  public func effect(
    from before: Datum, to after: Datum, beside: (_ argument: String) -> Datum = { _ in .null }
  ) -> Effect {
    switch self {
    case .always(let effect): effect
    case .decided(let decide): decide(before, after)
    case .decidedBeside(let other, let decide): decide(before, after, beside(other))
    }
  }
}
