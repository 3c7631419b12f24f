import InfraDSL
import InfraModel

/// A way from a VPC to a service that stays off the internet, as Terraform's
/// `aws_vpc_endpoint`.
///
///     AWSVPCEndpoint(
///       "s3", vpc: main.id, service: "com.amazonaws.eu-central-1.s3", routeTables: [inner.id])
public struct AWSVPCEndpoint: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSVPCEndpoint>(
    "aws_vpc_endpoint", "A way from a VPC to a service that stays off the internet.",
    arguments: [
      .required("vpc_id", \.vpc, changing: .replaceWithGap, "The VPC that it is a way of."),
      .optional(
        "service_name", \.service, changing: .replaceWithGap,
        "The service, as com.amazonaws.eu-central-1.s3."),
      .optional(
        "service_region", \.serviceRegion, changing: .replaceWithGap, isComputed: true,
        "The service's region, if it is another."),
      .optional(
        "vpc_endpoint_type", \.kind, changing: .replaceWithGap, default: "Gateway",
        "How traffic gets to it."),
      .optional(
        "route_table_ids", \.routeTables, changing: .inPlace,
        "The route tables that lead to a gateway endpoint."),
      .optional(
        "subnet_ids", \.subnets, changing: .inPlace,
        "The subnets that an interface endpoint has addresses in."),
      .optional(
        "security_group_ids", \.securityGroups, changing: .inPlace,
        "Who may reach an interface endpoint."),
      .optional(
        "private_dns_enabled", \.hasPrivateDNS, changing: .inPlace,
        "Whether the service's own name leads to an interface endpoint."),
      .optional("ip_address_type", \.addressType, changing: .inPlace, "Which addresses it has."),
      .optional("dns_options", \.dnsOptions, changing: .inPlace, "Which names it has."),
      .optional(
        "policy", \.policy, changing: .inPlace,
        "What may be done through it; everything if not given."),
      .optional(
        "auto_accept", \.acceptsItself, changing: .inPlace,
        "Whether it is accepted where its service is in the same account."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The endpoint's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
      AttributeSchema("state", .untilUpdated, terraform: "state", "What state it is in."),
      AttributeSchema(
        "prefix_list_id", terraform: "prefix_list_id",
        "The prefix list of a gateway endpoint's service."),
      AttributeSchema(
        "dns_entry", .untilUpdated, terraform: "dns_entry", "The names of an interface endpoint."),
      AttributeSchema(
        "network_interface_ids", .untilUpdated, terraform: "network_interface_ids",
        "The network interfaces of an interface endpoint."),
      AttributeSchema(
        "cidr_blocks", .untilUpdated, terraform: "cidr_blocks",
        "The networks of a gateway endpoint's service."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The VPC that it is a way of.
  public let vpc: Value<VPCID>
  /// The service, as com.amazonaws.eu-central-1.s3.
  public let service: Value<String>?
  /// The service's region, if it is another.
  public let serviceRegion: Value<Region>?
  /// How traffic gets to it.
  public let kind: Kind?
  /// The route tables that lead to a gateway endpoint.
  public let routeTables: [Value<RouteTableID>]
  /// The subnets that an interface endpoint has addresses in.
  public let subnets: [Value<SubnetID>]
  /// Who may reach an interface endpoint.
  public let securityGroups: [Value<SecurityGroupID>]
  /// Whether the service's own name leads to an interface endpoint.
  public let hasPrivateDNS: Bool?
  /// Which addresses it has.
  public let addressType: AddressType?
  /// Which names it has.
  public let dnsOptions: DNSOptions?
  /// What may be done through it; everything if not given.
  public let policy: PolicyDocument?
  /// Whether it is accepted where its service is in the same account.
  public let acceptsItself: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares an endpoint.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - vpc: The VPC that it is a way of.
  ///   - service: The service, as com.amazonaws.eu-central-1.s3.
  ///   - serviceRegion: The service's region, if it is another.
  ///   - kind: How traffic gets to it.
  ///   - routeTables: The route tables that lead to a gateway endpoint.
  ///   - subnets: The subnets that an interface endpoint has addresses in.
  ///   - securityGroups: Who may reach an interface endpoint.
  ///   - hasPrivateDNS: Whether the service's own name leads to an interface endpoint.
  ///   - addressType: Which addresses it has.
  ///   - dnsOptions: Which names it has.
  ///   - policy: What may be done through it; everything if not given.
  ///   - acceptsItself: Whether it is accepted where its service is in the same account.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, vpc: Value<VPCID>, service: Value<String>? = nil,
    serviceRegion: Value<Region>? = nil, kind: Kind? = nil, routeTables: [Value<RouteTableID>] = [],
    subnets: [Value<SubnetID>] = [], securityGroups: [Value<SecurityGroupID>] = [],
    hasPrivateDNS: Bool? = nil, addressType: AddressType? = nil, dnsOptions: DNSOptions? = nil,
    policy: PolicyDocument? = nil, acceptsItself: Bool? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_vpc_endpoint", key: key, file: file, line: line)
    self.vpc = vpc
    self.service = service
    self.serviceRegion = serviceRegion
    self.kind = kind
    self.routeTables = routeTables
    self.subnets = subnets
    self.securityGroups = securityGroups
    self.hasPrivateDNS = hasPrivateDNS
    self.addressType = addressType
    self.dnsOptions = dnsOptions
    self.policy = policy?.used(as: .resource, sizeMax: 20_480)
    self.acceptsItself = acceptsItself
    self.tags = tags
  }

  /// The endpoint's id, chosen by AWS.
  public var id: Value<VPCEndpointID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSVPCEndpoint>> { attribute("arn") }
  /// The prefix list of a gateway endpoint's service.
  public var prefixList: Value<PrefixListID> { attribute("prefix_list_id") }

  /// How traffic gets to an endpoint.
  public enum Kind: String, Choice {
    /// By route tables, to S3 and DynamoDB.
    case gateway = "Gateway"
    /// By addresses in subnets.
    case interface = "Interface"
    /// Through appliances.
    case gatewayLoadBalancer = "GatewayLoadBalancer"
  }

  /// Which addresses an endpoint has.
  public enum AddressType: String, Choice {
    /// IPv4 alone.
    case ipv4
    /// IPv6 alone.
    case ipv6
    /// Both.
    case dualstack
  }

  /// Which names an endpoint has, as Terraform's `dns_options` block.
  public struct DNSOptions: ArgumentValue {
    let records: Records
    let isForInboundAlone: Bool?

    /// Which addresses a name leads to.
    public enum Records: String, Choice {
      /// IPv4 alone.
      case ipv4
      /// IPv6 alone.
      case ipv6
      /// Both.
      case dualstack
      /// What the service says.
      case serviceDefined = "service-defined"
    }

    /// Names of an endpoint.
    ///
    /// - Parameters:
    ///   - records: Which addresses they lead to.
    ///   - forInboundAlone: Whether the private name holds for the inbound resolver alone.
    public init(_ records: Records, forInboundAlone isForInboundAlone: Bool? = nil) {
      self.records = records
      self.isForInboundAlone = isForInboundAlone
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.block([
        "dns_record_ip_type": records,
        "private_dns_only_for_inbound_resolver_endpoint": isForInboundAlone,
      ])
    }
  }
}

extension AWSVPCEndpoint: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "vpce-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "vpc-endpoint/") }
}

/// The id of an endpoint.
public typealias VPCEndpointID = Identifier<AWSVPCEndpoint>
