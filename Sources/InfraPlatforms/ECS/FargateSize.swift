import AWS
import InfraDSL

/// The size of a task: Fargate sells processors and memory together, in steps.
struct FargateSize: Equatable {
  /// In units of 1/1024 of a processor.
  let cpu: Int
  let mebibytes: Int

  /// The steps, with the memory in MiB that each may have, as ECS's developer guide lists them
  /// ("Task CPU and memory").
  private static let steps: [(cpu: Int, least: Int, most: Int, step: Int)] = [
    (512, 1_024, 4_096, 1_024), (1_024, 2_048, 8_192, 1_024), (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024), (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
  ]

  /// The smallest size with at least so much of both; nothing if there is none.
  static func fitting(cpus: Double, memory: ByteCount) -> FargateSize? {
    let needed = (memory.bytes + (1 << 20) - 1) >> 20
    let units = Int((cpus * 1_024).rounded(.up))
    if units <= 256, let size = [512, 1_024, 2_048].first(where: { $0 >= needed }) {
      return FargateSize(cpu: 256, mebibytes: size)
    }
    for step in steps where step.cpu >= units && step.most >= needed {
      let above = max(needed - step.least, 0)
      let steps = (above + step.step - 1) / step.step
      return FargateSize(cpu: step.cpu, mebibytes: step.least + steps * step.step)
    }
    return nil
  }
}
