import InfraDSL
import InfraModel

/// A whole number within bounds; one known after apply is checked by AWS.
public struct Bounded: ArgumentValue {
  let value: Value<Int>
  let range: ClosedRange<Int>

  /// A number with its bounds.
  init(_ value: Value<Int>, _ range: ClosedRange<Int>) {
    self.value = value
    self.range = range
  }

  /// The number; one out of bounds is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let lowered = value.lower(&context)
    if let number = lowered.int, !range.contains(number) {
      context.report(
        "Invalid number",
        "It must be from \(range.lowerBound) to \(range.upperBound), not \(number).")
    }
    return lowered
  }
}
