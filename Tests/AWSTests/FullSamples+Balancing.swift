import InfraDSL
import InfraModel

@testable import AWS

extension FullSamples {
  static let balancing: [any Resource] = [
    AWSLB(
      "full", name: "full", kind: .application, isInternal: false,
      securityGroups: ["sg-0123456789abcdef0"],
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"], addressType: .ipv4,
      idleTimeout: .seconds(30), clientKeepAlive: .minutes(10), isProtected: true,
      crossesZones: true, hasHTTP2: false, dropsInvalidHeaders: true, preservesHost: true,
      forwardedFor: .preserve, forwardsClientPort: true, forwardsTLS: true,
      desyncMitigation: .strictest, opensWithoutWAF: true, hasZonalShift: true,
      minimumCapacity: .init(units: 100), accessLogs: BalancerLogs("example-logs", prefix: "a"),
      connectionLogs: BalancerLogs("example-logs", isEnabled: false), tags: tags),
    AWSLB(
      "network", kind: .network, isInternal: true,
      mappings: [
        SubnetMapping("subnet-0123456789abcdef0", privateAddress: "10.0.0.9"),
        SubnetMapping(
          "subnet-0123456789abcdef1", allocation: "eipalloc-0123456789abcdef0",
          ipv6Address: "2001:db8::1"),
      ],
      clientRouting: .ownZone, privateLinkRules: .on),
    AWSLBTargetGroup(
      "full", name: "full", port: 8_080, transport: .http, httpVersion: .http1,
      vpc: "vpc-0123456789abcdef0", targets: .addresses, addressType: .ipv4,
      deregistrationDelay: .seconds(30), slowStart: .seconds(30), algorithm: .weightedRandom,
      anomalyMitigation: .on, crossZone: .asBalancer,
      healthCheck: TargetHealthCheck(
        path: "/health", matcher: "200-299", port: 8_081, transport: .http,
        interval: .seconds(10), timeout: .seconds(5), healthyThreshold: 2, unhealthyThreshold: 3,
        isEnabled: true),
      stickiness: .cookie(named: "session", lasting: .hours(1)),
      healthThresholds: TargetHealthThresholds(inDNS: 1, forRouting: 1), tags: tags),
    AWSLBTargetGroup(
      "network", port: 53, transport: .tcp, vpc: "vpc-0123456789abcdef0",
      endsConnections: true, preservesClientAddress: true, hasProxyProtocol: true,
      stickiness: .sourceAddress),
    AWSLBTargetGroup("function", targets: .function, hasMultiValueHeaders: true),
  ]

  static let listeners: [any Resource] = [
    AWSLBListener(
      "full", balancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0",
      port: 443, transport: .https, certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0",
      tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      actions: [
        .weighted([WeightedTarget(group, 90), WeightedTarget(group, 10)], sticky: .hours(1))
      ],
      clientCertificates: .checked(
        by: "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/a/0",
        ignoringExpiry: true),
      strictTransportSecurity: "max-age=31536000", contentSecurityPolicy: "default-src 'self'",
      contentTypeOptions: "nosniff", frameOptions: "DENY", namesServer: false, tags: tags),
    AWSLBListener(
      "network",
      balancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/0",
      port: 443, transport: .tls, certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0",
      alpnPolicy: .http2Preferred, actions: [.forward(to: group)], idleTimeout: .seconds(350)),
    AWSLBListenerRule(
      "full", listener: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/0/0",
      priority: 10,
      conditions: [
        .host("example.org"), .path("/api/*"), .header("X-Test", ["a"]), .methods(["GET"]),
        .queries([.init("a", "b"), .init(nil, "c")]), .sources(["10.0.0.0/8"]),
      ],
      actions: [
        .redirect(Redirect(scheme: "HTTPS", host: "a", port: "443", path: "/", query: "q"))
      ],
      tags: tags),
    AWSLBListenerRule(
      "answer", listener: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/0/0",
      priority: 20, conditions: [.path("/")], actions: [.answer(FixedAnswer(404, body: "none"))]),
  ]

  static let firewall: [any Resource] = [
    AWSWAFv2WebACL(
      "full", name: "full", scope: .regional, byDefault: .allow, description: "all of it",
      rules: [
        WAFRule("rate", priority: 1, .rate(limit: 2_000, within: .oneMinute), do: .block),
        WAFRule(
          "proxied", priority: 2,
          .tooMany(
            WAFRate(limit: 100, forwarded: "X-Forwarded-For"), among: .countries(["DE", "FR"])),
          do: .captcha),
        WAFRule(
          "common", priority: 3,
          .managed(
            "AWSManagedRulesCommonRuleSet", version: "Version_1.0",
            overrides: ["SizeRestrictions_BODY": .count], among: .not(.label("trusted")))),
        WAFRule(
          "text", priority: 4,
          .any([
            .text(WAFTextMatch("/admin", in: .path, at: .beginning)),
            .text(WAFTextMatch("x", in: .query, at: .anywhere, ignoringCase: false)),
            .text(WAFTextMatch("TRACE", in: .method, at: .all)),
            .text(WAFTextMatch("x", in: .body, at: .word)),
            .text(WAFTextMatch("x", in: .header("user-agent"), at: .end)),
          ]),
          do: .block(WAFAnswer(429, body: "late", headers: ["X-Reason": "late"])),
          labels: ["late"]),
        WAFRule(
          "set", priority: 5,
          .all([
            .addresses("arn:aws:wafv2:us-east-1:123456789012:regional/ipset/a/0"),
            .countries(["DE"]),
          ]),
          do: .challenge),
        WAFRule(
          "counted", priority: 6, .managed("AWSManagedRulesAmazonIpReputationList"),
          countedOnly: true),
      ],
      visibility: WAFVisibility("full", hasMetrics: true, hasSamples: false),
      responseBodies: [WAFResponseBody("late", .text, "too many requests")],
      tokenDomains: ["example.org"], tags: tags),
    AWSWAFv2WebACLAssociation(
      "full",
      resource: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0",
      webACL: Value(ARN(acl))),
  ]
}
