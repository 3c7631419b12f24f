import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_iam_role`.
  static let role = AWSType(
    "aws_iam_role", "role", identity: "{name}",
    arguments: [
      .both("name", "RoleName"),
      .both("assume_role_policy", "AssumeRolePolicyDocument", .json),
      .both("description", "Description"),
      .both("path", "Path"),
      .both("max_session_duration", "MaxSessionDuration", .number),
      .both(
        "permissions_boundary", "PermissionsBoundary",
        reads: "PermissionsBoundary.PermissionsBoundaryArn"),
      .local("force_detach_policies"),
    ],
    attributes: ["id": "RoleName", "arn": "Arn", "unique_id": "RoleId"],
    tags: .calls(.iam, add: "TagRole", remove: "UntagRole", object: ("RoleName", "{id}")),
    lookup: Lookup(at: "Role") { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.iam, "GetRole", ["RoleName": .string(name)])
    },
    creation: Creation(.iam, "CreateRole", taken: ["EntityAlreadyExists"]),
    updates: [
      Update(["assume_role_policy"]) { scope in
        [
          AWSCall(
            .iam, "UpdateAssumeRolePolicy",
            ["RoleName": .string(scope.id), "PolicyDocument": scope["assume_role_policy"]])
        ]
      },
      Update(["description", "max_session_duration"]) { scope in
        [
          AWSCall(
            .iam, "UpdateRole",
            .fields([
              "RoleName": .string(scope.id), "MaxSessionDuration": scope["max_session_duration"],
              "Description": scope["description"].isNull ? "" : scope["description"],
            ]))
        ]
      },
      Update(["permissions_boundary"]) { scope in
        let boundary = scope["permissions_boundary"]
        let name: Datum = .string(scope.id)
        if boundary.isNull {
          return [AWSCall(.iam, "DeleteRolePermissionsBoundary", ["RoleName": name])]
        }
        return [
          AWSCall(
            .iam, "PutRolePermissionsBoundary",
            ["RoleName": name, "PermissionsBoundary": boundary])
        ]
      },
    ],
    deletion: Deletion(.iam, "DeleteRole", id: "RoleName", limit: 60, clearing: detach),
    // A principal that was made a moment ago.
    again: ["MalformedPolicyDocument: Invalid principal"])

  /// Takes away what keeps a role from being deleted, where that is declared.
  @Sendable private static func detach(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    guard scope.arguments["force_detach_policies"] == true else { return }
    let name: Datum = .string(scope.id)
    let attached = try await session.all(
      AWSCall(.iam, "ListAttachedRolePolicies", ["RoleName": name]), "AttachedPolicies",
      AWSPages("Marker"))
    for policy in attached {
      _ = try await session.send(
        AWSCall(
          .iam, "DetachRolePolicy", ["RoleName": name, "PolicyArn": policy["PolicyArn"]]),
        absent: ["NoSuchEntity"])
    }
    let inline = try await session.all(
      AWSCall(.iam, "ListRolePolicies", ["RoleName": name]), "PolicyNames", AWSPages("Marker"))
    for policy in inline {
      _ = try await session.send(
        AWSCall(.iam, "DeleteRolePolicy", ["RoleName": name, "PolicyName": policy]),
        absent: ["NoSuchEntity"])
    }
  }
}
