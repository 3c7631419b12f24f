import AWS
import InfraDSL
import InfraModel

extension GroundLives {
  static func balancing(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let subnets = ground.subnets.map { Value(SubnetID($0)) }
    let groups = ground.securityGroups.map { Value(SecurityGroupID($0)) }
    return [
      (
        "application balancer",
        TypeLife(
          AWSLB(
            "lived", name: "grown-lived", kind: .application, isInternal: false,
            securityGroups: [groups[0]], subnets: [subnets[0], subnets[1]], addressType: .ipv4,
            idleTimeout: .seconds(30), clientKeepAlive: .minutes(10), isProtected: false,
            hasHTTP2: false, dropsInvalidHeaders: false, preservesHost: false,
            forwardedFor: .append, forwardsClientPort: false, forwardsTLS: false,
            desyncMitigation: .defensive, opensWithoutWAF: false, hasZonalShift: false,
            accessLogs: BalancerLogs("grown-one", prefix: "a"),
            connectionLogs: BalancerLogs("grown-one", isEnabled: false), tags: tags),
          AWSLB(
            "lived", name: "grown-lived", kind: .application, isInternal: false,
            securityGroups: [groups[1]], subnets: [subnets[1], subnets[2]],
            addressType: .dualstack, idleTimeout: .seconds(40), clientKeepAlive: .minutes(20),
            isProtected: true, hasHTTP2: true, dropsInvalidHeaders: true, preservesHost: true,
            forwardedFor: .remove, forwardsClientPort: true, forwardsTLS: true,
            desyncMitigation: .monitor, opensWithoutWAF: true, hasZonalShift: true,
            accessLogs: BalancerLogs("grown-two", prefix: "b"),
            connectionLogs: BalancerLogs("grown-two", isEnabled: true), tags: otherTags),
          leavingOut: ["tags"])
      ),
      (
        "network balancer",
        TypeLife(
          AWSLB(
            "lived", name: "grown-network", kind: .network, isInternal: true,
            securityGroups: [groups[0]],
            mappings: [SubnetMapping(subnets[0]), SubnetMapping(subnets[1])],
            crossesZones: false, clientRouting: .anyZone, privateLinkRules: .on),
          AWSLB(
            "lived", name: "grown-network", kind: .network, isInternal: true,
            securityGroups: [groups[0]],
            mappings: subnets[..<3].map { SubnetMapping($0) },
            crossesZones: true, clientRouting: .ownZone, privateLinkRules: .off))
      ),
    ]
  }

  static func targets(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let vpc = Value(VPCID(ground.vpcs[0]))
    return [
      (
        "target group of HTTP",
        TypeLife(
          AWSLBTargetGroup(
            "lived", name: "grown-lived", port: 8_080, transport: .http, httpVersion: .http1,
            vpc: vpc, targets: .addresses, deregistrationDelay: .seconds(30),
            slowStart: .seconds(30), algorithm: .roundRobin, anomalyMitigation: .off,
            crossZone: .asBalancer,
            healthCheck: TargetHealthCheck(
              path: "/health", matcher: "200-299", interval: .seconds(10), timeout: .seconds(5),
              healthyThreshold: 2, unhealthyThreshold: 3),
            stickiness: .cookie(lasting: .hours(1)),
            healthThresholds: TargetHealthThresholds(inDNS: 1, forRouting: 1), tags: tags),
          AWSLBTargetGroup(
            "lived", name: "grown-lived", port: 8_080, transport: .http, httpVersion: .http1,
            vpc: vpc, targets: .addresses, deregistrationDelay: .seconds(40),
            slowStart: .seconds(40), algorithm: .leastOutstanding, anomalyMitigation: .on,
            crossZone: .yes,
            healthCheck: TargetHealthCheck(
              path: "/ready", matcher: "200", interval: .seconds(20), timeout: .seconds(6),
              healthyThreshold: 3, unhealthyThreshold: 4),
            stickiness: .cookie(named: "session", lasting: .hours(2)),
            healthThresholds: TargetHealthThresholds(inDNS: 2, forRouting: 2), tags: otherTags),
          leavingOut: ["tags"])
      ),
      (
        "target group of TCP",
        TypeLife(
          AWSLBTargetGroup(
            "lived", name: "grown-tcp", port: 53, transport: .tcp, vpc: vpc, targets: .addresses,
            endsConnections: false, preservesClientAddress: false, hasProxyProtocol: false),
          AWSLBTargetGroup(
            "lived", name: "grown-tcp", port: 53, transport: .tcp, vpc: vpc, targets: .addresses,
            endsConnections: true, preservesClientAddress: true, hasProxyProtocol: true))
      ),
      (
        "target group of a function",
        TypeLife(
          AWSLBTargetGroup(
            "lived", name: "grown-function", targets: .function, hasMultiValueHeaders: false),
          AWSLBTargetGroup(
            "lived", name: "grown-function", targets: .function, hasMultiValueHeaders: true))
      ),
    ]
  }

  static func listening(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let balancers = ground.balancers.map { Value(ARN<AWSLB>($0)) }
    let groups = ground.targetGroups.map { Value(ARN<AWSLBTargetGroup>($0)) }
    let certificates = ground.certificates.map { Value(CertificateARN($0)) }
    return [
      (
        "listener of HTTPS",
        TypeLife(
          AWSLBListener(
            "lived", balancer: balancers[0], port: 443, transport: .https,
            certificate: certificates[0],
            tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", actions: [.forward(to: groups[0])],
            clientCertificates: .off, strictTransportSecurity: "max-age=1",
            contentSecurityPolicy: "default-src 'self'", frameOptions: "DENY", namesServer: false,
            tags: tags),
          AWSLBListener(
            "lived", balancer: balancers[0], port: 444, transport: .https,
            certificate: certificates[1],
            tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
            actions: [
              .weighted(
                [WeightedTarget(groups[0], 90), WeightedTarget(groups[1], 10)], sticky: .hours(1))
            ],
            clientCertificates: .passed, strictTransportSecurity: "max-age=2",
            contentSecurityPolicy: "default-src 'none'", contentTypeOptions: "nosniff",
            frameOptions: "SAMEORIGIN",
            namesServer: true, tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "listener of TCP",
        TypeLife(
          AWSLBListener(
            "lived", balancer: balancers[1], port: 53, transport: .tcp,
            actions: [.forward(to: groups[2])], idleTimeout: .seconds(350)),
          AWSLBListener(
            "lived", balancer: balancers[1], port: 53, transport: .tcp,
            actions: [.forward(to: groups[2])], idleTimeout: .seconds(360)))
      ),
    ]
  }

  static func guarding(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let balancers = ground.balancers.map { Value(ARN<AWSLB>($0)) }
    let listener = Value(ARN<AWSLBListener>(ground.listener))
    return [
      (
        "rule of a listener",
        TypeLife(
          AWSLBListenerRule(
            "lived", listener: listener, priority: 10,
            conditions: [.host("example.org"), .path("/api/*")],
            actions: [.answer(FixedAnswer(404, body: "none"))], tags: tags),
          AWSLBListenerRule(
            "lived", listener: listener, priority: 20,
            conditions: [.methods(["GET"]), .sources(["10.0.0.0/8"])],
            actions: [.redirectToHTTPS], tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "firewall",
        TypeLife(
          AWSWAFv2WebACL(
            "lived", name: "grown-lived", scope: .regional, byDefault: .allow, description: "one",
            rules: [WAFRule("rate", priority: 1, .rate(limit: 2_000), do: .block)],
            visibility: WAFVisibility("one"),
            responseBodies: [WAFResponseBody("late", .text, "too many")],
            tokenDomains: ["example.org"], tags: tags),
          AWSWAFv2WebACL(
            "lived", name: "grown-lived", scope: .regional, byDefault: .block, description: "two",
            rules: [
              WAFRule("common", priority: 2, .managed("AWSManagedRulesCommonRuleSet"))
            ],
            visibility: WAFVisibility("two", hasSamples: false),
            responseBodies: [WAFResponseBody("late", .text, "later")],
            tokenDomains: ["example.com"], tags: otherTags), leavingOut: ["tags"],
          lacking: ["application_integration_url"],
          importedAs: {
            "\($1["id"]?.string ?? "")/\($0["name"]?.string ?? "")/\($0["scope"]?.string ?? "")"
          })
      ),
      (
        "firewall of a balancer",
        {
          let association = AWSWAFv2WebACLAssociation(
            "lived", resource: balancers[0].ofAnyKind, webACL: Value(ARN(ground.acl)))
          return TypeLife(association, association)
        }()
      ),
    ]
  }
}
