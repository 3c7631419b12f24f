import InfraDSL
import InfraModel

/// How long a secret can be recovered after its deletion.
public struct RecoveryWindow: ArgumentValue, Hashable {
  let days: Int

  /// Not at all: it is gone at once, and its name is free.
  public static let none = RecoveryWindow(days: 0)
  /// For a number of days, 7 to 30.
  public static func days(_ count: Int) -> RecoveryWindow { RecoveryWindow(days: count) }

  /// The number of days; one that Secrets Manager does not take is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if days != 0, !(7...30).contains(days) {
      context.report(
        "Invalid duration", "A secret can be recovered for 7 to 30 days, not \(days).",
        hints: ["take .none if it is to be gone at once"])
    }
    return .int(days)
  }
}

/// A copy of a secret in another region, as Terraform's `replica` block.
public struct SecretReplica: ArgumentValue {
  let region: Value<Region>
  let kmsKey: Value<KMSKeyID>?

  /// A copy in a region; a key of AWS's own encrypts it if none is given.
  public init(_ region: Value<Region>, kmsKey: Value<KMSKeyID>? = nil) {
    self.region = region
    self.kmsKey = kmsKey
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object(["region": region, "kms_key_id": kmsKey])
  }
}
