import InfraDSL
import InfraModel

@testable import AWS

/// Resources of each type that give every argument a value; some need more than one for it, since
/// their arguments exclude each other.
enum FullSamples {
  static let tags: Tags = ["Name": "full", "team": "core"]
  static let key: Value<ARN<AWSKMSKey>> = "arn:aws:kms:us-east-1:123456789012:key/0"
  static let group: Value<ARN<AWSLBTargetGroup>> =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/full/0123456789abcdef"
  static let acl = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/full/0"
  static let allowed = PolicyDocument(
    .allow("sqs:SendMessage", on: "*", by: [.account("123456789012")]))

  static let resources: [any Resource] =
    network + routes + access + balancing + listeners + firewall + identity + secrets + logs
    + storage + storageRules + messaging + names
  static let all: [any Described] = resources + sources

  /// All of them in one environment.
  static let lowered = Lowering.lower(files: NoFiles()) { _ in
    Sample(declarations: all.map { .resource($0) })
  }

  static let sources: [any DataSource] = [
    AWSAvailabilityZones(
      "full", state: .available, excluding: ["us-east-1e"], excludingIDs: ["use1-az3"],
      filters: [SourceFilter("opt-in-status", ["opt-in-not-required"])], includingAll: true),
    AWSCallerIdentity("full"),
    AWSCurrentRegion("full", name: "us-east-1", endpoint: "ec2.us-east-1.amazonaws.com"),
    AWSAMI(
      "full", owners: ["amazon"], mostRecent: true,
      filters: [SourceFilter("name", ["al2023-ami-2023.*"])], executableBy: ["all"],
      includingDeprecated: true),
  ]

  static let network: [any Resource] = [
    AWSVPC(
      "full", cidrBlock: "10.0.0.0/16", tenancy: .shared, dnsSupport: true, dnsHostnames: true,
      addressMetrics: false, ipv6: true, tags: tags),
    AWSSubnet(
      "full", vpc: "vpc-0123456789abcdef0", cidrBlock: "10.0.0.0/24", zone: "us-east-1a",
      ipv6CIDRBlock: "2001:db8::/64", ipv6Only: false, publicAddresses: true,
      ipv6Addresses: true, dns64: true, nameRecords: true, ipv6NameRecords: true,
      hostnames: .identifier, tags: tags),
    AWSInternetGateway("full", vpc: "vpc-0123456789abcdef0", tags: tags),
    AWSEIP(
      "full", domain: .vpc, interface: "eni-0123456789abcdef0", privateAddress: "10.0.0.9",
      address: "198.51.100.7", borderGroup: "us-east-1", pool: "amazon", tags: tags),
    AWSEIP("machine", domain: .vpc, instance: "i-0123456789abcdef0"),
    AWSNATGateway(
      "full", subnet: "subnet-0123456789abcdef0", allocation: "eipalloc-0123456789abcdef0",
      connectivity: .open, privateAddress: "10.0.0.9",
      secondaryAllocations: ["eipalloc-0123456789abcdef1"], secondaryAddresses: ["10.0.0.10"],
      tags: tags),
    AWSNATGateway(
      "counted", subnet: "subnet-0123456789abcdef0", connectivity: .closed,
      secondaryAddressCount: 2),
  ]

  static let routes: [any Resource] =
    [
      AWSRouteTable("full", vpc: "vpc-0123456789abcdef0", tags: tags),
      AWSRouteTableAssociation(
        "full", subnet: "subnet-0123456789abcdef0", routeTable: "rtb-0123456789abcdef0"),
      AWSRouteTableAssociation(
        "edge", gateway: "igw-0123456789abcdef0", routeTable: "rtb-0123456789abcdef0"),
      AWSRoute(
        "six", table: "rtb-0123456789abcdef0", .ipv6Network(Value(.everywhere)),
        to: .egressOnlyGateway("eigw-0123456789abcdef0")),
      AWSRoute(
        "list", table: "rtb-0123456789abcdef0", .prefixList("pl-0123456789abcdef0"),
        to: .transitGateway("tgw-0123456789abcdef0")),
    ]
    + targets.enumerated().map { index, target in
      AWSRoute(
        "to-\(index)", table: "rtb-0123456789abcdef0", .network(Value(.everywhere)), to: target)
    }

  private static let targets: [RouteTarget] = [
    .internetGateway("igw-0123456789abcdef0"), .natGateway("nat-0123456789abcdef0"),
    .networkInterface("eni-0123456789abcdef0"), .endpoint("vpce-0123456789abcdef0"),
    .peering("pcx-0123456789abcdef0"),
  ]

  static let access: [any Resource] =
    [
      AWSSecurityGroup(
        "full", name: "full", description: "all of it", vpc: "vpc-0123456789abcdef0",
        incoming: [
          InlineRule(
            .tcp(80), networks: ["0.0.0.0/0"], ipv6Networks: ["::/0"],
            groups: ["sg-0123456789abcdef1"], prefixLists: ["pl-0123456789abcdef0"],
            itself: true, description: "all of it")
        ],
        outgoing: [InlineRule(.all, networks: ["0.0.0.0/0"])], revokesRulesOnDelete: true,
        tags: tags),
      AWSVPCEndpoint(
        "full", vpc: "vpc-0123456789abcdef0", service: "com.amazonaws.us-east-1.ecr.api",
        serviceRegion: "us-east-1", kind: .interface, routeTables: ["rtb-0123456789abcdef0"],
        subnets: ["subnet-0123456789abcdef0"], securityGroups: ["sg-0123456789abcdef0"],
        hasPrivateDNS: true, addressType: .ipv4,
        dnsOptions: .init(.ipv4, forInboundAlone: false),
        policy: PolicyDocument(.allow("*", on: "*", by: [.everyone])), acceptsItself: true,
        tags: tags),
    ]
    + peers.enumerated().flatMap { index, peer -> [any Resource] in
      [
        AWSVPCSecurityGroupIngressRule(
          "in-\(index)", securityGroup: "sg-0123456789abcdef0", .tcp(8_000, to: 8_080),
          from: peer, description: "all of it", tags: tags),
        AWSVPCSecurityGroupEgressRule(
          "out-\(index)", securityGroup: "sg-0123456789abcdef0", .udp(53), to: peer,
          description: "all of it", tags: tags),
      ]
    }

  private static let peers: [SecurityGroupPeer] = [
    .network("10.0.0.0/8"), .ipv6Network("2001:db8::/56"), .group("sg-0123456789abcdef1"),
    .prefixList("pl-0123456789abcdef0"),
  ]

  static let identity: [any Resource] = [
    AWSIAMRole(
      "full", name: "full", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"),
      description: "all of it", path: "/service/", maxSession: .hours(2),
      boundary: "arn:aws:iam::123456789012:policy/bound", detachesOnDelete: true, tags: tags),
    AWSIAMPolicy(
      "full", PolicyDocument(.allow("s3:GetObject", on: "*")), name: "full",
      description: "all of it", path: "/service/", tags: tags),
    AWSIAMRolePolicy(
      "full", role: "full", policy: PolicyDocument(.allow("s3:GetObject", on: "*")),
      name: "read"),
    AWSIAMRolePolicyAttachment(
      "full", role: "full", policy: "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    AWSIAMOpenIDConnectProvider(
      "full", url: "https://token.actions.githubusercontent.com", clients: ["sts.amazonaws.com"],
      thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1"], tags: tags),
  ]

  static let secrets: [any Resource] = [
    AWSKMSKey(
      "full", description: "all of it", usage: .encryption, spec: .symmetric,
      policy: PolicyDocument(.allow("kms:*", on: "*", by: [.account("123456789012")])),
      skipsLockoutCheck: false, enabled: true, rotates: true, rotationPeriod: .days(90),
      deletionWindow: .days(7), isMultiRegion: false, tags: tags),
    AWSKMSAlias("full", name: "alias/full", target: key.asKey),
    AWSSecretsManagerSecret(
      "full", name: "prod/full", description: "all of it", kmsKey: "alias/full",
      policy: PolicyDocument(
        .allow("secretsmanager:GetSecretValue", on: "*", by: [.account("123456789012")])),
      recoveryWindow: .days(7), replicas: [SecretReplica("eu-west-1", kmsKey: "alias/full")],
      overwritesReplicas: true, tags: tags),
    AWSSecretsManagerSecretVersion(
      "full", secret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:full-abcdef",
      content: .secret(.environment("TOKEN")), stages: ["AWSCURRENT"]),
    AWSSSMParameter(
      "full", name: "/prod/full", type: .string, text: "100", description: "all of it",
      tier: .standard, dataType: .text, allowedPattern: "^[0-9]+$",
      tags: tags),
    AWSSSMParameter(
      "secret", name: "/prod/secret", type: .secret, secret: .secret(.environment("TOKEN")),
      kmsKey: "alias/full"),
  ]

  static let logs: [any Resource] = [
    AWSCloudWatchLogGroup(
      "full", name: "/ecs/full", retention: .days(30), kmsKey: key, storageClass: .standard,
      outlivesDeclaration: false, tags: tags)
  ]

  static let messaging: [any Resource] = [
    AWSSQSQueue(
      "full", name: "full.fifo", visibilityTimeout: .seconds(60), retention: .days(1),
      maxMessageSize: .kibibytes(64), delay: .seconds(5), receiveWait: .seconds(20),
      isFIFO: true, deduplicatesByContent: true, deduplicationScope: .messageGroup,
      throughputLimit: .perMessageGroup, policy: allowed,
      deadLetters: RedrivePolicy(to: "arn:aws:sqs:us-east-1:123456789012:dead.fifo", after: 3),
      deadLetterSources: .all, kmsKey: "alias/aws/sqs", dataKeyReuse: .minutes(5), tags: tags),
    AWSSQSQueue(
      "dead", name: "dead", deadLetterSources: .queues(["arn:aws:sqs:us-east-1:123456789012:a"]),
      isEncryptedBySQS: true),
  ]

  static let names: [any Resource] = [
    AWSRoute53Zone(
      "full", name: "example.org", comment: "all of it", deletesRecords: true,
      vpcs: [ZoneVPC("vpc-0123456789abcdef0", region: "us-east-1")], tags: tags),
    AWSRoute53Zone("open", name: "example.com", delegationSet: "N1PA6795SAMPLE"),
  ]
}
