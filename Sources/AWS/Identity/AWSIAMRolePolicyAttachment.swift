import InfraDSL
import InfraModel

/// A shared policy that a role bears, as Terraform's `aws_iam_role_policy_attachment`.
///
///     AWSIAMRolePolicyAttachment("read", role: task.roleName, policy: read.arn)
public struct AWSIAMRolePolicyAttachment: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSIAMRolePolicyAttachment>(
    "aws_iam_role_policy_attachment", "A shared policy that a role bears.",
    terraformIdentity: .joined("role", "/", "policy_arn"),
    arguments: [
      .required("role", \.role, changing: .replaceWithGap, "The role."),
      .required(
        "policy_arn", \.policy, changing: .replaceWithGap,
        "The policy, one's own or one of Amazon's."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The attachment's id.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The role.
  public let role: Value<RoleName>
  /// The policy, one's own or one of Amazon's.
  public let policy: Value<ARN<AWSIAMPolicy>>

  /// Declares an attachment.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - role: The role.
  ///   - policy: The policy, one's own or one of Amazon's.
  public init(
    _ key: String, role: Value<RoleName>, policy: Value<ARN<AWSIAMPolicy>>,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_iam_role_policy_attachment", key: key, file: file, line: line)
    self.role = role
    self.policy = policy
  }
}
