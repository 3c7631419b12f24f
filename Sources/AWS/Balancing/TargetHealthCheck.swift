import InfraDSL
import InfraModel

/// How targets are found to be well, as Terraform's `health_check` block. What is not given is
/// what AWS takes: every 30 s, five good answers, two bad ones.
public struct TargetHealthCheck: ArgumentValue {
  let isEnabled: Bool?
  let path: Value<String>?
  let port: Port?
  let transport: AWSLBTargetGroup.TargetProtocol?
  let matcher: Value<String>?
  let interval: Duration?
  let timeout: Duration?
  let healthyThreshold: Int?
  let unhealthyThreshold: Int?

  /// A check.
  ///
  /// - Parameters:
  ///   - path: The path that is asked for, by HTTP.
  ///   - matcher: The status codes that are good, as 200-299.
  ///   - port: The port; that of the traffic if not given.
  ///   - transport: How it is asked.
  ///   - interval: How often, 5 to 300 s.
  ///   - timeout: How long an answer may take, 2 to 120 s.
  ///   - healthyThreshold: How many good answers in a row make a target well, 2 to 10.
  ///   - unhealthyThreshold: How many bad ones make it unwell, 2 to 10.
  ///   - isEnabled: Whether targets are checked; only a function's may not be.
  public init(
    path: Value<String>? = nil, matcher: Value<String>? = nil, port: Port? = nil,
    transport: AWSLBTargetGroup.TargetProtocol? = nil, interval: Duration? = nil,
    timeout: Duration? = nil, healthyThreshold: Int? = nil, unhealthyThreshold: Int? = nil,
    isEnabled: Bool? = nil
  ) {
    self.path = path
    self.matcher = matcher
    self.port = port
    self.transport = transport
    self.interval = interval
    self.timeout = timeout
    self.healthyThreshold = healthyThreshold
    self.unhealthyThreshold = unhealthyThreshold
    self.isEnabled = isEnabled
  }

  /// The block; figures that AWS does not take are problems.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if let timeout, let interval, timeout >= interval {
      context.report(
        "Invalid health check",
        "An answer may take \(timeout.text), which must be less than \(interval.text), the time "
          + "between two checks.")
    }
    let number = port.map { Datum.text([$0.lower(&context)]).scalarText ?? String($0.number) }
    return context.block([
      "enabled": isEnabled, "path": path, "matcher": matcher,
      "port": number, "protocol": transport,
      "interval": interval.map { TimeSpan($0, in: .seconds, 5...300) },
      "timeout": timeout.map { TimeSpan($0, in: .seconds, 2...120) },
      "healthy_threshold": healthyThreshold.map { Bounded(Value($0), 2...10) },
      "unhealthy_threshold": unhealthyThreshold.map { Bounded(Value($0), 2...10) },
    ])
  }
}

/// Whether a client stays with its target, as Terraform's `stickiness` block.
public struct TargetStickiness: ArgumentValue, Hashable {
  let kind: String
  let isEnabled: Bool
  let duration: Duration?
  let cookie: String?

  /// By a cookie of the load balancer, 1 s to 7 days.
  public static func cookie(lasting duration: Duration) -> TargetStickiness {
    TargetStickiness(kind: "lb_cookie", isEnabled: true, duration: duration, cookie: nil)
  }
  /// By a cookie of the application.
  public static func cookie(named name: String, lasting duration: Duration) -> TargetStickiness {
    TargetStickiness(kind: "app_cookie", isEnabled: true, duration: duration, cookie: name)
  }
  /// By the client's address, in a network load balancer.
  public static let sourceAddress = TargetStickiness(
    kind: "source_ip", isEnabled: true, duration: nil, cookie: nil)

  /// The same, switched off.
  public func off() -> TargetStickiness {
    TargetStickiness(kind: kind, isEnabled: false, duration: duration, cookie: cookie)
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.block([
      "type": kind, "enabled": isEnabled,
      "cookie_duration": duration.map { TimeSpan($0, in: .seconds, 1...604_800) },
      "cookie_name": cookie,
    ])
  }
}

/// How many targets must be well, as Terraform's `target_group_health` block.
public struct TargetHealthThresholds: ArgumentValue, Hashable {
  let dnsCount: Int?
  let routingCount: Int?

  /// The least numbers of targets.
  ///
  /// - Parameters:
  ///   - inDNS: Below it a zone is taken out of the DNS; off if not given.
  ///   - forRouting: Below it traffic goes to all targets, well or not; 1 if not given.
  public init(inDNS dnsCount: Int? = nil, forRouting routingCount: Int? = nil) {
    self.dnsCount = dnsCount
    self.routingCount = routingCount
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let dns = context.block([
      "minimum_healthy_targets_count": dnsCount.map(String.init) ?? "off"
    ])
    let routing = context.block(["minimum_healthy_targets_count": routingCount ?? 1])
    return context.block(["dns_failover": Made(dns), "unhealthy_state_routing": Made(routing)])
  }
}
