import AWS
import InfraDSL
import InfraModel

/// An environment with the types of balancing and the firewall.
struct EdgeStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core"]) }

  var body: [Declaration] {
    let tags: Tags = ["version": isSecond ? "two" : "one"]
    let main = AWSVPC("main", cidrBlock: "10.0.0.0/16", tags: tags)
    main
    let a = AWSSubnet("a", vpc: main.id, cidrBlock: "10.0.0.0/24", zone: "eu-central-1a")
    a
    let b = AWSSubnet("b", vpc: main.id, cidrBlock: "10.0.1.0/24", zone: "eu-central-1b")
    b
    let web = AWSSecurityGroup("web", name: Value(SecurityGroupName("\(prefix)-web")), vpc: main.id)
    web
    let edge = AWSLB(
      "edge", name: Value(BalancerName("\(prefix)-edge")), securityGroups: [web.id],
      subnets: [a.id, b.id], idleTimeout: .seconds(isSecond ? 90 : 30),
      hasHTTP2: !isSecond, dropsInvalidHeaders: true, tags: tags)
    edge
    let blue = group("blue", main)
    blue
    let green = group("green", main)
    green
    let http = AWSLBListener(
      "http", balancer: edge.arn, port: 80, transport: .http,
      actions: [
        isSecond
          ? .forward([WeightedTarget(blue.arn, 50), WeightedTarget(green.arn, 50)])
          : .forward(to: blue.arn)
      ], tags: tags)
    http
    AWSLBListenerRule(
      "api", listener: http.arn, priority: isSecond ? 20 : 10,
      conditions: [.path(isSecond ? "/v2/*" : "/v1/*"), .host("example.org")],
      actions: [.answer(FixedAnswer(isSecond ? 404 : 503, body: "none"))], tags: tags)
    firewall(edge, tags)
  }

  private func group(_ key: String, _ vpc: AWSVPC) -> AWSLBTargetGroup {
    AWSLBTargetGroup(
      key, name: Value(BalancerName("\(prefix)-\(key)")), port: 8_080, transport: .http,
      vpc: vpc.id, targets: .addresses,
      deregistrationDelay: .seconds(isSecond ? 60 : 30), algorithm: .leastOutstanding,
      healthCheck: TargetHealthCheck(
        path: isSecond ? "/ready" : "/health", matcher: "200", interval: .seconds(10),
        timeout: .seconds(5), healthyThreshold: 2, unhealthyThreshold: 3),
      stickiness: .cookie(lasting: .hours(isSecond ? 2 : 1)),
      tags: ["version": isSecond ? "two" : "one"])
  }

  @DeclarationBuilder private func firewall(_ edge: AWSLB, _ tags: Tags) -> [Declaration] {
    let acl = AWSWAFv2WebACL(
      "edge", name: Value(WebACLName("\(prefix)-edge")), scope: .regional, byDefault: .allow,
      description: Value(isSecond ? "second" : "first"),
      rules: [
        WAFRule("rate", priority: 1, .rate(limit: isSecond ? 500 : 2_000), do: .block),
        WAFRule("common", priority: 2, .managed("AWSManagedRulesCommonRuleSet")),
        WAFRule(
          "admin", priority: 3,
          .all([
            .text(WAFTextMatch("/admin", in: .path, at: .beginning)), .not(.countries(["DE"])),
          ]), do: .block),
      ], tags: tags)
    acl
    AWSWAFv2WebACLAssociation("edge", resource: edge.arn.ofAnyKind, webACL: acl.arn)
  }
}
