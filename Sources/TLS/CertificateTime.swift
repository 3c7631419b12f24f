import InfraDSL
import InfraModel

/// A time in whole hours, with the bounds that it must keep.
public struct CertificateTime: ArgumentValue {
  /// The longest that a certificate may hold: what Apple's systems accept also of authorities
  /// that a user added (support article HT210176), in hours.
  static let validityMax = 825 * 24

  private let duration: Duration
  private let bounds: ClosedRange<Int>
  private let rule: String

  /// How long a certificate holds.
  static func validity(_ duration: Duration) -> CertificateTime {
    CertificateTime(
      duration: duration, bounds: 1...validityMax,
      rule: "A certificate holds for a whole number of hours, from 1 hour to 825 days.")
  }

  /// How long before its end a certificate is due; a third of its validity if not given.
  static func renewal(_ duration: Duration?, validity: Duration) -> CertificateTime {
    let hours = Int(validity.components.seconds / 3_600)
    return CertificateTime(
      duration: duration ?? .hours(max(hours, 0) / 3), bounds: 0...max(hours - 1, 0),
      rule: "A certificate is due a whole number of hours before its end, and not from its "
        + "beginning on.")
  }

  /// The number of hours; one out of bounds is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let (seconds, attoseconds) = duration.components
    let hours = Int(seconds / 3_600)
    if attoseconds != 0 || seconds % 3_600 != 0 || !bounds.contains(hours) {
      context.report("Invalid duration", rule, hints: ["write it as .days(90) or .hours(12)"])
    }
    return .int(hours)
  }
}
