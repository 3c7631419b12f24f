import InfraDSL
import InfraModel

/// A time that a type counts in a unit of its own, within bounds.
public struct TimeSpan: ArgumentValue {
  /// What is counted.
  enum Unit: Int, Sendable {
    case seconds = 1
    case minutes = 60
    case hours = 3_600
    case days = 86_400
  }

  let duration: Duration
  let unit: Unit
  let range: ClosedRange<Int>

  /// A time that is counted in the unit, at least and at most so many of it.
  init(_ duration: Duration, in unit: Unit, _ range: ClosedRange<Int>) {
    self.duration = duration
    self.unit = unit
    self.range = range
  }

  /// The number of units; a part of one, too few or too many are a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let (seconds, attoseconds) = duration.components
    let (count, rest) = Int(seconds).quotientAndRemainder(dividingBy: unit.rawValue)
    if attoseconds != 0 || rest != 0 || !range.contains(count) {
      context.report(
        "Invalid duration",
        "The time must be a whole number of \(unit), \(range.lowerBound) to "
          + "\(range.upperBound), not \(duration.text).",
        hints: ["write it as .\(unit)(\(range.lowerBound))"])
    }
    return .int(count)
  }
}
