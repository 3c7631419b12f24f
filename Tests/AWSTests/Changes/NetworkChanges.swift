import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  static let otherTags: Tags = ["Name": "full", "team": "other"]

  static let networks = [
    ChangedSample(
      to: AWSVPC(
        "full", cidrBlock: "10.1.0.0/16", tenancy: .dedicated, dnsSupport: false,
        dnsHostnames: false, addressMetrics: true, ipv6: false, tags: otherTags)),
    ChangedSample(
      AWSVPC("full", cidrBlock: "10.0.0.0/16", tenancy: .dedicated),
      AWSVPC("full", cidrBlock: "10.0.0.0/16", tenancy: .shared)),
    ChangedSample(
      to: AWSSubnet(
        "full", vpc: "vpc-0123456789abcdef1", cidrBlock: "10.0.1.0/24", zone: "us-east-1b",
        ipv6CIDRBlock: "2001:db8:0:1::/64", ipv6Only: false, publicAddresses: false,
        ipv6Addresses: false, dns64: false, nameRecords: false, ipv6NameRecords: false,
        hostnames: .address, tags: otherTags)),
    ChangedSample(
      AWSSubnet(
        "six", vpc: "vpc-0123456789abcdef0", ipv6CIDRBlock: "2001:db8::/64", ipv6Only: false),
      AWSSubnet(
        "six", vpc: "vpc-0123456789abcdef0", ipv6CIDRBlock: "2001:db8::/64", ipv6Only: true)),
    ChangedSample(
      to: AWSInternetGateway("full", vpc: "vpc-0123456789abcdef1", tags: otherTags)),
    ChangedSample(
      to: AWSEIP(
        "full", domain: .vpc, interface: "eni-0123456789abcdef1", privateAddress: "10.0.0.10",
        address: "198.51.100.8", borderGroup: "us-east-2", pool: "own", tags: otherTags)),
    ChangedSample(to: AWSEIP("machine", domain: .vpc, instance: "i-0123456789abcdef1")),
    ChangedSample(
      to: AWSNATGateway(
        "full", subnet: "subnet-0123456789abcdef1", allocation: "eipalloc-0123456789abcdef2",
        connectivity: .closed, privateAddress: "10.0.0.19",
        secondaryAllocations: ["eipalloc-0123456789abcdef3"], secondaryAddresses: ["10.0.0.11"],
        tags: otherTags)),
    ChangedSample(
      to: AWSNATGateway(
        "counted", subnet: "subnet-0123456789abcdef0", connectivity: .closed,
        secondaryAddressCount: 3)),
  ]

  static let routes =
    [
      ChangedSample(to: AWSRouteTable("full", vpc: "vpc-0123456789abcdef1", tags: otherTags)),
      ChangedSample(
        to: AWSRouteTableAssociation(
          "full", subnet: "subnet-0123456789abcdef1", routeTable: "rtb-0123456789abcdef1")),
      ChangedSample(
        to: AWSRouteTableAssociation(
          "edge", gateway: "igw-0123456789abcdef1", routeTable: "rtb-0123456789abcdef0")),
    ] + destinations
    + targets.map { before, after in
      ChangedSample(
        AWSRoute(
          "full", table: "rtb-0123456789abcdef0", .network(Value(.everywhere)), to: before),
        AWSRoute("full", table: "rtb-0123456789abcdef0", .network(Value(.everywhere)), to: after))
    }

  private static let destinations = [
    (RouteDestination.network("10.1.0.0/16"), RouteDestination.network("10.2.0.0/16")),
    (.ipv6Network("2001:db8::/56"), .ipv6Network("2001:db8:1::/56")),
    (.prefixList("pl-0123456789abcdef0"), .prefixList("pl-0123456789abcdef1")),
  ].map { before, after in
    ChangedSample(
      AWSRoute(
        "full", table: "rtb-0123456789abcdef0", before, to: .natGateway("nat-0123456789abcdef0")),
      AWSRoute(
        "full", table: "rtb-0123456789abcdef1", after, to: .natGateway("nat-0123456789abcdef0")))
  }

  private static let targets: [(RouteTarget, RouteTarget)] = [
    (.internetGateway("igw-0123456789abcdef0"), .internetGateway("igw-0123456789abcdef1")),
    (.natGateway("nat-0123456789abcdef0"), .natGateway("nat-0123456789abcdef1")),
    (.networkInterface("eni-0123456789abcdef0"), .networkInterface("eni-0123456789abcdef1")),
    (.endpoint("vpce-0123456789abcdef0"), .endpoint("vpce-0123456789abcdef1")),
    (.peering("pcx-0123456789abcdef0"), .peering("pcx-0123456789abcdef1")),
    (.transitGateway("tgw-0123456789abcdef0"), .transitGateway("tgw-0123456789abcdef1")),
    (.egressOnlyGateway("eigw-0123456789abcdef0"), .egressOnlyGateway("eigw-0123456789abcdef1")),
  ]
}
