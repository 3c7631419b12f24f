import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_iam_policy`.
  static let policy = AWSType(
    "aws_iam_policy", "policy", identity: "arn:{partition}:iam::{account}:policy{path}{name}",
    arguments: [
      .both("name", "PolicyName"),
      .both("policy", "PolicyDocument", .json, reads: "Version.Document"),
      .both("description", "Description"),
      .both("path", "Path"),
    ],
    attributes: ["id": "Arn", "arn": "Arn", "policy_id": "PolicyId"],
    tags: .calls(.iam, add: "TagPolicy", remove: "UntagPolicy", object: ("PolicyArn", "{id}")),
    lookup: Lookup(
      at: "Policy",
      extras: [
        Lookup.Extra(["policy"], into: "Version", at: "PolicyVersion") { policy, id in
          AWSCall(
            .iam, "GetPolicyVersion",
            ["PolicyArn": .string(id), "VersionId": policy["DefaultVersionId"]])
        },
        Lookup.Extra(["policy"], into: "Versions", at: "Versions") { _, id in
          AWSCall(.iam, "ListPolicyVersions", ["PolicyArn": .string(id)])
        },
      ]
    ) { key in
      guard case .id(let arn) = key else { return nil }
      return AWSCall(.iam, "GetPolicy", ["PolicyArn": .string(arn)])
    },
    creation: Creation(.iam, "CreatePolicy", taken: ["EntityAlreadyExists"]),
    updates: [
      Update(["policy"], changeDocument)
    ],
    deletion: Deletion(.iam, "DeletePolicy", id: "PolicyArn", limit: 60, clearing: deleteVersions),
    again: ["MalformedPolicyDocument: Invalid principal"])

  /// IAM keeps five versions: the one before goes when its successor is there, and so does the
  /// oldest where answers that were lost have left five. A document that is in force already was
  /// put there by a request whose answer was lost.
  @Sendable private static func changeDocument(_ scope: Scope) -> [AWSCall] {
    let before = scope.object["DefaultVersionId"]
    let present = PolicyText.decoded(scope.object["Version"]["Document"].string ?? "")
    if PolicyText.isSame(present, scope["policy"].string ?? "") { return [] }
    let arn: Datum = .string(scope.id)
    let delete = { (version: Datum) in
      AWSCall(.iam, "DeletePolicyVersion", ["PolicyArn": arn, "VersionId": version])
    }
    let others = scope.object["Versions"].elements.map { $0["VersionId"] }.filter { $0 != before }
    let number = { (version: Datum) in Int((version.string ?? "").dropFirst()) ?? 0 }
    let oldest = others.count < 4 ? nil : others.min { number($0) < number($1) }
    return (oldest.map { [delete($0)] } ?? []) + [
      AWSCall(
        .iam, "CreatePolicyVersion",
        ["PolicyArn": arn, "PolicyDocument": scope["policy"], "SetAsDefault": true],
        isRepeatable: false),
      delete(before),
    ]
  }

  /// A policy goes with its last version alone.
  @Sendable private static func deleteVersions(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    let arn: Datum = .string(scope.id)
    let versions = try await session.all(
      AWSCall(.iam, "ListPolicyVersions", ["PolicyArn": arn]), "Versions", AWSPages("Marker"))
    for version in versions where version["VersionId"] != scope.object["DefaultVersionId"] {
      _ = try await session.send(
        AWSCall(
          .iam, "DeletePolicyVersion", ["PolicyArn": arn, "VersionId": version["VersionId"]]),
        absent: ["NoSuchEntity"])
    }
  }
}
