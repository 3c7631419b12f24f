import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_vpc`.
  static let vpc = AWSType(
    "aws_vpc", "VPC",
    arguments: [
      .both("cidr_block", "CidrBlock"),
      .both("instance_tenancy", "InstanceTenancy"),
      .both(
        "assign_generated_ipv6_cidr_block", "AmazonProvidedIpv6CidrBlock", .associatedIPv6,
        reads: "Ipv6CidrBlockAssociationSet"),
      .later("enable_dns_support", "EnableDnsSupport", .flag, reads: "DnsSupport"),
      .later("enable_dns_hostnames", "EnableDnsHostnames", .flag, reads: "DnsHostnames"),
      .later(
        "enable_network_address_usage_metrics", "EnableNetworkAddressUsageMetrics", .flag,
        reads: "UsageMetrics"),
    ],
    attributes: [
      "id": "VpcId", "arn": "arn:{partition}:ec2:{region}:{OwnerId}:vpc/{VpcId}",
      "owner_id": "OwnerId", "ipv6_cidr_block": "Ipv6CidrBlockAssociationSet.0.Ipv6CidrBlock",
      "main_route_table_id": "MainTable.0.RouteTableId",
      "default_route_table_id": "MainTable.0.RouteTableId",
      "default_security_group_id": "DefaultGroup.0.GroupId",
      "default_network_acl_id": "DefaultACL.0.NetworkAclId",
    ],
    tags: .ec2("vpc"),
    lookup: .ec2(
      "DescribeVpcs", "VpcSet", id: "VpcId",
      extras: [
        vpcSetting("enable_dns_support", "enableDnsSupport", into: "DnsSupport"),
        vpcSetting("enable_dns_hostnames", "enableDnsHostnames", into: "DnsHostnames"),
        vpcSetting(
          "enable_network_address_usage_metrics", "enableNetworkAddressUsageMetrics",
          into: "UsageMetrics"),
        vpcDefault(
          ["main_route_table_id", "default_route_table_id"], "DescribeRouteTables",
          "RouteTableSet", ["association.main": "true"], into: "MainTable"),
        vpcDefault(
          ["default_security_group_id"], "DescribeSecurityGroups", "SecurityGroupInfo",
          ["group-name": "default"], into: "DefaultGroup"),
        vpcDefault(
          ["default_network_acl_id"], "DescribeNetworkAcls", "NetworkAclSet",
          ["default": "true"], into: "DefaultACL"),
      ]),
    creation: Creation(.ec2, "CreateVpc", id: "Vpc.VpcId"),
    updates: [
      Update(["instance_tenancy"]) { scope in
        [
          AWSCall(
            .ec2, "ModifyVpcTenancy",
            ["VpcId": .string(scope.id), "InstanceTenancy": scope["instance_tenancy"]])
        ]
      },
      Update(["assign_generated_ipv6_cidr_block"], changeIPv6),
      // Support before names: names need it. One attribute a call, as EC2 has it.
      changeVPC("enable_dns_support", "EnableDnsSupport"),
      changeVPC("enable_dns_hostnames", "EnableDnsHostnames"),
      changeVPC("enable_network_address_usage_metrics", "EnableNetworkAddressUsageMetrics"),
    ],
    deletion: Deletion(.ec2, "DeleteVpc", id: "VpcId"),
    readiness: Readiness("State", ready: ["available"]))

  /// A setting that is read by a call of its own.
  private static func vpcSetting(_ argument: String, _ setting: String, into member: String)
    -> Lookup.Extra
  {
    let path = setting.prefix(1).uppercased() + setting.dropFirst() + ".Value"
    return Lookup.Extra([argument], into: member, at: path) { _, id in
      AWSCall(
        .ec2, "DescribeVpcAttribute", ["VpcId": .string(id), "Attribute": .string(setting)])
    }
  }

  /// What a VPC came with.
  private static func vpcDefault(
    _ attributes: [String], _ operation: String, _ path: String, _ filter: [String: String],
    into member: String
  ) -> Lookup.Extra {
    Lookup.Extra(attributes, into: member, at: path) { _, id in
      let filters = (filter.map { ($0.key, $0.value) } + [("vpc-id", id)]).map {
        Datum.object(Fields(["Name": .string($0.0), "Value": .list([.string($0.1)])]))
      }
      return AWSCall(.ec2, operation, ["Filter": .list(filters)])
    }
  }

  private static func changeVPC(_ argument: String, _ member: String) -> Update {
    Update([argument]) { scope in
      let value = scope[argument].isNull ? false : scope[argument]
      return [
        AWSCall(
          .ec2, "ModifyVpcAttribute",
          .object(Fields(["VpcId": .string(scope.id), member: ["Value": value]])))
      ]
    }
  }

  @Sendable private static func changeIPv6(_ scope: Scope) -> [AWSCall] {
    if scope["assign_generated_ipv6_cidr_block"] == true {
      return [
        AWSCall(
          .ec2, "AssociateVpcCidrBlock",
          ["VpcId": .string(scope.id), "AmazonProvidedIpv6CidrBlock": true], isRepeatable: false)
      ]
    }
    return scope.object["Ipv6CidrBlockAssociationSet"].elements.filter(Shape.isAssociated).map {
      AWSCall(.ec2, "DisassociateVpcCidrBlock", ["AssociationId": $0["AssociationId"]])
    }
  }
}

extension Shape {
  /// Whether an IPv6 network is there: what was taken away is listed for some time.
  @Sendable static func isAssociated(_ association: Datum) -> Bool {
    let state = association[path: "Ipv6CidrBlockState.State"].string
    return state == nil || state == "associated" || state == "associating"
  }

  /// Whether there is an IPv6 network among those listed.
  static let associatedIPv6 = Shape.odd(
    write: { $0 == true ? true : .null },
    read: { seen, _ in .bool(seen.elements.contains(where: isAssociated)) })

  /// The IPv6 network among those listed.
  static let ipv6Network = Shape.odd(
    write: { $0 },
    read: { seen, _ in seen.elements.first(where: isAssociated)?["Ipv6CidrBlock"] ?? .null })
}
