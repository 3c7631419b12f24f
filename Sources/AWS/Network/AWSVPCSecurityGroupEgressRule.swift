import InfraDSL
import InfraModel

/// What may be reached from a security group, as Terraform's
/// `aws_vpc_security_group_egress_rule`.
///
///     AWSVPCSecurityGroupEgressRule(
///       "web", securityGroup: web.id, .tcp(443), to: .network(Value(.everywhere)))
public struct AWSVPCSecurityGroupEgressRule: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSVPCSecurityGroupEgressRule>(
    "aws_vpc_security_group_egress_rule", "What may be reached from a security group.",
    arguments: [
      .required(
        "security_group_id", \.securityGroup, changing: .replaceWithGap,
        "The group whose rule it is."),
      .required("ip_protocol", \.transport, changing: .inPlace, "What runs over it."),
      .optional(
        "from_port", \.fromPort, changing: .inPlace,
        "The first port, or the type of ICMP; none if all protocols are meant."),
      .optional(
        "to_port", \.toPort, changing: .inPlace,
        "The last port, or the code of ICMP; none if all protocols are meant."),
      .optional("cidr_ipv4", \.network, changing: .inPlace, "The IPv4 network that it leads to."),
      .optional(
        "cidr_ipv6", \.ipv6Network, changing: .inPlace, "The IPv6 network that it leads to."),
      .optional(
        "referenced_security_group_id", \.peer, changing: .inPlace, "The group that it leads to."),
      .optional(
        "prefix_list_id", \.prefixList, changing: .inPlace, "The prefix list that it leads to."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The rule's id, chosen by AWS."),
      AttributeSchema(
        "security_group_rule_id", terraform: "security_group_rule_id", "The rule's id."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The group whose rule it is.
  public let securityGroup: Value<SecurityGroupID>
  /// What runs over it.
  public let transport: IPProtocol
  /// The first port, or the type of ICMP; none if all protocols are meant.
  public let fromPort: RulePort?
  /// The last port, or the code of ICMP; none if all protocols are meant.
  public let toPort: RulePort?
  /// The IPv4 network that it leads to.
  public let network: Value<CIDR>?
  /// The IPv6 network that it leads to.
  public let ipv6Network: Value<IPv6CIDR>?
  /// The group that it leads to.
  public let peer: Value<SecurityGroupID>?
  /// The prefix list that it leads to.
  public let prefixList: Value<PrefixListID>?
  /// What it is for.
  public let description: Value<String>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a rule.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - securityGroup: The group whose rule it is.
  ///   - traffic: Which traffic it is for.
  ///   - peer: Whom it leads to.
  ///   - description: What it is for.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, securityGroup: Value<SecurityGroupID>, _ traffic: Traffic,
    to peer: SecurityGroupPeer, description: Value<String>? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_vpc_security_group_egress_rule", key: key, file: file, line: line)
    self.securityGroup = securityGroup
    transport = traffic.transport
    fromPort = traffic.from
    toPort = traffic.to
    network = peer.cidr
    ipv6Network = peer.ipv6CIDR
    self.peer = peer.group
    prefixList = peer.list
    self.description = description
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSVPCSecurityGroupEgressRule>> { attribute("arn") }
}

extension AWSVPCSecurityGroupEgressRule: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "security-group-rule/") }
}
