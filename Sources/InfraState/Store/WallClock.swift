#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Where the time of day comes from: the system's, or in tests one that is set by hand.
public protocol WallClock: Sendable {
  /// Seconds since 1970, UTC.
  func now() -> Int
}

/// The time of day of this machine.
public struct SystemClock: WallClock {
  /// The clock needs nothing.
  public init() {}

  /// Seconds since 1970, UTC.
  public func now() -> Int { Int(time(nil)) }
}

/// A time as people read it: `2026-11-22 19:33:12 UTC`.
func utcText(_ seconds: Int) -> String {
  let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
  let rest = seconds - days * 86_400
  // Howard Hinnant's `civil_from_days`: eras of 400 years, years that begin in March.
  let shifted = days + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(two(month))-\(two(day)) "
    + "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) UTC"
}
