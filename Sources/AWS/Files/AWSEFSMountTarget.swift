import InfraDSL
import InfraModel

/// Where a subnet reaches a file system, as Terraform's `aws_efs_mount_target`.
///
///     let a = AWSEFSMountTarget("a", fileSystem: files.id, subnet: inner.id, securityGroups:
///   [nfs.id])
public struct AWSEFSMountTarget: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSEFSMountTarget>(
    "aws_efs_mount_target", "Where a subnet reaches a file system.",
    arguments: [
      .required("file_system_id", \.fileSystem, changing: .replaceWithGap, "The file system."),
      .required(
        "subnet_id", \.subnet, changing: .replaceWithGap, "The subnet; one in each zone will do."),
      .optional(
        "ip_address", \.address, changing: .replaceWithGap, isComputed: true,
        "Its address in the subnet; AWS chooses one if not given."),
      .optional(
        "security_groups", \.securityGroups, changing: .inPlace,
        "Who may reach it; the VPC's default group if none is given."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The mount target's id, chosen by AWS."),
      AttributeSchema("dns_name", terraform: "dns_name", "The file system's name in the DNS."),
      AttributeSchema(
        "mount_target_dns_name", terraform: "mount_target_dns_name", "Its own name in the DNS."),
      AttributeSchema(
        "file_system_arn", terraform: "file_system_arn",
        "The Amazon resource name of the file system."),
      AttributeSchema(
        "network_interface_id", terraform: "network_interface_id",
        "The network interface that it has."),
      AttributeSchema(
        "availability_zone_name", terraform: "availability_zone_name", "The zone that it is in."),
      AttributeSchema(
        "availability_zone_id", terraform: "availability_zone_id",
        "The id of the zone that it is in."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The file system.
  public let fileSystem: Value<FileSystemID>
  /// The subnet; one in each zone is enough.
  public let subnet: Value<SubnetID>
  /// Its address in the subnet; AWS chooses one if not given.
  public let address: Value<IPAddress>?
  /// Who may reach it; the VPC's default group if none is given.
  public let securityGroups: [Value<SecurityGroupID>]

  /// Declares a mount target.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - fileSystem: The file system.
  ///   - subnet: The subnet; one in each zone is enough.
  ///   - address: Its address in the subnet; AWS chooses one if not given.
  ///   - securityGroups: Who may reach it; the VPC's default group if none is given.
  public init(
    _ key: String, fileSystem: Value<FileSystemID>, subnet: Value<SubnetID>,
    address: Value<IPAddress>? = nil, securityGroups: [Value<SecurityGroupID>] = [],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_efs_mount_target", key: key, file: file, line: line)
    self.fileSystem = fileSystem
    self.subnet = subnet
    self.address = address
    self.securityGroups = securityGroups
  }

  /// The mount target's id, chosen by AWS.
  public var id: Value<MountTargetID> { attribute("id") }
  /// The file system's name in the DNS.
  public var dnsName: Value<String> { attribute("dns_name") }
  /// Its own name in the DNS.
  public var zoneDNSName: Value<String> { attribute("mount_target_dns_name") }
}

extension AWSEFSMountTarget: Identified {
  /// What its ids begin with.
  public static var idPrefix: String { "fsmt-" }
}

/// The id of a mount target.
public typealias MountTargetID = Identifier<AWSEFSMountTarget>
