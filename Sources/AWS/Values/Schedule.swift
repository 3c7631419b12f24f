import InfraDSL
import InfraModel

/// When something is done again and again, as EventBridge and Backup write it.
public enum Schedule: ArgumentValue, Hashable {
  /// Six fields: minute, hour, day of the month, month, day of the week, year.
  case cron(String)
  /// From time to time; whole minutes.
  case rate(Duration)

  /// The expression; one that AWS would refuse is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .cron(let fields):
      report(fields, &context)
      return .string("cron(\(fields))")
    case .rate(let duration):
      let (minutes, rest) = duration.wholeSeconds.quotientAndRemainder(dividingBy: 60)
      if minutes < 1 || rest != 0 {
        context.report(
          "Invalid schedule", "It must be a whole number of minutes, not \(duration.text).",
          hints: ["write it as .rate(.minutes(5))"])
      }
      for (unit, size) in [("day", 1_440), ("hour", 60)] where minutes > 0 && minutes % size == 0 {
        return .string("rate(\(counted(minutes / size, unit)))")
      }
      return .string("rate(\(counted(minutes, "minute")))")
    }
  }

  private func counted(_ count: Int, _ unit: String) -> String {
    count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
  }

  private func report(_ fields: String, _ context: inout LoweringContext) {
    let parts = fields.split(separator: " ", omittingEmptySubsequences: false)
    let hints = ["write it as .cron(\"0 3 * * ? *\"): each day at 3:00 UTC"]
    guard parts.count == 6, parts.allSatisfy({ !$0.isEmpty }) else {
      context.report(
        "Invalid schedule",
        "\"\(fields)\" has \(parts.count) fields: there are six, with one blank between them.",
        hints: hints)
      return
    }
    if (parts[2] == "?") == (parts[4] == "?") {
      context.report(
        "Invalid schedule",
        "\"\(fields)\": either the day of the month or the day of the week is \"?\".",
        hints: hints)
    }
  }
}
