import InfraDSL
import InfraModel

/// A part of a VPC in one zone, as Terraform's `aws_subnet`.
///
///     let subnet = AWSSubnet("a", vpc: main.id, cidrBlock: "10.0.0.0/24", zone: "eu-central-1a")
public struct AWSSubnet: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSubnet>(
    "aws_subnet", "A part of a VPC in one zone.",
    arguments: [
      .required("vpc_id", \.vpc, changing: .replaceWithGap, "The VPC that it is a part of."),
      .optional("cidr_block", \.cidrBlock, changing: .replaceWithGap, "Its IPv4 network."),
      .optional(
        "availability_zone", \.zone, changing: .replaceWithGap, isComputed: true,
        "The zone that it is in; AWS chooses one if not given."),
      .optional("ipv6_cidr_block", \.ipv6CIDRBlock, changing: .inPlace, "Its IPv6 network."),
      .optional(
        "ipv6_native", \.isIPv6Only, changing: .replaceWithGap, default: false,
        "Whether it has no IPv4."),
      .optional(
        "map_public_ip_on_launch", \.givesPublicAddresses, changing: .inPlace, default: false,
        "Whether what starts in it gets a public address."),
      .optional(
        "assign_ipv6_address_on_creation", \.givesIPv6Addresses, changing: .inPlace,
        default: false, "Whether what starts in it gets an IPv6 address."),
      .optional(
        "enable_dns64", \.hasDNS64, changing: .inPlace, default: false,
        "Whether names without IPv6 get addresses that NAT64 translates."),
      .optional(
        "enable_resource_name_dns_a_record_on_launch", \.hasNameRecords, changing: .inPlace,
        default: false, "Whether machines' resource names resolve to IPv4 addresses."),
      .optional(
        "enable_resource_name_dns_aaaa_record_on_launch", \.hasIPv6NameRecords,
        changing: .inPlace, default: false,
        "Whether machines' resource names resolve to IPv6 addresses."),
      .optional(
        "private_dns_hostname_type_on_launch", \.hostnames, changing: .inPlace,
        "What machines' private names are made of."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The subnet's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "availability_zone_id", terraform: "availability_zone_id",
        "The zone's id, the same zone in every account."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The VPC that it is a part of.
  public let vpc: Value<VPCID>
  /// Its IPv4 network.
  public let cidrBlock: Value<CIDR>?
  /// The zone that it is in; AWS chooses one if not given.
  public let zone: Value<AvailabilityZone>?
  /// Its IPv6 network.
  public let ipv6CIDRBlock: Value<IPv6CIDR>?
  /// Whether it has no IPv4.
  public let isIPv6Only: Bool?
  /// Whether what starts in it gets a public address.
  public let givesPublicAddresses: Bool?
  /// Whether what starts in it gets an IPv6 address.
  public let givesIPv6Addresses: Bool?
  /// Whether names without IPv6 get addresses that NAT64 translates.
  public let hasDNS64: Bool?
  /// Whether machines' resource names resolve to IPv4 addresses.
  public let hasNameRecords: Bool?
  /// Whether machines' resource names resolve to IPv6 addresses.
  public let hasIPv6NameRecords: Bool?
  /// What machines' private names are made of.
  public let hostnames: HostnameType?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a subnet.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - vpc: The VPC that it is a part of.
  ///   - cidrBlock: Its IPv4 network, within the VPC's and apart from other subnets'.
  ///   - zone: The zone that it is in; AWS chooses one if not given.
  ///   - ipv6CIDRBlock: Its IPv6 network, a /64 of the VPC's.
  ///   - ipv6Only: Whether it has no IPv4.
  ///   - publicAddresses: Whether what starts in it gets a public address.
  ///   - ipv6Addresses: Whether what starts in it gets an IPv6 address.
  ///   - dns64: Whether names without IPv6 get addresses that NAT64 translates.
  ///   - nameRecords: Whether machines' resource names resolve to IPv4 addresses.
  ///   - ipv6NameRecords: Whether machines' resource names resolve to IPv6 addresses.
  ///   - hostnames: What machines' private names are made of.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, vpc: Value<VPCID>, cidrBlock: Value<CIDR>? = nil,
    zone: Value<AvailabilityZone>? = nil, ipv6CIDRBlock: Value<IPv6CIDR>? = nil,
    ipv6Only isIPv6Only: Bool? = nil, publicAddresses givesPublicAddresses: Bool? = nil,
    ipv6Addresses givesIPv6Addresses: Bool? = nil, dns64 hasDNS64: Bool? = nil,
    nameRecords hasNameRecords: Bool? = nil, ipv6NameRecords hasIPv6NameRecords: Bool? = nil,
    hostnames: HostnameType? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_subnet", key: key, file: file, line: line)
    self.vpc = vpc
    self.cidrBlock = cidrBlock
    self.zone = zone
    self.ipv6CIDRBlock = ipv6CIDRBlock
    self.isIPv6Only = isIPv6Only
    self.givesPublicAddresses = givesPublicAddresses
    self.givesIPv6Addresses = givesIPv6Addresses
    self.hasDNS64 = hasDNS64
    self.hasNameRecords = hasNameRecords
    self.hasIPv6NameRecords = hasIPv6NameRecords
    self.hostnames = hostnames
    self.tags = tags
  }

  /// The subnet's id, chosen by AWS.
  public var id: Value<SubnetID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSSubnet>> { attribute("arn") }
  /// The zone that it is in.
  public var availabilityZone: Value<AvailabilityZone> { attribute("availability_zone") }

  /// What machines' private names are made of.
  public enum HostnameType: String, Choice {
    /// Their addresses.
    case address = "ip-name"
    /// Their ids.
    case identifier = "resource-name"
  }
}

extension AWSSubnet: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "subnet-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "subnet/") }
}

/// The id of a subnet.
public typealias SubnetID = Identifier<AWSSubnet>
