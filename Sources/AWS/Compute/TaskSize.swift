import InfraDSL
import InfraModel

/// The processors of a task, in units of 1/1024; Terraform and ECS write them as text.
public struct TaskCPU: ArgumentValue, Hashable {
  let units: Int

  /// Processors, as 0.25 or 2.
  public static func vcpu(_ count: Double) -> TaskCPU {
    TaskCPU(units: Int((count * 1_024).rounded()))
  }

  /// Units of 1/1024.
  public static func units(_ count: Int) -> TaskCPU { TaskCPU(units: count) }

  /// The number of units as text; too few or too many are a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if !(128...196_608).contains(units) {
      context.report(
        "Invalid processors", "A task has 128 to 196608 units of processors, not \(units).",
        hints: ["write it as .vcpu(0.5)"])
    }
    return .string(String(units))
  }
}

/// The memory of a task or of a container, in MiB.
public struct TaskMemory: ArgumentValue {
  let amount: ByteCount
  let isText: Bool
  private(set) var cpu: TaskCPU?

  /// The memory of a container.
  init(_ amount: ByteCount) {
    self.amount = amount
    isText = false
  }

  /// The memory of a task, which Terraform and ECS write as text. Fargate has it in steps that
  /// depend on the processors.
  init(_ amount: ByteCount, fargateCPU cpu: TaskCPU?) {
    self.amount = amount
    isText = true
    self.cpu = cpu
  }

  /// The number of MiB; a part of one, or a size that Fargate has not, is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let (count, rest) = amount.bytes.quotientAndRemainder(dividingBy: 1 << 20)
    if rest != 0 || count < 6 {
      context.report(
        "Invalid memory", "It is counted in whole MiB, at least 6, not \(amount.bytes) bytes.",
        hints: ["write it as .mebibytes(512)"])
    } else if let cpu {
      report(count, with: cpu, &context)
    }
    return isText ? .string(String(count)) : .int(count)
  }

  /// The sizes of Fargate in MiB by processors, as ECS's developer guide lists them.
  private static let fargate: [Int: (range: ClosedRange<Int>, step: Int)] = [
    512: (1_024...4_096, 1_024), 1_024: (2_048...8_192, 1_024),
    2_048: (4_096...16_384, 1_024), 4_096: (8_192...30_720, 1_024),
    8_192: (16_384...61_440, 4_096), 16_384: (32_768...122_880, 8_192),
  ]

  private func report(_ count: Int, with cpu: TaskCPU, _ context: inout LoweringContext) {
    if cpu.units == 256 {
      if ![512, 1_024, 2_048].contains(count) {
        context.report(
          "Invalid memory",
          "Fargate has 512, 1024 or 2048 MiB with 256 units of processors, not \(count).")
      }
      return
    }
    guard let sizes = TaskMemory.fargate[cpu.units] else {
      context.report(
        "Invalid processors",
        "Fargate has 256, 512, 1024, 2048, 4096, 8192 or 16384 units, not \(cpu.units).")
      return
    }
    if !sizes.range.contains(count) || count % sizes.step != 0 {
      context.report(
        "Invalid memory",
        "Fargate has \(sizes.range.lowerBound) to \(sizes.range.upperBound) MiB in steps of "
          + "\(sizes.step) with \(cpu.units) units of processors, not \(count).")
    }
  }
}
