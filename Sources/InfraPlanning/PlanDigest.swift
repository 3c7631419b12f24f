import InfraCrypto
import InfraModel

/// The identity of a plan's meaning: what state it is for, what it does, with which values, in
/// which order. How it is shown does not count.
enum PlanDigest {
  static func digest(of plan: Plan) throws(Diagnostics) -> String {
    do throws(CryptoError) {
      var hash = try SHA256()
      var writer = JSONWriter(symbols: .marked)
      writer.write(["infra-plan", 1, .string(plan.environment), .string(plan.lineage)])
      writer.write(.int(plan.serial))
      try hash.update(writer.takeBytes())
      try feed(plan.changes, to: &hash)
      for step in plan.steps {
        writer.raw("\n")
        writer.write([
          .string(step.operation.rawValue), .int(step.change), .list(step.after.map { .int($0) }),
        ])
      }
      for output in plan.outputs {
        writer.raw("\n")
        writer.write([.string(output.name), output.after])
      }
      for provider in plan.providers {
        writer.raw("\n")
        writer.write([.string(provider.name), .object(provider.settings)])
      }
      try hash.update(writer.bytes)
      return try hash.finish().hex
    } catch {
      throw Diagnostics([Diagnostic("No digest", "libcrypto cannot hash: \(error).")])
    }
  }

  /// How many changes are written at once: enough for all processors, and some 100 KB.
  private static let batch = 256

  /// Hashes changes in their order, some at a time, so that not all of them are in memory as text.
  private static func feed(_ changes: [Change], to hash: inout SHA256) throws(CryptoError) {
    var start = 0
    while start < changes.count {
      let part = changes[start..<min(start + batch, changes.count)]
      let pieces = Parallel.map(part.count, atLeast: 32) { range in
        bytes(of: part[(part.startIndex + range.lowerBound)..<(part.startIndex + range.upperBound)])
      }
      for piece in pieces { try hash.update(piece) }
      start = part.endIndex
    }
  }

  private static func bytes(of changes: ArraySlice<Change>) -> [UInt8] {
    var writer = JSONWriter(symbols: .marked)
    for change in changes where change.isChange {
      writer.raw("\n")
      writer.write([
        .string(change.address.text), .string(change.provider),
        .string(String(describing: change.action)), .list(change.arguments),
        .list(change.dependencies.map { .string($0.text) }),
        .string(change.movedFrom?.text ?? ""), .string(change.prior?.instance.text ?? ""),
        .bool(change.lifecycle.preventDestroy), .bool(change.lifecycle.retainOnDelete),
        .list(change.lifecycle.replaceTriggers), .string(change.lifecycle.importID ?? ""),
      ])
    }
    return writer.bytes
  }
}
