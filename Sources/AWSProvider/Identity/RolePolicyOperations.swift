import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_iam_role_policy`.
  static let rolePolicy = AWSType(
    "aws_iam_role_policy", "role's policy", identity: "{role}:{name}",
    arguments: [
      .both("role", "RoleName"),
      .both("name", "PolicyName"),
      .both("policy", "PolicyDocument", .json),
    ],
    attributes: ["id": "{RoleName}:{PolicyName}"],
    lookup: Lookup(at: "") { key in
      guard case .id(let text) = key else { return nil }
      let parts = text.split(separator: ":", maxSplits: 1).map { Datum.string(String($0)) }
      guard parts.count == 2 else { return nil }
      return AWSCall(.iam, "GetRolePolicy", ["RoleName": parts[0], "PolicyName": parts[1]])
    },
    creation: Creation(.iam, "PutRolePolicy"),
    updates: [
      Update(["policy"]) { scope in
        [
          AWSCall(
            .iam, "PutRolePolicy",
            [
              "RoleName": scope["role"], "PolicyName": scope["name"],
              "PolicyDocument": scope["policy"],
            ])
        ]
      }
    ],
    deletion: Deletion { scope in
      [
        AWSCall(
          .iam, "DeleteRolePolicy",
          ["RoleName": scope.object["RoleName"], "PolicyName": scope.object["PolicyName"]])
      ]
    },
    again: ["MalformedPolicyDocument: Invalid principal"])
}
