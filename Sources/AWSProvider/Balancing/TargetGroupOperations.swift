import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_lb_target_group`.
  static let targetGroup = AWSType(
    "aws_lb_target_group", "target group",
    arguments: [
      .both("name", "Name", reads: "TargetGroupName"),
      .both("port", "Port", .number),
      .both("protocol", "Protocol"),
      .both("protocol_version", "ProtocolVersion"),
      .both("vpc_id", "VpcId"),
      .both("target_type", "TargetType"),
      .both("ip_address_type", "IpAddressType"),
      .both("health_check", "HealthCheck", .block(healthCheck)),
      BalancerAttributes.block("stickiness", stickiness, isThere: "stickiness.enabled"),
      .later("target_group_health", "Attributes", healthThresholds),
    ] + targetAttributes.members,
    attributes: [
      "id": "TargetGroupArn", "arn": "TargetGroupArn", "arn_suffix": "Suffix",
    ],
    tags: .balancing,
    lookup: Lookup(
      extras: [.balancingTags, targetAttributes.extra(["stickiness", "target_group_health"])],
      together: .balancing("DescribeTargetGroups", "TargetGroupArns", of: "TargetGroupArn"),
      picking: { answer, _ in
        answer["TargetGroups"].elements.map { group in
          // How it is checked stands among the rest there.
          withSuffix(group, "TargetGroupArn", after: "targetgroup/").setting("HealthCheck", group)
        }
      }
    ) { key in
      switch key {
      case .id(let arn):
        AWSCall(.elb, "DescribeTargetGroups", ["TargetGroupArns": [.string(arn)]])
      case .arguments(let arguments):
        AWSCall(.elb, "DescribeTargetGroups", ["Names": [arguments["name"] ?? .null]])
      case .instance: nil
      }
    },
    creation: Creation(
      id: "TargetGroups.0.TargetGroupArn", looksFirst: true, taken: ["DuplicateTargetGroupName"]
    ) { input, _ in
      AWSCall(.elb, "CreateTargetGroup", flat(input), isRepeatable: false)
    },
    updates: [
      Update(["health_check"]) { scope in
        if scope["health_check"].isNull { return [] }
        let input = ["TargetGroupArn": .string(scope.id)] as Datum
        return [AWSCall(.elb, "ModifyTargetGroup", input.merging(scope["health_check"]))]
      },
      targetAttributes.update(["stickiness", "target_group_health"]) { scope in
        BalancerAttributes.keys(
          scope.arguments["stickiness"] ?? .null, stickinessOf(scope),
          off: ("stickiness.enabled", "false"))
          + thresholds(scope)
      },
    ],
    deletion: Deletion(.elb, "DeleteTargetGroup", id: "TargetGroupArn", limit: 300))

  private static func flat(_ input: Datum) -> Datum {
    var fields = input.object ?? Fields()
    let check = fields["HealthCheck"] ?? .null
    fields["HealthCheck"] = nil
    return Datum.object(fields).merging(check)
  }

  private static let healthCheck: [Member] = [
    .both("enabled", "HealthCheckEnabled", .flag),
    .both("path", "HealthCheckPath"),
    .both("port", "HealthCheckPort"),
    .both("protocol", "HealthCheckProtocol"),
    .both("matcher", "Matcher.HttpCode"),
    .both("interval", "HealthCheckIntervalSeconds", .number),
    .both("timeout", "HealthCheckTimeoutSeconds", .number),
    .both("healthy_threshold", "HealthyThresholdCount", .number),
    .both("unhealthy_threshold", "UnhealthyThresholdCount", .number),
  ]

  private static let targetAttributes = BalancerAttributes(
    id: "TargetGroupArn", modify: "ModifyTargetGroupAttributes",
    describe: "DescribeTargetGroupAttributes",
    entries: [
      .init("deregistration_delay", "deregistration_delay.timeout_seconds"),
      .init("slow_start", "slow_start.duration_seconds", .number),
      .init(
        "load_balancing_algorithm_type", "load_balancing.algorithm.type", standard: "round_robin"),
      .init(
        "load_balancing_anomaly_mitigation", "load_balancing.algorithm.anomaly_mitigation",
        standard: "off"),
      .init(
        "load_balancing_cross_zone_enabled", "load_balancing.cross_zone.enabled",
        standard: "use_load_balancer_configuration"),
      .init("connection_termination", "deregistration_delay.connection_termination.enabled", .flag),
      .init("preserve_client_ip", "preserve_client_ip.enabled"),
      .init("proxy_protocol_v2", "proxy_protocol_v2.enabled", .flag),
      .init("lambda_multi_value_headers_enabled", "lambda.multi_value_headers.enabled", .flag),
    ])

  private static let stickiness: [BalancerAttributes.Entry] = [
    .init("enabled", "stickiness.enabled", .flag), .init("type", "stickiness.type"),
    .init("cookie_name", "stickiness.app_cookie.cookie_name"),
    .init(
      "cookie_duration", "stickiness.lb_cookie.duration_seconds", .number,
      or: ("stickiness.type", "app_cookie", "stickiness.app_cookie.duration_seconds")),
  ]

  /// How long a cookie holds stands under the key of its kind.
  private static func stickinessOf(_ scope: Scope) -> [BalancerAttributes.Entry] {
    let isOfApplication = scope.arguments["stickiness"]?.list?.first?["type"] == "app_cookie"
    guard isOfApplication else { return stickiness }
    return stickiness.dropLast() + [
      .init("cookie_duration", "stickiness.app_cookie.duration_seconds", .number)
    ]
  }

  private static let leastInDNS =
    "target_group_health.dns_failover.minimum_healthy_targets.count"
  private static let leastForRouting =
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"

  private static let healthThresholds = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      let dns = BalancerAttributes.value(leastInDNS, in: seen)
      let routing = BalancerAttributes.value(leastForRouting, in: seen)
      if dns.isNull && routing.isNull { return declared ?? .null }
      let count = "minimum_healthy_targets_count"
      return [
        [
          "dns_failover": [.object(Fields([count: dns]))],
          "unhealthy_state_routing": [
            .object(Fields([count: Shape.number.read(routing, declared: nil)]))
          ],
        ]
      ]
    })

  private static func thresholds(_ scope: Scope) -> [(key: String, value: Datum)] {
    let block = scope.arguments["target_group_health"]?.list?.first ?? .null
    func count(_ name: String, _ standard: String) -> Datum {
      let value = block[path: "\(name).0.minimum_healthy_targets_count"]
      return .string(value.scalarText ?? standard)
    }
    let now = BalancerAttributes.value(leastInDNS, in: scope.object["Attributes"])
    if block.isNull, now.isNull { return [] }
    return [
      (leastInDNS, count("dns_failover", "1")),
      (leastForRouting, count("unhealthy_state_routing", "1")),
    ]
  }
}
