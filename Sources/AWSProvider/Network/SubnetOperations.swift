import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_subnet`.
  static let subnet = AWSType(
    "aws_subnet", "subnet",
    arguments: [
      .both("vpc_id", "VpcId"),
      .both("cidr_block", "CidrBlock"),
      .both("availability_zone", "AvailabilityZone"),
      .both(
        "ipv6_cidr_block", "Ipv6CidrBlock", .ipv6Network, reads: "Ipv6CidrBlockAssociationSet"),
      .both("ipv6_native", "Ipv6Native", .flag),
      .later("map_public_ip_on_launch", "MapPublicIpOnLaunch", .flag),
      .later("assign_ipv6_address_on_creation", "AssignIpv6AddressOnCreation", .flag),
      .later("enable_dns64", "EnableDns64", .flag),
      .later(
        "enable_resource_name_dns_a_record_on_launch", "EnableResourceNameDnsARecordOnLaunch",
        .flag, reads: "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsARecord"),
      .later(
        "enable_resource_name_dns_aaaa_record_on_launch",
        "EnableResourceNameDnsAAAARecordOnLaunch", .flag,
        reads: "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord"),
      .later(
        "private_dns_hostname_type_on_launch", "PrivateDnsHostnameTypeOnLaunch",
        reads: "PrivateDnsNameOptionsOnLaunch.HostnameType"),
    ],
    attributes: [
      "id": "SubnetId", "arn": "arn:{partition}:ec2:{region}:{OwnerId}:subnet/{SubnetId}",
      "availability_zone_id": "AvailabilityZoneId", "owner_id": "OwnerId",
    ],
    tags: .ec2("subnet"),
    lookup: .ec2("DescribeSubnets", "SubnetSet", id: "SubnetId"),
    creation: Creation(.ec2, "CreateSubnet", id: "Subnet.SubnetId"),
    updates: [
      Update(["ipv6_cidr_block"], changeIPv6Network),
      changeSubnet("map_public_ip_on_launch"),
      changeSubnet("assign_ipv6_address_on_creation"),
      changeSubnet("enable_dns64"),
      changeSubnet("enable_resource_name_dns_a_record_on_launch"),
      changeSubnet("enable_resource_name_dns_aaaa_record_on_launch"),
      Update(
        .ec2, "ModifySubnetAttribute", id: "SubnetId", of: "private_dns_hostname_type_on_launch"),
    ],
    deletion: Deletion(.ec2, "DeleteSubnet", id: "SubnetId"),
    readiness: Readiness("State", ready: ["available"]))

  /// One attribute a call, as EC2 has it. What is off already is not set once more: some cannot
  /// be named at all where there is no IPv6.
  private static func changeSubnet(_ argument: String) -> Update {
    Update([argument]) { scope in
      guard let member = scope.type.member(argument), let path = member.reads else { return [] }
      let value = scope[argument].isNull ? false : scope[argument]
      if Shape.flag.isSame(value, Shape.flag.read(scope.object[path: path], declared: nil)) {
        return []
      }
      return [
        AWSCall(
          .ec2, "ModifySubnetAttribute",
          .object(Fields(["SubnetId": .string(scope.id), member.path: ["Value": value]])))
      ]
    }
  }

  @Sendable private static func changeIPv6Network(_ scope: Scope) -> [AWSCall] {
    let wanted = scope["ipv6_cidr_block"]
    let present = scope.object["Ipv6CidrBlockAssociationSet"].elements
      .filter(Shape.isAssociated)
    if present.contains(where: { $0["Ipv6CidrBlock"] == wanted }) { return [] }
    let gone = present.map {
      AWSCall(.ec2, "DisassociateSubnetCidrBlock", ["AssociationId": $0["AssociationId"]])
    }
    if wanted.isNull { return gone }
    return gone + [
      AWSCall(
        .ec2, "AssociateSubnetCidrBlock",
        ["SubnetId": .string(scope.id), "Ipv6CidrBlock": wanted])
    ]
  }
}
