import InfraDSL
import InfraModel

/// A policy that identities share, as Terraform's `aws_iam_policy`.
///
///     let read = AWSIAMPolicy("read", .init(.allow("s3:GetObject", on: "\(assets.arn)/*")))
public struct AWSIAMPolicy: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSIAMPolicy>(
    "aws_iam_policy", "A policy that identities share.",
    arguments: [
      .required("policy", \.policy, changing: .inPlace, "What it allows."),
      .required("name", \.name, changing: .replaceWithGap, "Its name, unique in the account."),
      .optional(
        "description", \.description, changing: .replaceWithGap,
        "What it is for; IAM does not let it be changed."),
      .optional(
        "path", \.path, changing: .replaceWithGap, default: "/",
        "Its place among the account's policies, as /service/."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The policy's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("policy_id", terraform: "policy_id", "Its id, never used again."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// What it allows.
  public let policy: PolicyDocument
  /// Its name, unique in the account.
  public let name: Value<PolicyName>
  /// What it is for; IAM does not let it be changed.
  public let description: Value<String>?
  /// Its place among the account's policies, as /service/.
  public let path: Value<IAMPath>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a policy.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - _: What it allows.
  ///   - name: Its name, unique in the account; the key if not given.
  ///   - description: What it is for; IAM does not let it be changed.
  ///   - path: Its place among the account's policies, as /service/.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, _ policy: PolicyDocument, name: Value<PolicyName>? = nil,
    description: Value<String>? = nil, path: Value<IAMPath>? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_iam_policy", key: key, file: file, line: line)
    self.policy = policy.used(as: .identity, sizeMax: 6_144)
    self.name = name ?? Value(PolicyName(key))
    self.description = description
    self.path = path
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSIAMPolicy>> { attribute("arn") }
  /// Its name.
  public var policyName: Value<PolicyName> { attribute("name") }
}

extension AWSIAMPolicy: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("iam", "policy/") }
}

/// The name of a policy.
public struct PolicyName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...128, "_+=,.@-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a policy's name: use \(rule.text)."
  }
}
