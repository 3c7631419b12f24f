import InfraDSL
import InfraModel

/// An amount of memory that the engine's types count in MiB.
public struct Mebibytes: ArgumentValue {
  let amount: ByteCount
  let least: Int

  init(_ amount: ByteCount, atLeast least: Int = 1) {
    self.amount = amount
    self.least = least
  }

  /// The number of MiB; a part of one, or too little, is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let unit = 1 << 20
    if amount.bytes % unit != 0 || amount.bytes < least * unit {
      context.report(
        "Invalid memory",
        "The amount must be a whole number of MiB and at least \(least), "
          + "not \(amount.bytes) bytes.",
        hints: ["write it as .mebibytes(256)"])
    }
    return .int(amount.bytes / unit)
  }
}

/// A time that the engine's types count in seconds.
public struct WholeSeconds: ArgumentValue {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  /// The number of seconds; a part of one, or a negative one, is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let (seconds, attoseconds) = duration.components
    if attoseconds != 0 || seconds < 0 {
      context.report(
        "Invalid duration", "The time must be a whole number of seconds and not negative.",
        hints: ["write it as .seconds(30)"])
    }
    return .int(Int(seconds))
  }
}

/// A number of processors, also a part of one, as `1.5`.
public struct CPUCount: ArgumentValue, Hashable, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  let count: Double

  /// A number of processors.
  public init(_ count: Double) { self.count = count }
  /// A number of processors.
  public init(floatLiteral value: Double) { count = value }
  /// A number of processors.
  public init(integerLiteral value: Int) { count = Double(value) }

  /// The number as text, as the type's argument has it; less than a hundredth is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if !(0.01...1_024).contains(count) {
      context.report(
        "Invalid number of processors", "It must be from 0.01 to 1024, not \(count).",
        hints: ["write it as 0.5"])
      return .string("1")
    }
    return .string(Int(exactly: count).map(String.init) ?? String(count))
  }
}

/// A limit of a container's processes (setrlimit(2)), as Terraform's `ulimit` block.
public struct Ulimit: ArgumentValue {
  let name: String
  let soft: Int
  let hard: Int

  /// A limit by its name, as `nofile`; one above the engine's own has the start fail.
  public init(_ name: String, soft: Int, hard: Int) {
    self.name = name
    self.soft = soft
    self.hard = hard
  }

  /// The most files a process may have open.
  public static func openFiles(_ count: Int) -> Ulimit {
    Ulimit("nofile", soft: count, hard: count)
  }

  /// The block; a soft limit above the hard one is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if hard >= 0, soft > hard {
      context.report(
        "Invalid limit", "\"\(name)\" has a soft limit of \(soft) above its hard one of \(hard).")
    }
    return context.object(["name": name, "soft": soft, "hard": hard])
  }
}
