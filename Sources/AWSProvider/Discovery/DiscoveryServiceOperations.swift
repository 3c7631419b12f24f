import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_service_discovery_service`.
  static let discoveryService = AWSType(
    "aws_service_discovery_service", "name of the discovery",
    arguments: [
      .both("name", "Name"),
      .both("description", "Description"),
      .both("dns_config", "DnsConfig", .block(records)),
      .both("namespace_id", "NamespaceId"),
      .both("type", "Type"),
      .both("health_check_config", "HealthCheckConfig", .block(check)),
      .both(
        "health_check_custom_config", "HealthCheckCustomConfig",
        .block([.both("failure_threshold", "FailureThreshold", .ifTold(.number))])),
      .local("force_destroy"),
    ],
    attributes: ["id": "Id", "arn": "Arn"],
    tags: .discovery,
    lookup: Lookup(
      pages: AWSPages("NextToken"),
      extras: [
        .discoveryTags,
        // A list of names does not tell it.
        Lookup.Extra(["namespace_id"], into: "NamespaceId", at: "Service.NamespaceId") { name, _ in
          AWSCall(.discovery, "GetService", ["Id": name["Id"]])
        },
      ],
      search: ownName,
      picking: { answer, key in
        switch key {
        case .id: return [shapedName(answer["Service"])]
        case .arguments(let arguments):
          return answer["Services"].elements.filter { $0["Name"] == arguments["name"] ?? .null }
            .map(shapedName)
        case .instance: return []
        }
      }
    ) { key in
      switch key {
      case .id(let id): AWSCall(.discovery, "GetService", ["Id": .string(id)])
      case .arguments(let arguments): names(arguments)
      case .instance: nil
      }
    },
    creation: Creation(
      .discovery, "CreateService", id: "Service.Id", taken: ["ServiceAlreadyExists"],
      adding: { ["CreatorRequestId": .string($0.instance.text)] }),
    updates: [
      // What of it is left out is taken away, so it is said as a whole.
      Update(["description", "dns_config", "health_check_config"]) { scope in
        let kept = scope["dns_config"]["DnsRecords"]
        let description = scope["description"]
        return [
          AWSCall(
            .discovery, "UpdateService",
            [
              "Id": .string(scope.id),
              "Service": .fields([
                "Description": description.isNull ? "" : description,
                "DnsConfig": kept.isNull ? .null : ["DnsRecords": kept],
                "HealthCheckConfig": scope["health_check_config"],
              ]),
            ])
        ]
      }
    ],
    // ECS takes the last tasks out some time after they have ended.
    deletion: Deletion(
      .discovery, "DeleteService", id: "Id", limit: 300, clearing: clearInstances),
    following: .discovery,
    again: ["DuplicateRequest"])

  private static let records: [Member] = [
    .both("namespace_id", "NamespaceId"),
    .both(
      "dns_records", "DnsRecords", .blocks([.both("type", "Type"), .both("ttl", "TTL", .number)])),
    .both("routing_policy", "RoutingPolicy"),
  ]

  private static let check: [Member] = [
    .both("type", "Type"), .both("resource_path", "ResourcePath"),
    .both("failure_threshold", "FailureThreshold", .number),
  ]

  private static func names(_ arguments: Fields) -> AWSCall? {
    let inner = arguments["dns_config"]?.list?.first?["namespace_id"] ?? .null
    guard let namespace = (arguments["namespace_id"] ?? inner).string else { return nil }
    return AWSCall(
      .discovery, "ListServices",
      [
        "Filters": [
          ["Name": "NAMESPACE_ID", "Condition": "EQ", "Values": [.string(namespace)]]
        ]
      ])
  }

  @Sendable private static func ownName(
    _ instance: InstanceID, _ arguments: Fields, _ session: AWSSession
  ) async throws(ProviderError) -> String? {
    guard let call = names(arguments) else { return nil }
    let all = try await session.all(call, "Services", AWSPages("NextToken"))
    return try await session.discovered(
      instance, of: all.filter { $0["Name"] == arguments["name"] ?? .null })
  }

  /// The namespace where both places have it: services tell one, programs look at the other.
  @Sendable private static func shapedName(_ name: Datum) -> Datum {
    let (outer, inner) = (name["NamespaceId"], name["DnsConfig"]["NamespaceId"])
    if name["DnsConfig"].object == nil { return name }
    return outer.isNull
      ? name.setting("NamespaceId", inner)
      : inner.isNull ? name.setting("DnsConfig.NamespaceId", outer) : name
  }

  /// Takes out what is registered, where that is declared.
  @Sendable private static func clearInstances(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    guard scope.arguments["force_destroy"] == true else { return }
    let id: Datum = .string(scope.id)
    let registered = try await session.all(
      AWSCall(.discovery, "ListInstances", ["ServiceId": id]), "Instances", AWSPages("NextToken"))
    for instance in registered {
      let call = AWSCall(
        .discovery, "DeregisterInstance", ["ServiceId": id, "InstanceId": instance["Id"]])
      guard let answer = try await session.send(call, absent: ["InstanceNotFound"]) else {
        continue
      }
      _ = try await Following.discovery.wait(
        answer, "the instance", session, progress: AWSProvider.progress ?? { _ in })
    }
  }
}
