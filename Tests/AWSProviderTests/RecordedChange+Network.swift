import AWS
import InfraDSL
import InfraModel

extension RecordedChange {
  /// A document of EC2 with one element in a set.
  fileprivate static func item(_ set: String, _ content: String) -> ScriptedAWS.Answer {
    .xml("<Response><\(set)><item>\(content)</item></\(set)></Response>")
  }

  static let subnets: [RecordedChange] = {
    func subnet(
      dns64: Bool = false, records: Bool = false, hostnames: AWSSubnet.HostnameType = .address,
      network: Value<IPv6CIDR> = "2001:db8:0:1::/64"
    ) -> AWSSubnet {
      AWSSubnet(
        "recorded", vpc: "vpc-1", cidrBlock: "10.0.0.0/24", ipv6CIDRBlock: network, dns64: dns64,
        ipv6NameRecords: records, hostnames: hostnames)
    }
    @Sendable func told(
      dns64: Bool = false, records: Bool = false, hostnames: String = "ip-name",
      network: String = "2001:db8:0:1::/64"
    ) -> [String: ScriptedAWS.Answer] {
      let content = """
        <subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><state>available</state>
        <cidrBlock>10.0.0.0/24</cidrBlock><enableDns64>\(dns64)</enableDns64>
        <ipv6CidrBlockAssociationSet><item><associationId>subnet-cidr-assoc-1</associationId>
        <ipv6CidrBlock>\(network)</ipv6CidrBlock>
        <ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState>
        </item></ipv6CidrBlockAssociationSet>
        <privateDnsNameOptionsOnLaunch><hostnameType>\(hostnames)</hostnameType>
        <enableResourceNameDnsAAAARecord>\(records)</enableResourceNameDnsAAAARecord>
        </privateDnsNameOptionsOnLaunch>
        """
      return ["DescribeSubnets": item("subnetSet", content)]
    }
    return [
      RecordedChange(
        "enable_dns64", of: subnet(), subnet(dns64: true), id: "subnet-1",
        reads: { told(dns64: $0) },
        calls: [
          ("ModifySubnetAttribute", ["SubnetId": "subnet-1", "EnableDns64.Value": "true"])
        ]),
      RecordedChange(
        "enable_resource_name_dns_aaaa_record_on_launch", of: subnet(), subnet(records: true),
        id: "subnet-1", reads: { told(records: $0) },
        calls: [
          (
            "ModifySubnetAttribute", ["EnableResourceNameDnsAAAARecordOnLaunch.Value": "true"]
          )
        ]),
      RecordedChange(
        "private_dns_hostname_type_on_launch", of: subnet(), subnet(hostnames: .identifier),
        id: "subnet-1", reads: { told(hostnames: $0 ? "resource-name" : "ip-name") },
        calls: [("ModifySubnetAttribute", ["PrivateDnsHostnameTypeOnLaunch": "resource-name"])]),
      RecordedChange(
        "ipv6_cidr_block", of: subnet(), subnet(network: "2001:db8:0:2::/64"), id: "subnet-1",
        reads: { told(network: "2001:db8:0:\($0 ? 2 : 1)::/64") },
        calls: [
          ("DisassociateSubnetCidrBlock", ["AssociationId": "subnet-cidr-assoc-1"]),
          (
            "AssociateSubnetCidrBlock",
            ["SubnetId": "subnet-1", "Ipv6CidrBlock": "2001:db8:0:2::/64"]
          ),
        ]),
    ]
  }()

  static let rules: [RecordedChange] = {
    let peers:
      [(String, SecurityGroupPeer, SecurityGroupPeer, @Sendable (Bool) -> String, String, Datum)] =
        [
          (
            "cidr_ipv6", .ipv6Network("2001:db8::/56"), .ipv6Network("2001:db8::/48"),
            { "<cidrIpv6>2001:db8::/\($0 ? 48 : 56)</cidrIpv6>" }, "CidrIpv6", "2001:db8::/48"
          ),
          (
            "referenced_security_group_id", .group("sg-1"), .group("sg-2"),
            {
              "<referencedGroupInfo><groupId>sg-\($0 ? 2 : 1)</groupId></referencedGroupInfo>"
            }, "ReferencedGroupId", "sg-2"
          ),
          (
            "prefix_list_id", .prefixList("pl-1"), .prefixList("pl-2"),
            { "<prefixListId>pl-\($0 ? 2 : 1)</prefixListId>" }, "PrefixListId", "pl-2"
          ),
        ]
    return peers.flatMap { name, before, after, told, member, value in
      let reads: @Sendable (Bool, Bool) -> [String: ScriptedAWS.Answer] = { isOut, isChanged in
        let content = """
          <securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-0</groupId>
          <isEgress>\(isOut)</isEgress><ipProtocol>tcp</ipProtocol><fromPort>80</fromPort>
          <toPort>80</toPort>\(told(isChanged))
          """
        return ["DescribeSecurityGroupRules": item("securityGroupRuleSet", content)]
      }
      let call: (String, [String: Datum]) = (
        "ModifySecurityGroupRules",
        [
          "SecurityGroupRule.1.SecurityGroupRuleId": "sgr-1",
          "SecurityGroupRule.1.SecurityGroupRule.\(member)": value,
          "SecurityGroupRule.1.SecurityGroupRule.IpProtocol": "tcp",
        ]
      )
      return [
        RecordedChange(
          name,
          of: AWSVPCSecurityGroupIngressRule(
            "recorded", securityGroup: "sg-0", .tcp(80), from: before),
          AWSVPCSecurityGroupIngressRule(
            "recorded", securityGroup: "sg-0", .tcp(80), from: after), id: "sgr-1",
          reads: { reads(false, $0) }, calls: [call]),
        RecordedChange(
          name,
          of: AWSVPCSecurityGroupEgressRule(
            "recorded", securityGroup: "sg-0", .tcp(80), to: before),
          AWSVPCSecurityGroupEgressRule("recorded", securityGroup: "sg-0", .tcp(80), to: after),
          id: "sgr-1", reads: { reads(true, $0) }, calls: [call]),
      ]
    }
  }()

  static let endpoints: [RecordedChange] = {
    func endpoint(
      hasNames: Bool = false, addresses: AWSVPCEndpoint.AddressType = .ipv4,
      records: AWSVPCEndpoint.DNSOptions.Records = .ipv4
    ) -> AWSVPCEndpoint {
      AWSVPCEndpoint(
        "recorded", vpc: "vpc-1", service: "com.amazonaws.eu-central-1.sqs", kind: .interface,
        hasPrivateDNS: hasNames, addressType: addresses, dnsOptions: .init(records))
    }
    @Sendable func told(
      hasNames: Bool = false, addresses: String = "ipv4", records: String = "ipv4"
    ) -> [String: ScriptedAWS.Answer] {
      let content = """
        <vpcEndpointId>vpce-1</vpcEndpointId><vpcId>vpc-1</vpcId><state>available</state>
        <serviceName>com.amazonaws.eu-central-1.sqs</serviceName>
        <vpcEndpointType>Interface</vpcEndpointType>
        <privateDnsEnabled>\(hasNames)</privateDnsEnabled>
        <ipAddressType>\(addresses)</ipAddressType>
        <dnsOptions><dnsRecordIpType>\(records)</dnsRecordIpType></dnsOptions>
        """
      return ["DescribeVpcEndpoints": item("vpcEndpointSet", content)]
    }
    return [
      RecordedChange(
        "private_dns_enabled", of: endpoint(), endpoint(hasNames: true), id: "vpce-1",
        reads: { told(hasNames: $0) },
        calls: [("ModifyVpcEndpoint", ["VpcEndpointId": "vpce-1", "PrivateDnsEnabled": "true"])]),
      RecordedChange(
        "ip_address_type", of: endpoint(), endpoint(addresses: .dualstack), id: "vpce-1",
        reads: { told(addresses: $0 ? "dualstack" : "ipv4") },
        calls: [("ModifyVpcEndpoint", ["IpAddressType": "dualstack"])]),
      RecordedChange(
        "dns_options", of: endpoint(), endpoint(records: .dualstack), id: "vpce-1",
        reads: { told(records: $0 ? "dualstack" : "ipv4") },
        calls: [("ModifyVpcEndpoint", ["DnsOptions.DnsRecordIpType": "dualstack"])]),
    ]
  }()

  static let gateways: [RecordedChange] = {
    @Sendable func told(
      _ kind: String, _ further: [(String, String)]
    ) -> [String: ScriptedAWS.Answer] {
      let addresses = further.enumerated().map { index, address in
        """
        <item><isPrimary>false</isPrimary><allocationId>\(address.0)</allocationId>
        <associationId>eipassoc-\(index)</associationId><privateIp>\(address.1)</privateIp></item>
        """
      }
      let content = """
        <natGatewayId>nat-1</natGatewayId><subnetId>subnet-1</subnetId><state>available</state>
        <connectivityType>\(kind)</connectivityType><natGatewayAddressSet><item>
        <isPrimary>true</isPrimary><allocationId>eipalloc-0</allocationId>
        <privateIp>10.0.0.4</privateIp></item>\(addresses.joined())</natGatewayAddressSet>
        """
      return ["DescribeNatGateways": item("natGatewaySet", content)]
    }
    func closed(_ addresses: [Value<IPAddress>] = [], count: Value<Int>? = nil) -> AWSNATGateway {
      AWSNATGateway(
        "recorded", subnet: "subnet-1", connectivity: .closed, secondaryAddresses: addresses,
        secondaryAddressCount: count)
    }
    return [
      RecordedChange(
        "secondary_allocation_ids",
        of: AWSNATGateway(
          "recorded", subnet: "subnet-1", allocation: "eipalloc-0",
          secondaryAllocations: ["eipalloc-1"]),
        AWSNATGateway(
          "recorded", subnet: "subnet-1", allocation: "eipalloc-0",
          secondaryAllocations: ["eipalloc-2"]), id: "nat-1",
        reads: { told("public", [($0 ? "eipalloc-2" : "eipalloc-1", "10.0.0.5")]) },
        calls: [
          (
            "AssociateNatGatewayAddress",
            ["NatGatewayId": "nat-1", "AllocationId.1": "eipalloc-2"]
          ),
          ("DisassociateNatGatewayAddress", ["AssociationId.1": "eipassoc-0"]),
        ]),
      RecordedChange(
        "secondary_private_ip_addresses", of: closed(["10.0.0.5"]), closed(["10.0.0.6"]),
        id: "nat-1", reads: { told("private", [("", $0 ? "10.0.0.6" : "10.0.0.5")]) },
        calls: [
          ("AssignPrivateNatGatewayAddress", ["PrivateIpAddress.1": "10.0.0.6"]),
          ("UnassignPrivateNatGatewayAddress", ["PrivateIpAddress.1": "10.0.0.5"]),
        ]),
      RecordedChange(
        "secondary_private_ip_address_count", of: closed(count: 1), closed(count: 2), id: "nat-1",
        reads: {
          told("private", [("", "10.0.0.5"), ("", "10.0.0.6")].prefix($0 ? 2 : 1).map { $0 })
        },
        calls: [("AssignPrivateNatGatewayAddress", ["PrivateIpAddressCount": "1"])]),
    ]
  }()

  static let routes: [RecordedChange] = {
    let targets: [(String, String, RouteTarget, RouteTarget, String, String)] = [
      (
        "transit_gateway_id", "transitGatewayId", .transitGateway("tgw-1"),
        .transitGateway("tgw-2"), "TransitGatewayId", "tgw-"
      ),
      (
        "vpc_peering_connection_id", "vpcPeeringConnectionId", .peering("pcx-1"),
        .peering("pcx-2"), "VpcPeeringConnectionId", "pcx-"
      ),
      (
        "vpc_endpoint_id", "gatewayId", .endpoint("vpce-1"), .endpoint("vpce-2"), "VpcEndpointId",
        "vpce-"
      ),
      (
        "egress_only_gateway_id", "egressOnlyInternetGatewayId", .egressOnlyGateway("eigw-1"),
        .egressOnlyGateway("eigw-2"), "EgressOnlyInternetGatewayId", "eigw-"
      ),
    ]
    return targets.map { argument, element, before, after, member, start in
      let isIPv6 = argument == "egress_only_gateway_id"
      let network = isIPv6 ? "2001:db8::/56" : "10.0.0.0/8"
      let destination: RouteDestination =
        isIPv6 ? .ipv6Network(Value(IPv6CIDR(network))) : .network(Value(CIDR(network)))
      return RecordedChange(
        argument, of: AWSRoute("recorded", table: "rtb-1", destination, to: before),
        AWSRoute("recorded", table: "rtb-1", destination, to: after), id: "rtb-1_\(network)",
        reads: { isChanged in
          let block = isIPv6 ? "destinationIpv6CidrBlock" : "destinationCidrBlock"
          let route = """
            <\(block)>\(network)</\(block)><\(element)>\(start)\(isChanged ? 2 : 1)</\(element)>
            <state>active</state><origin>CreateRoute</origin>
            """
          let content = """
            <routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId>
            <routeSet><item>\(route)</item></routeSet>
            """
          return ["DescribeRouteTables": item("routeTableSet", content)]
        },
        calls: [
          ("ReplaceRoute", ["RouteTableId": "rtb-1", member: .string("\(start)2")])
        ])
    }
  }()

  static let networks = [
    RecordedChange(
      "instance_tenancy", of: AWSVPC("recorded", cidrBlock: "10.0.0.0/16", tenancy: .dedicated),
      AWSVPC("recorded", cidrBlock: "10.0.0.0/16", tenancy: .shared), id: "vpc-1",
      reads: { isChanged in
        let content = """
          <vpcId>vpc-1</vpcId><state>available</state><cidrBlock>10.0.0.0/16</cidrBlock>
          <instanceTenancy>\(isChanged ? "default" : "dedicated")</instanceTenancy>
          """
        return ["DescribeVpcs": item("vpcSet", content)]
      },
      calls: [("ModifyVpcTenancy", ["VpcId": "vpc-1", "InstanceTenancy": "default"])]),
    RecordedChange(
      "associate_with_private_ip",
      of: AWSEIP("recorded", domain: .vpc, interface: "eni-1", privateAddress: "10.0.0.5"),
      AWSEIP("recorded", domain: .vpc, interface: "eni-1", privateAddress: "10.0.0.6"),
      id: "eipalloc-1",
      reads: { isChanged in
        let content = """
          <allocationId>eipalloc-1</allocationId><publicIp>198.51.100.7</publicIp>
          <domain>vpc</domain><associationId>eipassoc-1</associationId>
          <networkInterfaceId>eni-1</networkInterfaceId>
          <privateIpAddress>10.0.0.\(isChanged ? 6 : 5)</privateIpAddress>
          """
        return ["DescribeAddresses": item("addressesSet", content)]
      },
      calls: [
        (
          "AssociateAddress",
          [
            "AllocationId": "eipalloc-1", "NetworkInterfaceId": "eni-1",
            "PrivateIpAddress": "10.0.0.6", "AllowReassociation": "true",
          ]
        )
      ]),
  ]
}
