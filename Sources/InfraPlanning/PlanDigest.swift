import InfraCrypto
import InfraModel

/// The identity of a plan's meaning: what state it is for, what it does, with which values, in
/// which order. How it is shown does not count.
enum PlanDigest {
  static func digest(of plan: Plan) throws(Diagnostics) -> String {
    var writer = JSONWriter(symbols: .marked)
    writer.write(["infra-plan", 1, .string(plan.environment), .string(plan.lineage)])
    writer.write(.int(plan.serial))
    for number in plan.changes.indices where plan.changes[number].isChange {
      let change = plan.changes[number]
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
    do throws(CryptoError) { return try SHA256.hash(writer.bytes).hex } catch {
      throw Diagnostics([Diagnostic("No digest", "libcrypto cannot hash: \(error).")])
    }
  }
}
