import InfraDSL

/// A time of each day in UTC, as `03:00-04:00`.
public struct DailyWindow: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid window" }

  /// What is wrong with its form.
  public static func problem(in text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ isTime($0) }) { return nil }
    return "\"\(text)\" is not a time of the day: write it as 03:00-04:00."
  }

  static func isTime(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = UInt(parts[0]),
      let minute = UInt(parts[1])
    else { return false }
    return hour < 24 && minute < 60
  }
}

/// A time of each week in UTC, as `sun:04:00-sun:05:00`.
public struct WeeklyWindow: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid window" }

  /// What is wrong with its form.
  public static func problem(in text: String) -> String? {
    let days: Set<Substring> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isWindow =
      parts.count == 2
      && parts.allSatisfy { part in
        days.contains(part.prefix(3)) && part.dropFirst(3).hasPrefix(":")
          && DailyWindow.isTime(part.dropFirst(4))
      }
    return isWindow
      ? nil : "\"\(text)\" is not a time of the week: write it as sun:04:00-sun:05:00."
  }
}
