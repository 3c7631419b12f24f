import InfraDSL
import InfraModel

/// How long a log group keeps events. CloudWatch takes some numbers of days only.
public struct LogRetention: ArgumentValue, Hashable {
  let days: Int

  /// For ever.
  public static let forever = LogRetention(days: 0)
  /// For a number of days, 1 to 3,653.
  public static func days(_ count: Int) -> LogRetention { LogRetention(days: count) }

  /// The numbers of days that PutRetentionPolicy takes, and 0 for ever.
  static let possible = [
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557,
    2_922, 3_288, 3_653,
  ]

  /// The number of days; one that CloudWatch does not take is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if !LogRetention.possible.contains(days) {
      let longer = LogRetention.possible.first { $0 > days && days > 0 }
      context.report(
        "Invalid retention", "CloudWatch does not take \(days) days.",
        hints: [longer.map { "the next longer time is .days(\($0))" } ?? "take .forever"])
    }
    return .int(days)
  }
}
