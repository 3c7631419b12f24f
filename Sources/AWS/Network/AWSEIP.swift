import InfraDSL
import InfraModel

/// A public address that stays, as Terraform's `aws_eip`.
///
///     let out = AWSEIP("nat", domain: .vpc)
public struct AWSEIP: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSEIP>(
    "aws_eip", "A public address that stays.",
    arguments: [
      .optional(
        "domain", \.domain, changing: .replaceWithGap, isComputed: true,
        "Where it is used; always a VPC."),
      .optional("instance", \.instance, changing: .inPlace, "The machine that has it."),
      .optional(
        "network_interface", \.interface, changing: .inPlace, "The network interface that has it."),
      .optional(
        "associate_with_private_ip", \.privateAddress, changing: .inPlace,
        "The private address that it stands for."),
      .optional(
        "address", \.address, changing: .replaceWithGap,
        "The very address wanted, one of the account's own pools."),
      .optional(
        "network_border_group", \.borderGroup, changing: .replaceWithGap, isComputed: true,
        "The zones that it is announced from."),
      .optional(
        "public_ipv4_pool", \.pool, changing: .replaceWithGap, isComputed: true,
        "The pool that it comes from."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The allocation's id, chosen by AWS."),
      AttributeSchema("allocation_id", terraform: "allocation_id", "The allocation's id."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "association_id", .untilUpdated, terraform: "association_id",
        "The id of its use, if it is used."),
      AttributeSchema("public_ip", terraform: "public_ip", "The address."),
      AttributeSchema("public_dns", terraform: "public_dns", "Its name in the DNS."),
      AttributeSchema(
        "private_ip", .untilUpdated, terraform: "private_ip",
        "The private address that it stands for, if it is used."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Where it is used; always a VPC.
  public let domain: Domain?
  /// The machine that has it.
  public let instance: Value<InstanceID>?
  /// The network interface that has it.
  public let interface: Value<NetworkInterfaceID>?
  /// The private address that it stands for.
  public let privateAddress: Value<IPAddress>?
  /// The very address wanted, one of the account's own pools.
  public let address: Value<IPAddress>?
  /// The zones that it is announced from.
  public let borderGroup: Value<String>?
  /// The pool that it comes from.
  public let pool: Value<String>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a public address.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - domain: Where it is used; always a VPC.
  ///   - instance: The machine that has it.
  ///   - interface: The network interface that has it.
  ///   - privateAddress: The private address that it stands for.
  ///   - address: The very address wanted, one of the account's own pools.
  ///   - borderGroup: The zones that it is announced from.
  ///   - pool: The pool that it comes from.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, domain: Domain? = nil, instance: Value<InstanceID>? = nil,
    interface: Value<NetworkInterfaceID>? = nil, privateAddress: Value<IPAddress>? = nil,
    address: Value<IPAddress>? = nil, borderGroup: Value<String>? = nil, pool: Value<String>? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_eip", key: key, file: file, line: line)
    self.domain = domain
    self.instance = instance
    self.interface = interface
    self.privateAddress = privateAddress
    self.address = address
    self.borderGroup = borderGroup
    self.pool = pool
    self.tags = tags
  }

  /// The allocation's id, chosen by AWS.
  public var id: Value<AllocationID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSEIP>> { attribute("arn") }
  /// The address.
  public var publicAddress: Value<IPAddress> { attribute("public_ip") }
  /// Its name in the DNS.
  public var publicName: Value<String> { attribute("public_dns") }

  /// Where an address is used.
  public enum Domain: String, Choice {
    /// In a VPC.
    case vpc
  }
}

extension AWSEIP: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "eipalloc-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "elastic-ip/") }
}

/// The id of a public address.
public typealias AllocationID = Identifier<AWSEIP>
