import InfraDSL
import InfraModel

/// A subnet's way out that nothing comes in by, as Terraform's `aws_nat_gateway`.
///
///     let nat = AWSNATGateway("a", subnet: front.id, allocation: address.id)
public struct AWSNATGateway: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSNATGateway>(
    "aws_nat_gateway", "A subnet's way out that nothing comes in by.",
    arguments: [
      .required("subnet_id", \.subnet, changing: .replaceWithGap, "The subnet that it is in."),
      .optional("allocation_id", \.allocation, changing: .replaceWithGap, "Its public address."),
      .optional(
        "connectivity_type", \.connectivity, changing: .replaceWithGap, default: "public",
        "Whether it leads to the internet or to other networks."),
      .optional(
        "private_ip", \.privateAddress, changing: .replaceWithGap, isComputed: true,
        "Its private address; AWS chooses one if not given."),
      .optional(
        "secondary_allocation_ids", \.secondaryAllocations, changing: .inPlace,
        "Further public addresses."),
      .optional(
        "secondary_private_ip_addresses", \.secondaryAddresses, changing: .inPlace,
        "Further private addresses."),
      .optional(
        "secondary_private_ip_address_count", \.secondaryAddressCount, changing: .inPlace,
        "How many further private addresses a private one has."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The gateway's id, chosen by AWS."),
      AttributeSchema("public_ip", terraform: "public_ip", "Its public address."),
      AttributeSchema(
        "network_interface_id", terraform: "network_interface_id", "Its network interface."),
      AttributeSchema(
        "association_id", terraform: "association_id", "The id of the use of its address."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The subnet that it is in.
  public let subnet: Value<SubnetID>
  /// Its public address.
  public let allocation: Value<AllocationID>?
  /// Whether it leads to the internet or to other networks.
  public let connectivity: Connectivity?
  /// Its private address; AWS chooses one if not given.
  public let privateAddress: Value<IPAddress>?
  /// Further public addresses.
  public let secondaryAllocations: [Value<AllocationID>]
  /// Further private addresses.
  public let secondaryAddresses: [Value<IPAddress>]
  /// How many further private addresses a private one has.
  public let secondaryAddressCount: Bounded?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a NAT gateway.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - subnet: The subnet that it is in.
  ///   - allocation: Its public address.
  ///   - connectivity: Whether it leads to the internet or to other networks.
  ///   - privateAddress: Its private address; AWS chooses one if not given.
  ///   - secondaryAllocations: Further public addresses.
  ///   - secondaryAddresses: Further private addresses.
  ///   - secondaryAddressCount: How many further private addresses a private one has.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, subnet: Value<SubnetID>, allocation: Value<AllocationID>? = nil,
    connectivity: Connectivity? = nil, privateAddress: Value<IPAddress>? = nil,
    secondaryAllocations: [Value<AllocationID>] = [], secondaryAddresses: [Value<IPAddress>] = [],
    secondaryAddressCount: Value<Int>? = nil, tags: Tags = [:], file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_nat_gateway", key: key, file: file, line: line)
    self.subnet = subnet
    self.allocation = allocation
    self.connectivity = connectivity
    self.privateAddress = privateAddress
    self.secondaryAllocations = secondaryAllocations
    self.secondaryAddresses = secondaryAddresses
    self.secondaryAddressCount = secondaryAddressCount.map { Bounded($0, 1...31) }
    self.tags = tags
  }

  /// The gateway's id, chosen by AWS.
  public var id: Value<NATGatewayID> { attribute("id") }
  /// Its public address.
  public var publicAddress: Value<IPAddress> { attribute("public_ip") }

  /// Where a NAT gateway leads.
  public enum Connectivity: String, Choice {
    /// To the internet.
    case open = "public"
    /// To other networks of one's own.
    case closed = "private"
  }
}

extension AWSNATGateway: Identified {
  /// What its ids begin with.
  public static var idPrefix: String { "nat-" }
}

/// The id of a NAT gateway.
public typealias NATGatewayID = Identifier<AWSNATGateway>
