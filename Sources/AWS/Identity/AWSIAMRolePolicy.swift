import InfraDSL
import InfraModel

/// A role's own policy, as Terraform's `aws_iam_role_policy`.
///
///     AWSIAMRolePolicy(
///       "read", role: task.roleName, policy: .init(.allow("s3:GetObject", on: "\(assets.arn)/*")))
public struct AWSIAMRolePolicy: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSIAMRolePolicy>(
    "aws_iam_role_policy", "A role's own policy.",
    arguments: [
      .required("role", \.role, changing: .replaceWithGap, "The role."),
      .required("policy", \.policy, changing: .inPlace, "What it allows."),
      .required("name", \.name, changing: .replaceWithGap, "Its name, unique in the role."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The role's and the policy's names.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The role.
  public let role: Value<RoleName>
  /// What it allows.
  public let policy: PolicyDocument
  /// Its name, unique in the role.
  public let name: Value<PolicyName>

  /// Declares a policy.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - role: The role.
  ///   - policy: What it allows.
  ///   - name: Its name, unique in the role; the key if not given.
  public init(
    _ key: String, role: Value<RoleName>, policy: PolicyDocument, name: Value<PolicyName>? = nil,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_iam_role_policy", key: key, file: file, line: line)
    self.role = role
    self.policy = policy.used(as: .identity, sizeMax: 10_240)
    self.name = name ?? Value(PolicyName(key))
  }
}
