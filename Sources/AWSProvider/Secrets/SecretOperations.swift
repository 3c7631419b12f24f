import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_secretsmanager_secret`.
  static let secret = AWSType(
    "aws_secretsmanager_secret", "secret",
    arguments: [
      .both("name", "Name"),
      .both("description", "Description"),
      .both("kms_key_id", "KmsKeyId"),
      .later("policy", "ResourcePolicy", .json),
      .local("recovery_window_in_days"),
      .both(
        "replica", "AddReplicaRegions",
        .blockSet([.both("region", "Region"), .both("kms_key_id", "KmsKeyId")]),
        reads: "ReplicationStatus"),
      .writeOnly("force_overwrite_replica_secret", "ForceOverwriteReplicaSecret", .flag),
    ],
    attributes: ["id": "ARN", "arn": "ARN"],
    tags: .calls(
      .secrets, add: "TagResource", remove: "UntagResource", object: ("SecretId", "{id}")),
    lookup: Lookup(
      at: "",
      extras: [
        Lookup.Extra(["policy"], into: "ResourcePolicy", at: "ResourcePolicy") { secret, _ in
          AWSCall(.secrets, "GetResourcePolicy", ["SecretId": secret["ARN"]])
        }
      ],
      together: secretsTogether,
      // One that is to be deleted is as good as gone, but that its name is taken.
      where: { secret, _ in secret["DeletedDate"].isNull }
    ) { key in
      switch key {
      case .id(let id): AWSCall(.secrets, "DescribeSecret", ["SecretId": .string(id)])
      case .arguments(let arguments):
        AWSCall(.secrets, "DescribeSecret", ["SecretId": arguments["name"] ?? .null])
      case .instance: nil
      }
    },
    creation: Creation(.secrets, "CreateSecret", id: "ARN", taken: ["ResourceExistsException"]),
    updates: [
      Update(["description", "kms_key_id"]) { scope in
        let input = Datum.fields([
          "SecretId": .string(scope.id), "KmsKeyId": scope["kms_key_id"],
          "Description": scope["description"].isNull ? "" : scope["description"],
        ])
        return [
          AWSCall(
            .secrets, "UpdateSecret",
            input.merging(["ClientRequestToken": .string(token(of: input, scope))]))
        ]
      },
      Update(["policy"]) { scope in
        let id: Datum = .string(scope.id)
        if scope["policy"].isNull {
          return [AWSCall(.secrets, "DeleteResourcePolicy", ["SecretId": id])]
        }
        return [
          AWSCall(
            .secrets, "PutResourcePolicy",
            ["SecretId": id, "ResourcePolicy": scope["policy"]])
        ]
      },
      Update(["replica", "force_overwrite_replica_secret"], changeReplicas),
    ],
    deletion: Deletion { scope in
      var input = Fields(["SecretId": .string(scope.id)])
      let days = scope.arguments["recovery_window_in_days"] ?? 30
      if days == 0 {
        input["ForceDeleteWithoutRecovery"] = true
      } else {
        input["RecoveryWindowInDays"] = days
      }
      let copies = regions(scope.object["ReplicationStatus"])
      let parting = AWSCall(
        .secrets, "RemoveRegionsFromReplication",
        ["SecretId": .string(scope.id), "RemoveReplicaRegions": .list(copies)])
      return (copies.isEmpty ? [] : [parting])
        + [AWSCall(.secrets, "DeleteSecret", .object(input))]
    },
    again: ["MalformedPolicyDocumentException: invalid principals"])

  /// A token of 46 characters that is the same for the same change, and another for another one.
  private static func token(of input: Datum, _ scope: Scope) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in JSONWriter.bytes(input) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return "infra-" + String(repeating: "0", count: 16 - digits.count) + digits
      + scope.instance.text
  }

  private static func regions(_ replicas: Datum) -> [Datum] {
    replicas.elements.map { $0["Region"] }
  }

  @Sendable private static func changeReplicas(_ scope: Scope) -> [AWSCall] {
    let id: Datum = .string(scope.id)
    let wanted = scope["replica"].elements
    let present = regions(scope.object["ReplicationStatus"])
    let gone = present.filter { !regions(scope["replica"]).contains($0) }
    let new = wanted.filter { !present.contains($0["Region"]) }
    var calls: [AWSCall] = []
    if !gone.isEmpty {
      calls.append(
        AWSCall(
          .secrets, "RemoveRegionsFromReplication",
          ["SecretId": id, "RemoveReplicaRegions": .list(gone)]))
    }
    if !new.isEmpty {
      calls.append(
        AWSCall(
          .secrets, "ReplicateSecretToRegions",
          .fields([
            "SecretId": id, "AddReplicaRegions": .list(new),
            "ForceOverwriteReplicaSecret": scope["force_overwrite_replica_secret"],
          ])))
    }
    return calls
  }

  /// The operations on `aws_secretsmanager_secret_version`. What a secret is, is put and never
  /// read: whether the version is there, the secret's description says.
  static let secretVersion = AWSType(
    "aws_secretsmanager_secret_version", "version of a secret",
    identity: "{secret_id}|infra-version-{instance}",
    arguments: [
      .both("secret_id", "SecretId"),
      .writeOnly("secret_string", "SecretString"),
      .both("version_stages", "VersionStages", .set(.text)),
    ],
    attributes: ["id": "{SecretId}|{VersionId}", "arn": "SecretId", "version_id": "VersionId"],
    lookup: Lookup(together: secretsTogether, picking: version) { key in
      guard case .id(let id) = key, let secret = id.split(separator: "|").first else { return nil }
      return AWSCall(.secrets, "DescribeSecret", ["SecretId": .string(String(secret))])
    },
    creation: Creation { input, scope in
      // The token is the version's id: sent twice, it makes one version.
      AWSCall(
        .secrets, "PutSecretValue",
        input.merging(["ClientRequestToken": .string("infra-version-\(scope.instance.text)")]))
    },
    updates: [Update(["version_stages"], changeStages)],
    deletion: Deletion { scope in
      // A version goes with its last label; the current one goes with its secret alone.
      scope.object["VersionStages"].elements.filter { $0 != "AWSCURRENT" }
        .map { move($0, scope, toUs: false) }
    })

  /// A secret's description tells of its versions too: it is asked for once for all of them.
  private static let secretsTogether = Lookup.Together(
    "secret", most: 1, key: { id in ("", String(id.prefix { $0 != "|" })) }
  ) { _, names in
    AWSCall(.secrets, "DescribeSecret", ["SecretId": names.first.map { .string($0) } ?? .null])
  }

  @Sendable private static func version(_ answer: AWSAnswer, _ key: Lookup.Key) -> [Datum] {
    guard case .id(let id) = key, let version = id.split(separator: "|").last else { return [] }
    let stages = answer["VersionIdsToStages"][String(version)]
    if stages.isNull || !answer["DeletedDate"].isNull { return [] }
    return [
      ["SecretId": answer["ARN"], "VersionId": .string(String(version)), "VersionStages": stages]
    ]
  }

  @Sendable private static func changeStages(_ scope: Scope) -> [AWSCall] {
    let wanted = scope["version_stages"].elements
    let present = scope.object["VersionStages"].elements
    if wanted.isEmpty { return [] }
    return wanted.filter { !present.contains($0) }.map { move($0, scope, toUs: true) }
      + present.filter { !wanted.contains($0) && $0 != "AWSCURRENT" }
      .map { move($0, scope, toUs: false) }
  }

  private static func move(_ stage: Datum, _ scope: Scope, toUs: Bool) -> AWSCall {
    AWSCall(
      .secrets, "UpdateSecretVersionStage",
      .object(
        Fields([
          "SecretId": scope.object["SecretId"], "VersionStage": stage,
          toUs ? "MoveToVersionId" : "RemoveFromVersionId": scope.object["VersionId"],
        ])))
  }
}
