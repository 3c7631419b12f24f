import AWS
import InfraDSL
import InfraModel

/// An environment of networks, identities and keys with everything that hangs together in them.
struct NetworkStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core", "stack": prefix]) }
  var tags: Tags { ["version": isSecond ? "two" : "one"] }

  var body: [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16", tags: tags)
    vpc
    let subnet = AWSSubnet(
      "a", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: "eu-central-1a", tags: tags)
    subnet
    ways(vpc, subnet)
    groups(vpc)
    identities
    keys
  }

  @DeclarationBuilder
  private func ways(_ vpc: AWSVPC, _ subnet: AWSSubnet) -> [Declaration] {
    let gateway = AWSInternetGateway("way", vpc: vpc.id, tags: tags)
    gateway
    let address = AWSEIP("out", domain: .vpc, tags: tags)
    address
    let nat = AWSNATGateway("out", subnet: subnet.id, allocation: address.id, tags: tags)
      .dependsOn(gateway)
    nat
    let table = AWSRouteTable("open", vpc: vpc.id, tags: tags)
    table
    let closed = AWSRouteTable("closed", vpc: vpc.id, tags: tags)
    closed
    AWSRoute(
      "out", table: table.id, .network("0.0.0.0/0"),
      to: isSecond ? .natGateway(nat.id) : .internetGateway(gateway.id))
    AWSRouteTableAssociation(
      "a", subnet: subnet.id, routeTable: isSecond ? closed.id : table.id)
    AWSVPCEndpoint(
      "s3", vpc: vpc.id, service: "com.amazonaws.eu-central-1.s3",
      routeTables: [table.id], tags: tags)
  }

  @DeclarationBuilder
  private func groups(_ vpc: AWSVPC) -> [Declaration] {
    let web = AWSSecurityGroup("web", name: "\(prefix)-web", vpc: vpc.id, tags: tags)
    web
    let data = AWSSecurityGroup(
      "data", name: "\(prefix)-data", vpc: vpc.id,
      incoming: [InlineRule(.tcp(6379), groups: [web.id], description: "cache")],
      outgoing: isSecond ? [InlineRule(.tcp(443), networks: ["0.0.0.0/0"])] : [], tags: tags)
    data
    AWSVPCSecurityGroupIngressRule(
      "http", securityGroup: web.id, .tcp(80), from: .network("0.0.0.0/0"),
      description: "the web", tags: tags)
    AWSVPCSecurityGroupEgressRule(
      "all", securityGroup: web.id, .all, to: .network("0.0.0.0/0"), tags: tags)
  }

  @DeclarationBuilder
  private var identities: [Declaration] {
    let role = AWSIAMRole(
      "task", name: "\(prefix)-task", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"),
      tags: tags)
    role
    let read = PolicyDocument(.allow(isSecond ? "s3:ListBucket" : "s3:GetObject", on: "*"))
    let policy = AWSIAMPolicy("read", read, name: "\(prefix)-read", tags: tags)
    policy
    AWSIAMRolePolicy("own", role: role.roleName, policy: read, name: "own")
    AWSIAMRolePolicyAttachment("read", role: role.roleName, policy: policy.arn)
    AWSIAMOpenIDConnectProvider(
      "github", url: "https://\(prefix).example",
      clients: ["sts.amazonaws.com"],
      thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1"], tags: tags)
  }

  @DeclarationBuilder
  private var keys: [Declaration] {
    let key = AWSKMSKey(
      "data", description: isSecond ? "two" : "one", rotates: isSecond,
      deletionWindow: .days(7), tags: tags)
    key
    AWSKMSAlias("data", name: "alias/\(prefix)", target: key.keyID)
  }
}
