import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  static let otherGroup: Value<ARN<AWSLBTargetGroup>> =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/other/0123456789abcdef"

  static let balancing = [
    ChangedSample(
      to: AWSLB(
        "full", name: "other", kind: .network, isInternal: true,
        securityGroups: ["sg-0123456789abcdef1"],
        subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef2"],
        addressType: .dualstack, idleTimeout: .seconds(40), clientKeepAlive: .minutes(20),
        isProtected: false, crossesZones: false, hasHTTP2: true, dropsInvalidHeaders: false,
        preservesHost: false, forwardedFor: .remove, forwardsClientPort: false,
        forwardsTLS: false, desyncMitigation: .monitor, opensWithoutWAF: false,
        hasZonalShift: false, minimumCapacity: .init(units: 200),
        accessLogs: BalancerLogs("other-logs", prefix: "b"),
        connectionLogs: BalancerLogs("other-logs", isEnabled: true), tags: otherTags)),
    ChangedSample(
      to: AWSLB(
        "network", kind: .network, isInternal: true,
        mappings: [
          SubnetMapping("subnet-0123456789abcdef0", privateAddress: "10.0.0.19"),
          SubnetMapping("subnet-0123456789abcdef1"),
        ],
        clientRouting: .mostlyOwnZone, privateLinkRules: .off)),
    ChangedSample(
      AWSLB("guarded", kind: .network, subnets: subnets),
      AWSLB("guarded", kind: .network, securityGroups: groups, subnets: otherSubnets)),
    ChangedSample(
      AWSLB("guarded", kind: .network, securityGroups: groups, subnets: subnets),
      AWSLB("guarded", kind: .network, securityGroups: otherGroups, subnets: subnets)),
    ChangedSample(
      to: AWSLBTargetGroup(
        "full", name: "other", port: 8_081, transport: .https, httpVersion: .http2,
        vpc: "vpc-0123456789abcdef1", targets: .instances, addressType: .ipv6,
        deregistrationDelay: .seconds(40), slowStart: .seconds(40), algorithm: .leastOutstanding,
        anomalyMitigation: .off, crossZone: .yes,
        healthCheck: TargetHealthCheck(
          path: "/healthy", matcher: "200", port: 8_082, transport: .http,
          interval: .seconds(20), timeout: .seconds(6), healthyThreshold: 3,
          unhealthyThreshold: 4, isEnabled: true),
        stickiness: .cookie(lasting: .hours(2)),
        healthThresholds: TargetHealthThresholds(inDNS: 2, forRouting: 2), tags: otherTags)),
    ChangedSample(
      to: AWSLBTargetGroup(
        "network", port: 53, transport: .tcp, vpc: "vpc-0123456789abcdef0",
        endsConnections: false, preservesClientAddress: false, hasProxyProtocol: false,
        stickiness: TargetStickiness.sourceAddress.off())),
    ChangedSample(
      to: AWSLBTargetGroup("function", targets: .function, hasMultiValueHeaders: false)),
  ]

  static let listeners = [
    ChangedSample(
      to: AWSLBListener(
        "full",
        balancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/b/0",
        port: 444, transport: .http,
        certificate: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
        actions: [
          .weighted(
            [WeightedTarget(FullSamples.group, 50), WeightedTarget(otherGroup, 50)],
            sticky: .hours(2))
        ],
        clientCertificates: .passed, strictTransportSecurity: "max-age=3600",
        contentSecurityPolicy: "default-src 'none'", contentTypeOptions: "nosniff",
        frameOptions: "SAMEORIGIN", namesServer: true, tags: otherTags)),
    ChangedSample(
      AWSLBListener(
        "kind",
        balancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0",
        port: 80, transport: .http, actions: [.forward(to: FullSamples.group)]),
      AWSLBListener(
        "kind",
        balancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0",
        port: 80, transport: .http, actions: [.redirectToHTTPS],
        contentTypeOptions: "nosniff")),
    ChangedSample(
      to: AWSLBListener(
        "network",
        balancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/0",
        port: 443, transport: .tls, certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0",
        alpnPolicy: .http1Only, actions: [.forward(to: otherGroup)], idleTimeout: .seconds(360))),
    ChangedSample(
      to: AWSLBListenerRule(
        "full",
        listener: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/b/0/0",
        priority: 11,
        conditions: [
          .host("example.com"), .path("/other/*"), .header("X-Other", ["b"]), .methods(["PUT"]),
          .queries([.init("c", "d")]), .sources(["10.1.0.0/16"]),
        ],
        actions: [.answer(FixedAnswer(503, body: "later"))], tags: otherTags)),
    ChangedSample(
      to: AWSLBListenerRule(
        "answer",
        listener: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/0/0",
        priority: 20, conditions: [.path("/")], actions: [.forward(to: FullSamples.group)])),
  ]

  static let firewall = [
    ChangedSample(
      to: AWSWAFv2WebACL(
        "full", name: "other", scope: .cloudFront, byDefault: .block, description: "all",
        rules: [
          WAFRule("rate", priority: 1, .rate(limit: 1_000, within: .oneMinute), do: .block)
        ],
        visibility: WAFVisibility("other", hasMetrics: false, hasSamples: true),
        responseBodies: [WAFResponseBody("late", .text, "later")],
        tokenDomains: ["example.com"], tags: otherTags)),
    ChangedSample(
      to: AWSWAFv2WebACLAssociation(
        "full",
        resource: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/b/0",
        webACL: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/other/0")),
  ]

  /// What is changed where it is of one kind of balancer, and makes another one of another kind.
  static let balancersOfKinds =
    [AWSLB.Kind.application, .network].flatMap { kind in
      [
        balancers(kind, [], otherGroups, otherSubnets, otherSubnets),
        balancers(kind, groups, otherGroups, otherSubnets, subnets),
        balancers(kind, groups, [], subnets, ["subnet-0123456789abcdef7"]),
        mapped(kind, ["subnet-0123456789abcdef0"], otherSubnets),
        mapped(kind, otherSubnets, ["subnet-0123456789abcdef0"]),
      ]
    }

  private static func balancers(
    _ kind: AWSLB.Kind, _ groups: [Value<SecurityGroupID>],
    _ laterGroups: [Value<SecurityGroupID>], _ subnets: [Value<SubnetID>],
    _ laterSubnets: [Value<SubnetID>]
  ) -> ChangedSample {
    ChangedSample(
      AWSLB("kind", kind: kind, securityGroups: groups, subnets: subnets),
      AWSLB("kind", kind: kind, securityGroups: laterGroups, subnets: laterSubnets))
  }

  private static func mapped(
    _ kind: AWSLB.Kind, _ before: [Value<SubnetID>], _ after: [Value<SubnetID>]
  ) -> ChangedSample {
    ChangedSample(
      AWSLB("kind", kind: kind, mappings: before.map { SubnetMapping($0) }),
      AWSLB("kind", kind: kind, mappings: after.map { SubnetMapping($0) }))
  }
}
