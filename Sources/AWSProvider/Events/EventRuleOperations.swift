import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_cloudwatch_event_rule`.
  static let eventRule = AWSType(
    "aws_cloudwatch_event_rule", "event rule", identity: "{event_bus_name}/{name}",
    arguments: ruleMembers, attributes: ["id": "RuleID", "arn": "Arn"],
    tags: .calls(
      .events, add: "TagResource", remove: "UntagResource", object: ("ResourceARN", "{Arn}")),
    lookup: Lookup(
      extras: [
        Lookup.Extra([], into: "Tags", at: "Tags") { rule, _ in
          AWSCall(.events, "ListTagsForResource", ["ResourceARN": rule["Arn"]])
        }
      ],
      picking: { answer, _ in
        let bus = answer["EventBusName"].string ?? "default"
        let name = answer["Name"].string ?? ""
        let id = bus == "default" ? name : "\(bus)/\(name)"
        return [answer.output.merging(["RuleID": .string(id), "EventBusName": .string(bus)])]
      }
    ) { key in
      guard case .id(let text) = key, let place = EventPlace(text, names: 1) else { return nil }
      return AWSCall(
        .events, "DescribeRule",
        ["Name": .string(place.names[0]), "EventBusName": .string(place.bus)])
    },
    // A rule of the name is written over.
    creation: Creation(.events, "PutRule", looksFirst: true),
    updates: [
      Update(
        Set(ruleMembers.map(\.name)).subtracting(["name", "event_bus_name", "force_destroy"])
      ) { scope in
        [AWSCall(.events, "PutRule", Member.written(ruleMembers, .object(scope.arguments)))]
      }
    ],
    deletion: Deletion(blocked: ["ConcurrentModificationException"]) { scope in
      let input = Datum.fields([
        "Name": scope.object["Name"], "EventBusName": scope.object["EventBusName"],
        "Force": scope.arguments["force_destroy"] == true ? true : .null,
      ])
      return [AWSCall(.events, "DeleteRule", input)]
    }, again: eventAgain)

  private static let ruleMembers: [Member] = [
    .both("name", "Name"),
    .both("event_bus_name", "EventBusName"),
    .both("event_pattern", "EventPattern", .document),
    .both("schedule_expression", "ScheduleExpression"),
    .both("description", "Description"),
    .both("state", "State"),
    .both("role_arn", "RoleArn"),
    .local("force_destroy"),
  ]

  /// A role of a moment ago, and somebody else at the same rule.
  static let eventAgain = [
    "ValidationException: cannot be assumed by principal", "ConcurrentModificationException",
  ]
}
