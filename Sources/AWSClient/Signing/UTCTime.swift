/// A moment in UTC, as the services write it.
struct UTCTime {
  /// Seconds since 1970.
  let seconds: Int

  init(_ seconds: Int) { self.seconds = seconds }

  /// Reads `2026-01-31T12:00:00Z`, with or without a fraction; nothing for anything else.
  init?(parsing text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard bytes.count >= range.upperBound, bytes[range].allSatisfy({ (48...57).contains($0) })
      else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      bytes[4] == 45, bytes[7] == 45, bytes[10] == 84, bytes[13] == 58, bytes[16] == 58,
      (1...12).contains(month), (1...31).contains(day), bytes.last == 90
    else { return nil }
    seconds =
      Self.days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// Reads the `Date` header of HTTP, `Sat, 31 Jan 2026 12:00:00 GMT`; nothing for its old forms.
  init?(header text: String) {
    let words = text.split(separator: " ")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard words.count == 6, words[5] == "GMT",
      let month = months.firstIndex(of: String(words[2])),
      words[1].utf8.count == 2, words[3].utf8.count == 4
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    self.init(parsing: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }

  /// `20260131T120000Z`.
  var stamp: String {
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = Self.date(days: days)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(year)\(two(month))\(two(day))T\(two(rest / 3_600))\(two(rest / 60 % 60))"
      + "\(two(rest % 60))Z"
  }

  // Days from the civil calendar and back, for dates since 1970 (H. Hinnant, "chrono-Compatible
  // Low-Level Date Algorithms"): years begin in March, 400 of them have 146,097 days.

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
