import InfraDSL
import InfraModel

/// Who may reach what in a VPC, as Terraform's `aws_security_group`.
///
///     let web = AWSSecurityGroup("web", description: "the load balancer", vpc: main.id)
///
/// Its rules are resources of their own: groups may then name each other. What Terraform writes
/// as its description if none is given is written here too, so that both are the same group.
public struct AWSSecurityGroup: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSecurityGroup>(
    "aws_security_group", "Who may reach what in a VPC.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name, unique in its VPC."),
      .optional(
        "description", \.description, changing: .replaceWithGap, default: "Managed by Terraform",
        "What it is for; AWS does not let it be changed."),
      .optional(
        "vpc_id", \.vpc, changing: .replaceWithGap, isComputed: true,
        "The VPC that it is in; the account's default one if not given."),
      .optional("ingress", \.incoming, changing: .inPlace, "Rules of its own for what comes in."),
      .optional("egress", \.outgoing, changing: .inPlace, "Rules of its own for what goes out."),
      .optional(
        "revoke_rules_on_delete", \.revokesRulesOnDelete, changing: .inPlace, default: false,
        terraform: .unread,
        "Whether its rules are taken away before it is deleted."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The group's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in its VPC.
  public let name: Value<SecurityGroupName>
  /// What it is for; AWS does not let it be changed.
  public let description: Value<String>?
  /// The VPC that it is in; the account's default one if not given.
  public let vpc: Value<VPCID>?
  /// Rules of its own for what comes in.
  public let incoming: [InlineRule]
  /// Rules of its own for what goes out.
  public let outgoing: [InlineRule]
  /// Whether its rules are taken away before it is deleted.
  public let revokesRulesOnDelete: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a security group.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in its VPC; the key if not given.
  ///   - description: What it is for; AWS does not let it be changed.
  ///   - vpc: The VPC that it is in; the account's default one if not given.
  ///   - incoming: Rules of its own for what comes in.
  ///   - outgoing: Rules of its own for what goes out.
  ///   - revokesRulesOnDelete: Whether its rules are taken away before it is deleted.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<SecurityGroupName>? = nil, description: Value<String>? = nil,
    vpc: Value<VPCID>? = nil, incoming: [InlineRule] = [], outgoing: [InlineRule] = [],
    revokesRulesOnDelete: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_security_group", key: key, file: file, line: line)
    self.name = name ?? Value(SecurityGroupName(key))
    self.description = description
    self.vpc = vpc
    self.incoming = incoming
    self.outgoing = outgoing
    self.revokesRulesOnDelete = revokesRulesOnDelete
    self.tags = tags
  }

  /// The group's id, chosen by AWS.
  public var id: Value<SecurityGroupID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSSecurityGroup>> { attribute("arn") }
}

extension AWSSecurityGroup: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "sg-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "security-group/") }
}

/// The id of a security group.
public typealias SecurityGroupID = Identifier<AWSSecurityGroup>

/// The name of a security group.
public struct SecurityGroupName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, " ._-:/()#,@[]+=&;{}!$*")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a security group's name: use \(rule.text)."
  }
}
