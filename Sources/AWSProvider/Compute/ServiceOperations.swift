import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_ecs_service`, known by its ARN and, as Terraform imports it, by
  /// `cluster/service`. How many tasks it has is said only where that changes: what scales it may
  /// have said otherwise since.
  static let service = AWSType(
    "aws_ecs_service", "service",
    arguments: serviceArguments,
    attributes: ["id": "serviceArn"],
    tags: .containers,
    lookup: Lookup(
      together: Lookup.Together(
        pick: .member("serviceArn"), most: 10,
        key: { id in
          let name = ServiceName(id)
          return (name.cluster, name.name)
        }
      ) { cluster, names in describe(names, of: cluster) },
      picking: { answer, key in
        answer["services"].elements.filter { service in
          // One that is draining is as good as gone, but for whoever waits until it is.
          if case .arguments = key { return service["status"] == "ACTIVE" }
          return service["status"] != "INACTIVE"
        }.map(shapedService)
      }
    ) { key in
      switch key {
      case .id(let id): describe(ServiceName(id))
      case .arguments(let arguments):
        describe(
          ServiceName(
            cluster: arguments["cluster"]?.string ?? "", name: arguments["name"]?.string ?? ""))
      case .instance: nil
      }
    },
    // A name that is there is refused, or answered where it is the same.
    creation: Creation(
      .ecs, "CreateService", id: "service.serviceArn", token: "clientToken", looksFirst: true,
      adding: { scope in
        let isCounted = scope["scheduling_strategy"] != "DAEMON"
        return isCounted && scope["desired_count"].isNull ? ["desiredCount": 0] : [:]
      }),
    updates: [Update(serviceChanges.union(serviceSwitches), changeService)],
    deletion: Deletion(
      blocked: [
        "InvalidParameterException: while deployments are active",
        "InvalidParameterException: has a dependent object",
      ],
      waitsUntilGone: true, limit: 1_200, calls: deleteService),
    readiness: Readiness(limit: 1_200, hints: serviceHints, judge: ServiceRollout.verdict),
    again: [
      "InvalidParameterException: is still Draining",
      "InvalidParameterException: Unable to assume",
      "InvalidParameterException: does not have an associated load balancer",
      "InvalidParameterException: verify that the ECS service role",
      "ServiceNotActiveException",
    ])

  private static let serviceHints = [
    "look at the reasons of its stopped tasks and at their logs",
    "correct what they say, then apply again",
  ]

  @Sendable private static func describe(_ name: ServiceName) -> AWSCall {
    describe([name.name], of: name.cluster)
  }

  @Sendable private static func describe(_ names: [String], of cluster: String) -> AWSCall {
    AWSCall(
      .ecs, "DescribeServices",
      [
        "cluster": .string(cluster), "services": .list(names.map { .string($0) }),
        "include": ["TAGS"],
      ])
  }

  /// A service with what only its current deployment tells.
  @Sendable private static func shapedService(_ service: Datum) -> Datum {
    let current = service["deployments"].elements.first { $0["status"] == "PRIMARY" }
    return service.setting(
      "serviceConnectConfiguration", current?["serviceConnectConfiguration"] ?? .null)
  }

  /// Says what has changed, all in one call: each is a rollout.
  @Sendable private static func changeService(_ scope: Scope) -> [AWSCall] {
    var input = Datum.object(Fields())
    for name in serviceChanges.intersection(scope.changed).sorted() {
      guard let member = scope.type.member(name) else { continue }
      let value = scope[name]
      input = input.setting(member.path, value.isNull ? servicePlain[name] ?? .null : value)
    }
    if !input["deploymentConfiguration"].isNull {
      // The parts that have not changed too: what is left out may go.
      for name in serviceRollout where !scope.changed.contains(name) {
        guard let member = scope.type.member(name) else { continue }
        input = input.setting(member.path, scope[name])
      }
    }
    let isAsked = !scope.changed.isDisjoint(with: ["triggers", "force_new_deployment"])
    let rollsOut = scope.arguments["force_new_deployment"] == true
    if input.object?.isEmpty != false, !(isAsked && rollsOut) { return [] }
    if rollsOut { input = input.setting("forceNewDeployment", true) }
    let name = ServiceName(scope.id)
    return [
      AWSCall(
        .ecs, "UpdateService",
        input.merging(["cluster": .string(name.cluster), "service": .string(name.name)]))
    ]
  }

  /// Ends the tasks, then the service.
  @Sendable private static func deleteService(_ scope: Scope) -> [AWSCall] {
    if scope.object["status"] == "DRAINING" { return [] }
    let name = ServiceName(scope.id)
    let service: Datum = ["cluster": .string(name.cluster), "service": .string(name.name)]
    // A service with a task on each machine has no number of them.
    let isForced =
      scope.arguments["force_delete"] == true || scope.object["schedulingStrategy"] == "DAEMON"
    let ending = AWSCall(.ecs, "UpdateService", service.merging(["desiredCount": 0]))
    let hasTasks = scope.object["desiredCount"] != 0 && !isForced
    return (hasTasks ? [ending] : [])
      + [AWSCall(.ecs, "DeleteService", service.merging(["force": .bool(isForced)]))]
  }
}

/// A service by its cluster and its name.
struct ServiceName: Sendable {
  /// The cluster's name or ARN.
  let cluster: String
  /// The service's name.
  let name: String

  /// A service by both.
  init(cluster: String, name: String) {
    self.cluster = cluster
    self.name = name
  }

  /// Reads an ARN or `cluster/service`; ARNs of the old form name no cluster.
  init(_ text: String) {
    let parts = text.split(separator: "/").map(String.init)
    name = parts.last ?? ""
    let cluster = parts.count > 1 ? parts[parts.count - 2] : ""
    self.cluster = cluster.hasPrefix("arn:") || cluster.isEmpty ? "default" : cluster
  }
}
