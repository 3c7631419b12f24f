import InfraExecution
import InfraModel
import Synchronization

/// Identities in the order in which they are asked for.
final class InstanceNames: Sendable {
  private let count = Mutex(0)

  func next() -> InstanceID {
    InstanceID(
      "i"
        + String(
          count.withLock { count in
            count += 1; return count
          }))
  }
}

extension ExecutionWorld {
  /// A world without time: waits pass at once.
  static func simulated(seed: UInt64, _ names: InstanceNames = InstanceNames()) -> ExecutionWorld {
    ExecutionWorld(
      now: { 0 }, sleep: { _ in try Task.checkCancellation() }, random: { 0.5 },
      newInstance: { names.next() })
  }
}

/// No secret is ever opened.
struct NoSecrets: SecretResolver {
  func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] { [] }
}
