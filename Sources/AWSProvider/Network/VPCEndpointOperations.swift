import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_vpc_endpoint`.
  static let vpcEndpoint = AWSType(
    "aws_vpc_endpoint", "VPC endpoint",
    arguments: [
      .both("vpc_id", "VpcId"),
      .both("service_name", "ServiceName"),
      .both("service_region", "ServiceRegion"),
      .both("vpc_endpoint_type", "VpcEndpointType"),
      .both("route_table_ids", "RouteTableId", .set(.text), reads: "RouteTableIdSet"),
      .both("subnet_ids", "SubnetId", .set(.text), reads: "SubnetIdSet"),
      .both("security_group_ids", "SecurityGroupId", .set(.text), reads: "GroupIds"),
      .both("private_dns_enabled", "PrivateDnsEnabled", .flag),
      .both("ip_address_type", "IpAddressType"),
      .both(
        "dns_options", "DnsOptions",
        .block([
          .both("dns_record_ip_type", "DnsRecordIpType"),
          .both(
            "private_dns_only_for_inbound_resolver_endpoint",
            "PrivateDnsOnlyForInboundResolverEndpoint", .flag),
        ])),
      .both("policy", "PolicyDocument", .json),
      .local("auto_accept"),
    ],
    attributes: [
      "id": "VpcEndpointId", "owner_id": "OwnerId", "state": "State",
      "arn": "arn:{partition}:ec2:{region}:{OwnerId}:vpc-endpoint/{VpcEndpointId}",
      "prefix_list_id": "Prefixes.0.PrefixListId", "cidr_blocks": "Prefixes.0.CidrSet",
      "dns_entry": "Names", "network_interface_ids": "NetworkInterfaceIdSet",
    ],
    tags: .ec2("vpc-endpoint"),
    lookup: .ec2(
      "DescribeVpcEndpoints", "VpcEndpointSet", id: "VpcEndpointId",
      extras: [
        Lookup.Extra(["prefix_list_id", "cidr_blocks"], into: "Prefixes", at: "PrefixListSet") {
          endpoint, _ in
          AWSCall(
            .ec2, "DescribePrefixLists",
            ["Filter": [["Name": "prefix-list-name", "Value": [endpoint["ServiceName"]]]]])
        }
      ],
      gone: ["deleted"], shaped: shapedEndpoint),
    creation: Creation(
      .ec2, "CreateVpcEndpoint", id: "VpcEndpoint.VpcEndpointId", token: "ClientToken"),
    updates: [
      changeEndpoint("route_table_ids", "RouteTableId", "RouteTableIdSet"),
      changeEndpoint("subnet_ids", "SubnetId", "SubnetIdSet"),
      changeEndpoint("security_group_ids", "SecurityGroupId", "GroupIds"),
      Update(["private_dns_enabled", "ip_address_type", "dns_options"]) { scope in
        [
          AWSCall(
            .ec2, "ModifyVpcEndpoint",
            .fields([
              "VpcEndpointId": .string(scope.id),
              "PrivateDnsEnabled": scope["private_dns_enabled"],
              "IpAddressType": scope["ip_address_type"], "DnsOptions": scope["dns_options"],
            ]))
        ]
      },
      Update(["policy"]) { scope in
        [
          AWSCall(
            .ec2, "ModifyVpcEndpoint",
            .fields([
              "VpcEndpointId": .string(scope.id), "PolicyDocument": scope["policy"],
              "ResetPolicy": scope["policy"].isNull ? true : .null,
            ]))
        ]
      },
    ],
    deletion: Deletion(waitsUntilGone: true) { scope in
      [AWSCall(.ec2, "DeleteVpcEndpoints", ["VpcEndpointId": [.string(scope.id)]])]
    },
    readiness: Readiness(
      "State", ready: ["available", "Available", "pendingAcceptance"],
      failed: ["failed", "Failed", "rejected", "expired"], reason: "LastError.Message"),
    again: [
      "InvalidRouteTableId.NotFound", "InvalidSubnetId.NotFound", "InvalidSecurityGroupId.NotFound",
    ])

  @Sendable private static func shapedEndpoint(_ endpoint: Datum) -> Datum {
    let names = endpoint["DnsEntrySet"].elements.map { entry in
      Datum.fields(["dns_name": entry["DnsName"], "hosted_zone_id": entry["HostedZoneId"]])
    }
    return endpoint.merging([
      "GroupIds": .list(endpoint["GroupSet"].elements.map { $0["GroupId"] }),
      "Names": .list(names),
    ])
  }

  /// What is to be added and what to be removed, in one call.
  private static func changeEndpoint(_ argument: String, _ member: String, _ present: String)
    -> Update
  {
    Update([argument]) { scope in
      let wanted = scope[argument].list ?? []
      let now = scope.object[present].elements
      let more = wanted.filter { !now.contains($0) }
      let less = now.filter { !wanted.contains($0) }
      if more.isEmpty, less.isEmpty { return [] }
      var input = Fields(["VpcEndpointId": .string(scope.id)])
      if !more.isEmpty { input["Add" + member] = .list(more) }
      if !less.isEmpty { input["Remove" + member] = .list(less) }
      return [AWSCall(.ec2, "ModifyVpcEndpoint", .object(input))]
    }
  }
}
