import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_cloudwatch_event_target`.
  static let eventTarget = AWSType(
    "aws_cloudwatch_event_target", "event target",
    identity: "{event_bus_name}/{rule}/{target_id}", whole: "{event_bus_name}/{rule}/{target_id}",
    arguments: [.both("event_bus_name", "EventBusName"), .both("rule", "Rule")]
      + targetMembers + [.local("force_destroy")],
    attributes: ["id": "TargetID"],
    lookup: Lookup(
      pages: AWSPages("NextToken"),
      picking: { answer, key in
        guard case .id(let text) = key, let place = EventPlace(text, names: 2) else { return [] }
        return answer["Targets"].elements.filter { $0["Id"].string == place.names[1] }
          .map { target in
            // As Terraform's state has it.
            let bus = place.bus == "default" ? "" : "\(place.bus)-"
            return [
              "EventBusName": .string(place.bus), "Rule": .string(place.names[0]),
              "TargetID": .string("\(bus)\(place.names[0])-\(place.names[1])"),
              "Target": target,
            ]
          }
      }
    ) { key in
      guard case .id(let text) = key, let place = EventPlace(text, names: 2) else { return nil }
      return AWSCall(
        .events, "ListTargetsByRule",
        ["Rule": .string(place.names[0]), "EventBusName": .string(place.bus)])
    },
    creation: Creation { _, scope in putTarget(scope) },
    updates: [
      Update(Set(targetMembers.map(\.name)).subtracting(["target_id"])) { scope in
        [putTarget(scope)]
      }
    ],
    deletion: Deletion(blocked: ["ConcurrentModificationException"]) { scope in
      let input = Datum.fields([
        "Rule": scope.object["Rule"], "EventBusName": scope.object["EventBusName"],
        "Ids": [scope.object[path: "Target.Id"]],
        "Force": scope.arguments["force_destroy"] == true ? true : .null,
      ])
      return [AWSCall(.events, "RemoveTargets", input)]
    }, again: eventAgain)

  private static func putTarget(_ scope: Scope) -> AWSCall {
    let target = Member.written(targetMembers, .object(scope.arguments))["Target"]
    return AWSCall(
      .events, "PutTargets",
      .fields([
        "Rule": scope.arguments["rule"] ?? .null,
        "EventBusName": scope.arguments["event_bus_name"] ?? .null, "Targets": [target],
      ]))
  }

  private static let targetMembers: [Member] = [
    .both("target_id", "Target.Id"),
    .both("arn", "Target.Arn"),
    .both("role_arn", "Target.RoleArn"),
    .both("input", "Target.Input"),
    .both("input_path", "Target.InputPath"),
    .both(
      "input_transformer", "Target.InputTransformer",
      .one([
        .both("input_paths", "InputPathsMap", .map(.text)),
        .both("input_template", "InputTemplate"),
      ])),
    .both("dead_letter_config", "Target.DeadLetterConfig", .one([.both("arn", "Arn")])),
    .both(
      "retry_policy", "Target.RetryPolicy",
      .one([
        .both("maximum_event_age_in_seconds", "MaximumEventAgeInSeconds", .number),
        .both("maximum_retry_attempts", "MaximumRetryAttempts", .number),
      ])),
    .both("ecs_target", "Target.EcsParameters", .one(taskMembers)),
    .both(
      "sqs_target", "Target.SqsParameters", .one([.both("message_group_id", "MessageGroupId")])),
  ]

  private static let taskMembers: [Member] = [
    .both("task_definition_arn", "TaskDefinitionArn"),
    .both("task_count", "TaskCount", .number),
    .both("launch_type", "LaunchType"),
    .both("platform_version", "PlatformVersion"),
    .both("group", "Group"),
    .both("propagate_tags", "PropagateTags"),
    .both("enable_execute_command", "EnableExecuteCommand", .flag),
    .both("enable_ecs_managed_tags", "EnableECSManagedTags", .flag),
    .both("tags", "Tags", taskTags),
    .both(
      "network_configuration", "NetworkConfiguration.awsvpcConfiguration",
      .one([
        .both("subnets", "Subnets", .textSet), .both("security_groups", "SecurityGroups", .textSet),
        .both("assign_public_ip", "AssignPublicIp", publicAddress),
      ])),
  ]

  private static let publicAddress = Shape.odd(
    write: { $0 == true ? "ENABLED" : "DISABLED" },
    read: { seen, _ in seen.isNull ? .null : .bool(seen == "ENABLED") })

  private static let taskTags = Shape.odd(
    write: { value in
      value.isNothing ? .null : Shape.entries(key: "Key", value: "Value").written(value)
    },
    read: { seen, _ in Shape.entries(key: "Key", value: "Value").read(seen, declared: nil) })
}
