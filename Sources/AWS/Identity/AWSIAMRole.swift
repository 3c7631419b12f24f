import InfraDSL
import InfraModel

/// An identity that services and people take on, as Terraform's `aws_iam_role`.
///
///     let task = AWSIAMRole("task", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"))
public struct AWSIAMRole: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSIAMRole>(
    "aws_iam_role", "An identity that services and people take on.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name, unique in the account."),
      .required("assume_role_policy", \.trust, changing: .inPlace, "Who may take it on."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "path", \.path, changing: .replaceWithGap, default: "/",
        "Its place among the account's roles, as /service/."),
      .optional(
        "max_session_duration", \.maxSession, changing: .inPlace, default: 3_600,
        "How long it is taken on at most, in seconds."),
      .optional(
        "permissions_boundary", \.boundary, changing: .inPlace,
        "The policy that bounds what its others allow."),
      .optional(
        "force_detach_policies", \.detachesOnDelete, changing: .inPlace, default: false,
        terraform: .unread,
        "Whether policies that others attached do not keep it from being deleted."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The role's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("unique_id", terraform: "unique_id", "Its id, never used again."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the account.
  public let name: Value<RoleName>
  /// Who may take it on.
  public let trust: PolicyDocument
  /// What it is for.
  public let description: Value<String>?
  /// Its place among the account's roles, as /service/.
  public let path: Value<IAMPath>?
  /// How long it is taken on at most, in seconds.
  public let maxSession: TimeSpan?
  /// The policy that bounds what its others allow.
  public let boundary: Value<ARN<AWSIAMPolicy>>?
  /// Whether policies that others attached do not keep it from being deleted.
  public let detachesOnDelete: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a role.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the account; the key if not given.
  ///   - trust: Who may take it on.
  ///   - description: What it is for.
  ///   - path: Its place among the account's roles, as /service/.
  ///   - maxSession: How long it is taken on at most, 1 to 12 hours; 1 if not given.
  ///   - boundary: The policy that bounds what its others allow.
  ///   - detachesOnDelete: Whether policies that others attached do not keep it from being deleted.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<RoleName>? = nil, trust: PolicyDocument,
    description: Value<String>? = nil, path: Value<IAMPath>? = nil, maxSession: Duration? = nil,
    boundary: Value<ARN<AWSIAMPolicy>>? = nil, detachesOnDelete: Bool? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_iam_role", key: key, file: file, line: line)
    self.name = name ?? Value(RoleName(key))
    self.trust = trust.used(as: .trust)
    self.description = description
    self.path = path
    self.maxSession = maxSession.map { TimeSpan($0, in: .seconds, 3_600...43_200) }
    self.boundary = boundary
    self.detachesOnDelete = detachesOnDelete
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSIAMRole>> { attribute("arn") }
  /// Its name.
  public var roleName: Value<RoleName> { attribute("name") }
}

extension AWSIAMRole: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("iam", "role/") }
}

/// The name of a role.
public struct RoleName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...64, "_+=,.@-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a role's name: use \(rule.text)."
  }
}
