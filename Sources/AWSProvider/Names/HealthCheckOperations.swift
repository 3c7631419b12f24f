import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_route53_health_check`.
  static let dnsHealthCheck = AWSType(
    "aws_route53_health_check", "health check", arguments: checkMembers,
    attributes: ["id": "Id", "arn": "arn:{partition}:route53:::healthcheck/{Id}"],
    tags: .route53("healthcheck"),
    lookup: Lookup(
      at: "HealthCheck", extras: [.route53Tags("healthcheck", id: "Id")],
      // The token of its creation is the instance, and the list tells it.
      search: { instance, _, session async throws(ProviderError) in
        try await session.route53Object(
          "ListHealthChecks", "/2013-04-01/healthcheck", at: "HealthChecks.HealthCheck",
          of: instance)?["Id"].string
      }
    ) { key in
      guard case .id(let id) = key else { return nil }
      return AWSCall(
        .route53, "GetHealthCheck", .get, "/2013-04-01/healthcheck/{Id}", ["Id": .string(id)])
    },
    creation: Creation(id: "HealthCheck.Id") { input, scope in
      let name = scope.arguments["reference_name"]?.string.map { $0 + "-" } ?? ""
      return AWSCall(
        .route53, "CreateHealthCheck", .post, "/2013-04-01/healthcheck",
        body: .xml(
          "CreateHealthCheckRequest",
          [
            "CallerReference": .string(name + scope.instance.text),
            "HealthCheckConfig": input["HealthCheckConfig"],
          ]), isRepeatable: false)
    },
    updates: [
      Update(
        Set(checkMembers.map(\.name))
          .subtracting(["type", "request_interval", "measure_latency", "reference_name"]),
        changeCheck)
    ],
    deletion: Deletion(blocked: ["HealthCheckInUse"]) { scope in
      [
        AWSCall(
          .route53, "DeleteHealthCheck", .delete, "/2013-04-01/healthcheck/{Id}",
          ["Id": .string(scope.id)])
      ]
    })

  private static let checkMembers: [Member] = [
    config("type", "Type"),
    config("ip_address", "IPAddress"),
    config("port", "Port", .number),
    config("resource_path", "ResourcePath"),
    config("fqdn", "FullyQualifiedDomainName"),
    config("search_string", "SearchString"),
    config("request_interval", "RequestInterval", .number),
    config("failure_threshold", "FailureThreshold", .number),
    // Those that count others or follow an alarm must not speak of it.
    config("measure_latency", "MeasureLatency", .saidIfTrue),
    config("invert_healthcheck", "Inverted", .flag),
    config("disabled", "Disabled", .flag),
    config("child_health_threshold", "HealthThreshold", .number),
    config("child_healthchecks", "ChildHealthChecks.ChildHealthCheck", .textSet),
    config("enable_sni", "EnableSNI", .flag),
    config("regions", "Regions.Region", .textSet),
    config("cloudwatch_alarm_name", "AlarmIdentifier.Name"),
    config("cloudwatch_alarm_region", "AlarmIdentifier.Region"),
    config("insufficient_data_health_status", "InsufficientDataHealthStatus"),
    .local("reference_name"),
  ]

  private static func config(_ name: String, _ path: String, _ shape: Shape = .text) -> Member {
    .both(name, "HealthCheckConfig.\(path)", shape)
  }

  /// All that can change is said; what is not declared any more is as it would be without, where
  /// the service lets it be said.
  @Sendable private static func changeCheck(_ scope: Scope) -> [AWSCall] {
    var config =
      Member.written(checkMembers, .object(scope.arguments))["HealthCheckConfig"].object
      ?? Fields()
    for name in ["Type", "RequestInterval", "MeasureLatency"] { config[name] = nil }
    let before = scope.object["HealthCheckConfig"]
    let standards: [(String, Datum)] = [
      ("Inverted", false), ("Disabled", false), ("FailureThreshold", 3),
    ]
    for (name, standard) in standards where config[name] == nil && !before[name].isNull {
      config[name] = standard
    }
    let emptied = ["FullyQualifiedDomainName", "Regions", "ResourcePath", "ChildHealthChecks"]
      .filter { config[$0] == nil && !before[$0].isNothing }
    if !emptied.isEmpty {
      config["ResetElements"] = [
        "ResettableElementName": .list(emptied.map { .string($0) })
      ]
    }
    return [
      AWSCall(
        .route53, "UpdateHealthCheck", .post, "/2013-04-01/healthcheck/{Id}",
        ["Id": .string(scope.id)],
        body: .xml("UpdateHealthCheckRequest", .object(config)))
    ]
  }
}
