import AWS
import InfraDSL
import InfraModel

extension GroundLives {
  static func networks(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let vpc = Value(VPCID(ground.vpcs[0]))
    let subnet = Value(SubnetID(ground.subnets[0]))
    return [
      (
        "vpc",
        TypeLife(
          AWSVPC(
            "lived", cidrBlock: "10.40.0.0/16", dnsSupport: true, dnsHostnames: false,
            addressMetrics: false, ipv6: false, tags: tags),
          AWSVPC(
            "lived", cidrBlock: "10.40.0.0/16", dnsSupport: false, dnsHostnames: true,
            addressMetrics: true, ipv6: true, tags: otherTags), leavingOut: ["tags"],
          lacking: ["ipv6_cidr_block"])
      ),
      (
        "subnet",
        TypeLife(
          AWSSubnet(
            "lived", vpc: vpc, cidrBlock: "10.30.9.0/24", zone: "eu-central-1a",
            ipv6CIDRBlock: Value(IPv6CIDR(ground.ipv6Networks[0])), publicAddresses: false,
            ipv6Addresses: false, dns64: false, nameRecords: false, ipv6NameRecords: false,
            hostnames: .address, tags: tags),
          AWSSubnet(
            "lived", vpc: vpc, cidrBlock: "10.30.9.0/24", zone: "eu-central-1a",
            ipv6CIDRBlock: Value(IPv6CIDR(ground.ipv6Networks[1])), publicAddresses: true,
            ipv6Addresses: true, dns64: true, nameRecords: true, ipv6NameRecords: true,
            hostnames: .identifier, tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "internet gateway",
        TypeLife(
          AWSInternetGateway("lived", vpc: Value(VPCID(ground.vpcs[2])), tags: tags),
          AWSInternetGateway("lived", vpc: Value(VPCID(ground.vpcs[3])), tags: otherTags),
          leavingOut: ["vpc_id", "tags"])
      ),
      (
        "address of an interface",
        TypeLife(
          AWSEIP(
            "lived", domain: .vpc, interface: Value(NetworkInterfaceID(ground.interfaces[0])),
            tags: tags),
          AWSEIP(
            "lived", domain: .vpc, interface: Value(NetworkInterfaceID(ground.interfaces[1])),
            tags: otherTags), leavingOut: ["network_interface", "tags"])
      ),
      (
        "address of a machine",
        TypeLife(
          AWSEIP("lived", domain: .vpc, instance: Value(AWS.InstanceID(ground.machines[0]))),
          AWSEIP("lived", domain: .vpc, instance: Value(AWS.InstanceID(ground.machines[1]))),
          leavingOut: ["instance"])
      ),
      (
        "NAT gateway",
        TypeLife(
          AWSNATGateway(
            "lived", subnet: subnet, allocation: Value(AllocationID(ground.allocations[0])),
            tags: tags),
          AWSNATGateway(
            "lived", subnet: subnet, allocation: Value(AllocationID(ground.allocations[0])),
            tags: otherTags), leavingOut: ["tags"])
      ),
    ]
  }

  static func routes(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let vpc = Value(VPCID(ground.vpcs[0]))
    let table = Value(RouteTableID(ground.routeTables[0]))
    let targets: [(String, RouteTarget, RouteTarget)] = [
      (
        "internet gateway", .internetGateway(Value(InternetGatewayID(ground.gateways[0]))),
        .internetGateway(Value(InternetGatewayID(ground.gateways[1])))
      ),
      (
        "NAT gateway", .natGateway(Value(NATGatewayID(ground.natGateways[0]))),
        .natGateway(Value(NATGatewayID(ground.natGateways[1])))
      ),
      (
        "interface", .networkInterface(Value(NetworkInterfaceID(ground.interfaces[0]))),
        .networkInterface(Value(NetworkInterfaceID(ground.interfaces[1])))
      ),
    ]
    let ways = targets.enumerated().map { index, target in
      let network = Value(CIDR("10.\(50 + index).0.0/16"))
      return (
        name: "route by \(target.0)",
        life: TypeLife(
          AWSRoute("lived", table: table, .network(network), to: target.1),
          AWSRoute("lived", table: table, .network(network), to: target.2),
          importedAs: { arguments, _ in
            "\(arguments["route_table_id"]?.string ?? "")_"
              + "\(arguments["destination_cidr_block"]?.string ?? "")"
          })
      )
    }
    return ways + [
      (
        "route table",
        TypeLife(
          AWSRouteTable("lived", vpc: vpc, tags: tags),
          AWSRouteTable("lived", vpc: vpc, tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "association of a route table",
        TypeLife(
          AWSRouteTableAssociation(
            "lived", subnet: Value(SubnetID(ground.subnets[2])), routeTable: table),
          AWSRouteTableAssociation(
            "lived", subnet: Value(SubnetID(ground.subnets[2])),
            routeTable: Value(RouteTableID(ground.routeTables[1]))),
          importedAs: { arguments, _ in
            "\(arguments["subnet_id"]?.string ?? "")/\(arguments["route_table_id"]?.string ?? "")"
          })
      ),
    ]
  }

  static func access(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let group = Value(SecurityGroupID(ground.securityGroups[0]))
    let other = Value(SecurityGroupID(ground.securityGroups[1]))
    let peers: [(String, SecurityGroupPeer, SecurityGroupPeer)] = [
      ("a network", .network("10.0.0.0/8"), .network("10.0.0.0/16")),
      ("an IPv6 network", .ipv6Network("2001:db8::/56"), .ipv6Network("2001:db8::/48")),
      ("a group", .group(group), .group(other)),
      ("a list", .prefixList("pl-0123456789abcdef0"), .prefixList("pl-0123456789abcdef1")),
    ]
    let rules = peers.flatMap { name, before, after in
      [
        (
          name: "rule in from \(name)",
          life: TypeLife(
            AWSVPCSecurityGroupIngressRule(
              "lived", securityGroup: group, .tcp(80, to: 90), from: before, description: "one",
              tags: tags),
            AWSVPCSecurityGroupIngressRule(
              "lived", securityGroup: group, .udp(85, to: 95), from: after, description: "two",
              tags: otherTags), leavingOut: ["tags"])
        ),
        (
          name: "rule out to \(name)",
          life: TypeLife(
            AWSVPCSecurityGroupEgressRule(
              "lived", securityGroup: group, .tcp(80, to: 90), to: before, description: "one",
              tags: tags),
            AWSVPCSecurityGroupEgressRule(
              "lived", securityGroup: group, .udp(85, to: 95), to: after, description: "two",
              tags: otherTags), leavingOut: ["tags"])
        ),
      ]
    }
    return rules
  }

  static func groups(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let vpc = Value(VPCID(ground.vpcs[0]))
    let group = Value(SecurityGroupID(ground.securityGroups[0]))
    let other = Value(SecurityGroupID(ground.securityGroups[1]))
    return [
      (
        "security group",
        TypeLife(
          AWSSecurityGroup(
            "lived", name: "grown-lived", description: "of a test", vpc: vpc,
            incoming: [InlineRule(.tcp(6_379), groups: [group], description: "cache")],
            outgoing: [InlineRule(.tcp(443), networks: ["0.0.0.0/0"])], tags: tags),
          AWSSecurityGroup(
            "lived", name: "grown-lived", description: "of a test", vpc: vpc,
            incoming: [InlineRule(.tcp(6_380), groups: [other], description: "cache")],
            outgoing: [InlineRule(.udp(53), networks: ["10.0.0.0/8"])],
            revokesRulesOnDelete: true, tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "endpoint of a route table",
        TypeLife(
          AWSVPCEndpoint(
            "lived", vpc: vpc, service: "com.amazonaws.eu-central-1.s3", kind: .gateway,
            routeTables: [Value(RouteTableID(ground.routeTables[0]))],
            policy: PolicyDocument(.allow("s3:*", on: "*", by: [.everyone])), tags: tags),
          AWSVPCEndpoint(
            "lived", vpc: vpc, service: "com.amazonaws.eu-central-1.s3", kind: .gateway,
            routeTables: [Value(RouteTableID(ground.routeTables[1]))],
            policy: PolicyDocument(.allow("s3:GetObject", on: "*", by: [.everyone])),
            tags: otherTags), leavingOut: ["tags"], lacking: ["cidr_blocks"])
      ),
      (
        "endpoint of subnets",
        TypeLife(
          AWSVPCEndpoint(
            "lived", vpc: vpc, service: "com.amazonaws.eu-central-1.sqs", kind: .interface,
            subnets: [Value(SubnetID(ground.subnets[0]))], securityGroups: [group],
            hasPrivateDNS: false, addressType: .ipv4, dnsOptions: .init(.ipv4)),
          AWSVPCEndpoint(
            "lived", vpc: vpc, service: "com.amazonaws.eu-central-1.sqs", kind: .interface,
            subnets: [Value(SubnetID(ground.subnets[1]))], securityGroups: [other],
            hasPrivateDNS: true, addressType: .dualstack, dnsOptions: .init(.dualstack)),
          lacking: ["prefix_list_id", "cidr_blocks"])
      ),
    ]
  }
}
