import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_kms_key`.
  static let key = AWSType(
    "aws_kms_key", "key",
    arguments: [
      .both("description", "Description"),
      .both("key_usage", "KeyUsage"),
      .both("customer_master_key_spec", "KeySpec"),
      .both("policy", "Policy", .json),
      .writeOnly("bypass_policy_lockout_safety_check", "BypassPolicyLockoutSafetyCheck", .flag),
      .both("multi_region", "MultiRegion", .flag),
      .later("is_enabled", "Enabled", .flag),
      .later("enable_key_rotation", "Rotation.KeyRotationEnabled", .flag),
      .later("rotation_period_in_days", "Rotation.RotationPeriodInDays", .number),
      .local("deletion_window_in_days"),
    ],
    attributes: ["id": "KeyId", "key_id": "KeyId", "arn": "Arn"],
    tags: .calls(
      .kms, .list(key: "TagKey", value: "TagValue"), add: "TagResource", remove: "UntagResource",
      object: ("KeyId", "{id}")),
    lookup: Lookup(
      at: "KeyMetadata",
      extras: [
        keyExtra([], "ListResourceTags", into: "Tags", at: "Tags"),
        keyExtra(
          ["policy"], "GetKeyPolicy", into: "Policy", at: "Policy", ["PolicyName": "default"]),
        keyExtra(
          ["enable_key_rotation", "rotation_period_in_days"], "GetKeyRotationStatus",
          into: "Rotation", missing: ["UnsupportedOperationException"]),
      ],
      search: ownKey,
      where: { key, _ in
        !["PendingDeletion", "PendingReplicaDeletion"].contains(key["KeyState"].string ?? "")
      }
    ) { key in
      guard case .id(let id) = key else { return nil }
      return AWSCall(.kms, "DescribeKey", ["KeyId": .string(id)])
    },
    creation: Creation(.kms, "CreateKey", id: "KeyMetadata.KeyId"),
    updates: [
      // First: what cannot be used cannot be changed.
      Update(["is_enabled"]) { scope in
        scope["is_enabled"] == true && scope.object["Enabled"] != true
          ? [keyCall(scope, "EnableKey")] : []
      },
      Update(["description"]) { scope in
        [
          keyCall(
            scope, "UpdateKeyDescription",
            ["Description": scope["description"].isNull ? "" : scope["description"]])
        ]
      },
      Update(["policy", "bypass_policy_lockout_safety_check"]) { scope in
        if scope["policy"].isNull { return [] }
        return [
          keyCall(
            scope, "PutKeyPolicy",
            .fields([
              "PolicyName": "default", "Policy": scope["policy"],
              "BypassPolicyLockoutSafetyCheck": scope["bypass_policy_lockout_safety_check"],
            ]))
        ]
      },
      Update(["enable_key_rotation", "rotation_period_in_days"], changeRotation),
      Update(["is_enabled"]) { scope in
        scope["is_enabled"] == false && scope.object["Enabled"] != false
          ? [keyCall(scope, "DisableKey")] : []
      },
    ],
    deletion: Deletion { scope in
      // Thirty days if nothing is said, as AWS has it.
      let days = scope.arguments["deletion_window_in_days"] ?? .null
      return [keyCall(scope, "ScheduleKeyDeletion", .fields(["PendingWindowInDays": days]))]
    },
    again: ["MalformedPolicyDocumentException: invalid principals"])

  private static func keyCall(_ scope: Scope, _ operation: String, _ input: Datum = [:]) -> AWSCall
  {
    AWSCall(.kms, operation, input.merging(["KeyId": .string(scope.id)]))
  }

  private static func keyExtra(
    _ names: [String], _ operation: String, into member: String, at path: String = "",
    missing: Set<String> = [], _ input: Datum = [:]
  ) -> Lookup.Extra {
    Lookup.Extra(names, into: member, at: path, missing: missing) { key, _ in
      AWSCall(.kms, operation, input.merging(["KeyId": key["KeyId"]]))
    }
  }

  @Sendable private static func changeRotation(_ scope: Scope) -> [AWSCall] {
    let isOn = scope.object[path: "Rotation.KeyRotationEnabled"] == true
    if scope["enable_key_rotation"] != true {
      return isOn ? [keyCall(scope, "DisableKeyRotation")] : []
    }
    return [
      keyCall(
        scope, "EnableKeyRotation",
        .fields(["RotationPeriodInDays": scope["rotation_period_in_days"]]))
    ]
  }

  /// The key that bears an instance's tag: KMS cannot be asked by tag, so each key's are read.
  @Sendable private static func ownKey(
    _ instance: InstanceID, _ arguments: Fields, _ session: AWSSession
  ) async throws(ProviderError) -> String? {
    let keys = try await session.all(
      AWSCall(.kms, "ListKeys"), "Keys", AWSPages("NextMarker", to: "Marker"))
    for key in keys {
      let answer = try await session.send(
        AWSCall(.kms, "ListResourceTags", ["KeyId": key["KeyId"]]),
        // Keys of others may be closed to us.
        absent: ["AccessDeniedException"])
      let isOwn = (answer?["Tags"].elements ?? []).contains {
        $0["TagKey"].string == Ownership.instance && $0["TagValue"].string == instance.text
      }
      if isOwn { return key["KeyId"].string }
    }
    return nil
  }
}
