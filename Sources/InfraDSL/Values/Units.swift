import InfraModel

/// An amount of memory or storage.
public struct ByteCount: ArgumentValue, Hashable, Comparable {
  /// The amount in bytes.
  public let bytes: Int

  /// An amount in bytes.
  public static func bytes(_ count: Int) -> ByteCount { ByteCount(bytes: count) }
  /// An amount in units of 1,024 bytes.
  public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 10) }
  /// An amount in units of 1,048,576 bytes.
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 20) }
  /// An amount in units of 1,073,741,824 bytes.
  public static func gibibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 30) }

  /// Orders amounts by size.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

  /// The number of bytes; none or fewer is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if bytes <= 0 {
      context.report(
        "Invalid memory", "An amount of memory or storage must be more than 0 bytes, not \(bytes).",
        hints: ["write it as .mebibytes(256)"])
    }
    return .int(bytes)
  }
}

extension Duration {
  /// A time in minutes.
  public static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  /// A time in hours.
  public static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
  /// A time in days of 24 hours.
  public static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Duration {
  /// The time in seconds, rounded down.
  public var wholeSeconds: Int { Int(components.seconds) }
  /// The time in milliseconds, rounded down.
  public var wholeMilliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

extension Duration: ArgumentValue {
  /// The time as Docker and Terraform write it, in the largest unit that leaves none over:
  /// `1h`, `90s`, `250ms`.
  public var text: String {
    let (seconds, attoseconds) = components
    if attoseconds != 0 {
      let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
      return "\(milliseconds)ms"
    }
    if seconds != 0, seconds % 3_600 == 0 { return "\(seconds / 3_600)h" }
    if seconds != 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
    return "\(seconds)s"
  }

  /// The time as text; a negative one, or a part of a millisecond, is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let isWhole = components.attoseconds % 1_000_000_000_000_000 == 0
    if self < .zero || !isWhole {
      context.report(
        "Invalid duration",
        "A duration must be a whole number of milliseconds and not negative.",
        hints: ["write it as .seconds(30)"])
    }
    return .string(text)
  }
}

/// A TCP or UDP port, 1 to 65535.
public struct Port: ArgumentValue, Hashable, ExpressibleByIntegerLiteral, PlainText {
  /// The number.
  public let number: Int

  /// A port by its number; one out of range is reported when the environment is read.
  public init(_ number: Int) { self.number = number }

  /// A port by its number.
  public init(integerLiteral value: Int) { number = value }

  /// The number in decimal.
  public var plainText: String { String(number) }

  /// The number; one that no port has is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if !(1...65_535).contains(number) {
      context.report("Invalid port", "A port is a number from 1 to 65535, not \(number).")
    }
    return .int(number)
  }
}
