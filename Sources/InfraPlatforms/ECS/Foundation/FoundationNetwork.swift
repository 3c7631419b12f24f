import AWS
import InfraDSL

/// A VPC over several zones: public subnets for balancers and the way out, private ones for all
/// that runs, and endpoints through which what has no way out reaches AWS itself.
struct FoundationNetwork: Module {
  /// How what runs in private subnets reaches the world.
  enum WayOut {
    /// A NAT gateway in each zone: a zone that is down takes no other with it.
    case perZone
    /// One NAT gateway for all: cheaper, and down with its zone.
    case single
  }

  /// One zone's subnets and way out.
  struct Zone {
    let publicSubnet: AWSSubnet
    let privateSubnet: AWSSubnet
    let table: AWSRouteTable
    let declarations: [Declaration]
  }

  var declaration: DeclarationInfo
  let vpc: AWSVPC
  let range: CIDR
  let zones: [Zone]
  let endpointGroup: AWSSecurityGroup
  let storage: AWSVPCEndpoint
  private let others: [Declaration]

  /// What tasks without a way out ask of AWS: images, logs, secrets.
  private static let services = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]

  init(
    _ key: String, name: String, region: Region, range: CIDR, zones letters: [String],
    wayOut: WayOut, file: String, line: Int
  ) {
    declaration = DeclarationInfo(kind: "FoundationNetwork", key: key, file: file, line: line)
    self.range = range
    let tags = { (part: String) -> Tags in ["Name": Value("\(name)-\(part)")] }
    let vpc = AWSVPC(
      "vpc", cidrBlock: Value(range), dnsHostnames: true, tags: ["Name": Value(name)])
    self.vpc = vpc
    let gateway = AWSInternetGateway("way", vpc: vpc.id, tags: ["Name": Value(name)])
    let open = AWSRouteTable("open", vpc: vpc.id, tags: tags("open"))
    let out = AWSRoute(
      "open", table: open.id, .network("0.0.0.0/0"), to: .internetGateway(gateway.id))
    var made: [Zone] = []
    var first: AWSNATGateway?
    for (index, letter) in letters.enumerated() {
      let part = ZonePart(
        letter: letter, zone: AvailabilityZone("\(region.text)\(letter)"), index: index,
        range: range, tags: tags)
      let (zone, gateway) = part.make(
        vpc, open, way: gateway, nat: wayOut == .single ? first : nil)
      made.append(zone)
      first = first ?? gateway
    }
    zones = made
    endpointGroup = AWSSecurityGroup(
      "endpoints", name: Value(SecurityGroupName("\(name)-foundation-endpoints")),
      description: "Endpoints of AWS's own services", vpc: vpc.id, tags: tags("endpoints"))
    let entry = AWSVPCSecurityGroupIngressRule(
      "endpoints-https", securityGroup: endpointGroup.id, .tcp(443), from: .network(Value(range)),
      description: "Everything in the VPC")
    storage = AWSVPCEndpoint(
      "s3", vpc: vpc.id, service: Value("com.amazonaws.\(region.text).s3"), kind: .gateway,
      routeTables: made.map(\.table.id), tags: tags("s3"))
    var others: [Declaration] = [
      .resource(gateway), .resource(open), .resource(out), .resource(entry),
    ]
    for service in Self.services {
      let endpoint = AWSVPCEndpoint(
        service.replacing(".", with: "-"), vpc: vpc.id,
        service: Value("com.amazonaws.\(region.text).\(service)"), kind: .interface,
        subnets: made.map(\.privateSubnet.id), securityGroups: [endpointGroup.id],
        hasPrivateDNS: true, tags: tags(service))
      others.append(.resource(endpoint))
    }
    self.others = others
  }

  var publicSubnets: [Value<SubnetID>] { zones.map(\.publicSubnet.id) }
  var privateSubnets: [Value<SubnetID>] { zones.map(\.privateSubnet.id) }

  /// The VPC's own resolver of names: the third address of its range.
  var resolver: String {
    let base = range.text.split(separator: "/").first.flatMap { IPv4.number(String($0)) }
    return IPv4.text((base ?? 0) &+ 2)
  }

  var body: [Declaration] {
    vpc
    zones.flatMap(\.declarations)
    endpointGroup
    storage
    others
  }
}

/// What is made in one zone.
private struct ZonePart {
  let letter: String
  let zone: AvailabilityZone
  let index: Int
  let range: CIDR
  let tags: (String) -> Tags

  /// A subnet of the range, a network of 16 bits: public ones have 20 bits from its beginning,
  /// private ones 19 bits from its middle.
  private func subnet(offset: UInt32, bits: UInt32) -> Value<CIDR> {
    let base = range.text.split(separator: "/").first.flatMap { IPv4.number(String($0)) } ?? 0
    let address = base &+ offset &+ UInt32(index) << (32 - bits)
    return Value(CIDR("\(IPv4.text(address))/\(bits)"))
  }

  func make(
    _ vpc: AWSVPC, _ open: AWSRouteTable, way: AWSInternetGateway, nat shared: AWSNATGateway?
  ) -> (FoundationNetwork.Zone, AWSNATGateway) {
    let publicSubnet = AWSSubnet(
      "public-\(letter)", vpc: vpc.id, cidrBlock: subnet(offset: 0, bits: 20), zone: Value(zone),
      tags: tags("public-\(letter)"))
    let privateSubnet = AWSSubnet(
      "private-\(letter)", vpc: vpc.id, cidrBlock: subnet(offset: 1 << 15, bits: 19),
      zone: Value(zone), tags: tags("private-\(letter)"))
    let table = AWSRouteTable("private-\(letter)", vpc: vpc.id, tags: tags("private-\(letter)"))
    var declarations: [Declaration] = [
      .resource(publicSubnet), .resource(privateSubnet), .resource(table),
      .resource(
        AWSRouteTableAssociation(
          "public-\(letter)", subnet: publicSubnet.id, routeTable: open.id)),
      .resource(
        AWSRouteTableAssociation(
          "private-\(letter)", subnet: privateSubnet.id, routeTable: table.id)),
    ]
    let gateway: AWSNATGateway
    if let shared {
      gateway = shared
    } else {
      let address = AWSEIP("nat-\(letter)", domain: .vpc, tags: tags("nat-\(letter)"))
      // An address and a NAT gateway are of use once the VPC has its way out.
      gateway = AWSNATGateway(
        "nat-\(letter)", subnet: publicSubnet.id, allocation: address.id,
        tags: tags("nat-\(letter)")
      ).dependsOn(way)
      declarations += [.resource(address.dependsOn(way)), .resource(gateway)]
    }
    declarations.append(
      .resource(
        AWSRoute(
          "private-\(letter)", table: table.id, .network("0.0.0.0/0"), to: .natGateway(gateway.id)))
    )
    let zone = FoundationNetwork.Zone(
      publicSubnet: publicSubnet, privateSubnet: privateSubnet, table: table,
      declarations: declarations)
    return (zone, gateway)
  }
}
