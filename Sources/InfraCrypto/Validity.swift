import FoundationEssentials

/// The time in which a certificate holds, both ends included, in whole seconds.
public struct Validity: Hashable, Sendable {
  /// The first moment.
  public let notBefore: Date
  /// The last moment.
  public let notAfter: Date

  /// Fractions of a second are cut off; an end before the start, or a year after 9999, is an error.
  public init(notBefore: Date, notAfter: Date) throws(CryptoError) {
    // 9999-12-31T23:59:59Z, the last moment that a certificate can name (RFC 5280, 4.1.2.5).
    let last = 253_402_300_799.0
    let start = notBefore.timeIntervalSince1970.rounded(.down)
    let end = notAfter.timeIntervalSince1970.rounded(.down)
    guard start <= end, (0...last).contains(start), (0...last).contains(end) else {
      throw .invalidArgument(
        "A certificate cannot hold from \(notBefore) to \(notAfter).",
        hint: "Give an end after the start, both between 1970 and 9999.")
    }
    self.init(unchecked: Date(timeIntervalSince1970: start), Date(timeIntervalSince1970: end))
  }

  /// From `start` for a number of days of 24 hours.
  public init(from start: Date, days: Int) throws(CryptoError) {
    try self.init(notBefore: start, notAfter: start.addingTimeInterval(Double(days) * 86_400))
  }

  /// What a certificate holds.
  init(unchecked notBefore: Date, _ notAfter: Date) {
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// Whether the moment lies within.
  public func contains(_ moment: Date) -> Bool {
    notBefore <= moment && moment <= notAfter
  }
}
