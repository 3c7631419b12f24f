import InfraDSL
import InfraModel

/// A virtual network of one's own in a region, as Terraform's `aws_vpc`.
///
///     let main = AWSVPC("main", cidrBlock: "10.0.0.0/16", dnsHostnames: true)
public struct AWSVPC: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSVPC>(
    "aws_vpc", "A virtual network of one's own in a region.",
    arguments: [
      .required("cidr_block", \.cidrBlock, changing: .replaceWithGap, "Its IPv4 network."),
      .optional(
        "instance_tenancy", \.tenancy, deciding: AWSVPC.changingTenancy, default: "default",
        "Whether machines in it have hardware of their own."),
      .optional(
        "enable_dns_support", \.hasDNSSupport, changing: .inPlace, default: true,
        "Whether its resolver answers."),
      .optional(
        "enable_dns_hostnames", \.hasDNSHostnames, changing: .inPlace,
        "Whether machines with public addresses get public names."),
      .optional(
        "enable_network_address_usage_metrics", \.hasAddressMetrics, changing: .inPlace,
        "Whether the use of its addresses is measured."),
      .optional(
        "assign_generated_ipv6_cidr_block", \.hasIPv6, changing: .inPlace,
        "Whether it gets an IPv6 network of Amazon's."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The VPC's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "main_route_table_id", .untilUpdated, terraform: "main_route_table_id",
        "The route table of subnets that have none."),
      AttributeSchema(
        "default_security_group_id", terraform: "default_security_group_id",
        "The security group that it came with."),
      AttributeSchema(
        "default_route_table_id", terraform: "default_route_table_id",
        "The route table that it came with."),
      AttributeSchema(
        "default_network_acl_id", terraform: "default_network_acl_id",
        "The network ACL that it came with."),
      AttributeSchema(
        "ipv6_cidr_block", .untilUpdated, terraform: "ipv6_cidr_block",
        "Its IPv6 network, if it has one."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// From hardware of its own to shared it changes where it is; the other way it is made anew.
  private static let changingTenancy: @Sendable (Datum, Datum) -> Effect = { before, after in
    before == "dedicated" && after == "default" ? .inPlace : .replaceWithGap
  }

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its IPv4 network.
  public let cidrBlock: Value<CIDR>
  /// Whether machines in it have hardware of their own.
  public let tenancy: Tenancy?
  /// Whether its resolver answers.
  public let hasDNSSupport: Bool?
  /// Whether machines with public addresses get public names.
  public let hasDNSHostnames: Bool?
  /// Whether the use of its addresses is measured.
  public let hasAddressMetrics: Bool?
  /// Whether it gets an IPv6 network of Amazon's.
  public let hasIPv6: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a VPC.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - cidrBlock: Its IPv4 network, /16 to /28.
  ///   - tenancy: Whether machines in it have hardware of their own; shared if not given.
  ///   - dnsSupport: Whether its resolver answers; yes if not given.
  ///   - dnsHostnames: Whether machines with public addresses get public names.
  ///   - addressMetrics: Whether the use of its addresses is measured.
  ///   - ipv6: Whether it gets an IPv6 network of Amazon's.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, cidrBlock: Value<CIDR>, tenancy: Tenancy? = nil,
    dnsSupport hasDNSSupport: Bool? = nil, dnsHostnames hasDNSHostnames: Bool? = nil,
    addressMetrics hasAddressMetrics: Bool? = nil, ipv6 hasIPv6: Bool? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_vpc", key: key, file: file, line: line)
    self.cidrBlock = cidrBlock
    self.tenancy = tenancy
    self.hasDNSSupport = hasDNSSupport
    self.hasDNSHostnames = hasDNSHostnames
    self.hasAddressMetrics = hasAddressMetrics
    self.hasIPv6 = hasIPv6
    self.tags = tags
  }

  /// The VPC's id, chosen by AWS.
  public var id: Value<VPCID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSVPC>> { attribute("arn") }
  /// The route table of subnets that have none.
  public var mainRouteTable: Value<RouteTableID> { attribute("main_route_table_id") }
  /// The security group that it came with.
  public var defaultSecurityGroup: Value<SecurityGroupID> {
    attribute("default_security_group_id")
  }
  /// Its IPv6 network, if it has one.
  public var ipv6CIDRBlock: Value<IPv6CIDR> { attribute("ipv6_cidr_block") }

  /// Whether machines in a VPC have hardware of their own.
  public enum Tenancy: String, Choice {
    /// They share it unless they ask otherwise.
    case shared = "default"
    /// They have their own.
    case dedicated
  }
}

extension AWSVPC: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "vpc-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "vpc/") }
}

/// The id of a VPC.
public typealias VPCID = Identifier<AWSVPC>
