import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_iam_role_policy_attachment`.
  static let rolePolicyAttachment = AWSType(
    "aws_iam_role_policy_attachment", "policy attachment", identity: "{role}/{policy_arn}",
    arguments: [.both("role", "RoleName"), .both("policy_arn", "PolicyArn")],
    attributes: ["id": "{RoleName}/{PolicyArn}"],
    lookup: Lookup(
      pages: AWSPages("Marker"),
      picking: { answer, key in
        guard case .id(let text) = key else { return [] }
        let role = text.prefix { $0 != "/" }
        return answer["AttachedPolicies"].elements
          .filter { $0["PolicyArn"].string ?? "" == text.dropFirst(role.count + 1) }
          .map { $0.merging(["RoleName": .string(String(role))]) }
      }
    ) { key in
      guard case .id(let text) = key else { return nil }
      return AWSCall(
        .iam, "ListAttachedRolePolicies", ["RoleName": .string(String(text.prefix { $0 != "/" }))])
    },
    creation: Creation(.iam, "AttachRolePolicy"),
    deletion: Deletion { scope in
      [
        AWSCall(
          .iam, "DetachRolePolicy",
          ["RoleName": scope.object["RoleName"], "PolicyArn": scope.object["PolicyArn"]])
      ]
    })
}
