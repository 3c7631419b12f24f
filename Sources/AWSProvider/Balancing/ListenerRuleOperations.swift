import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_lb_listener_rule`.
  static let listenerRule = AWSType(
    "aws_lb_listener_rule", "listener rule",
    arguments: [
      .both("listener_arn", "ListenerArn"),
      .both("priority", "Priority", .number),
      .both("condition", "Conditions", conditions),
      .both("action", "Actions", .blocks(listenerActions)),
    ],
    attributes: ["id": "RuleArn", "arn": "RuleArn"],
    tags: .balancing,
    lookup: Lookup(
      extras: [.balancingTags],
      together: .balancing("DescribeRules", "RuleArns", of: "RuleArn"),
      picking: { answer, key in
        answer["Rules"].elements.filter { rule in
          guard case .arguments(let arguments) = key else { return true }
          return rule["Priority"].scalarText == arguments["priority"]?.scalarText
        }.map { $0.setting("ListenerArn", listenerName(of: $0["RuleArn"])) }
      }
    ) { key in
      switch key {
      case .id(let arn): AWSCall(.elb, "DescribeRules", ["RuleArns": [.string(arn)]])
      case .arguments(let arguments):
        AWSCall(.elb, "DescribeRules", ["ListenerArn": arguments["listener_arn"] ?? .null])
      case .instance: nil
      }
    },
    creation: Creation(.elb, "CreateRule", id: "Rules.0.RuleArn", taken: ["PriorityInUse"]),
    updates: [
      Update(["priority"]) { scope in
        if scope["priority"].scalarText == scope.object["Priority"].scalarText { return [] }
        return [
          AWSCall(
            .elb, "SetRulePriorities",
            ["RulePriorities": [["RuleArn": .string(scope.id), "Priority": scope["priority"]]]])
        ]
      },
      Update(["condition", "action"]) { scope in
        [
          AWSCall(
            .elb, "ModifyRule",
            [
              "RuleArn": .string(scope.id), "Conditions": scope["condition"],
              "Actions": scope["action"],
            ])
        ]
      },
    ],
    deletion: Deletion(.elb, "DeleteRule", id: "RuleArn"))

  /// The listener's name out of its rule's, which has one part more.
  private static func listenerName(of rule: Datum) -> Datum {
    guard let text = rule.string, let slash = text.lastIndex(of: "/") else { return .null }
    let name = String(text[..<slash])
    return .string(name.replacing(":listener-rule/", with: ":listener/"))
  }

  /// The kinds of conditions: the block, the field, and the member that holds their values.
  private static let kinds: [(block: String, field: String, member: String)] = [
    ("host_header", "host-header", "HostHeaderConfig"),
    ("path_pattern", "path-pattern", "PathPatternConfig"),
    ("http_header", "http-header", "HttpHeaderConfig"),
    ("http_request_method", "http-request-method", "HttpRequestMethodConfig"),
    ("query_string", "query-string", "QueryStringConfig"),
    ("source_ip", "source-ip", "SourceIpConfig"),
  ]

  private static let conditions = Shape.odd(
    write: { value in .list(value.elements.map(condition)) },
    read: { seen, declared in
      let found = Datum.list(seen.elements.map(read))
      return found.sorted == declared?.sorted ? declared ?? found : found
    })

  private static func condition(_ value: Datum) -> Datum {
    for kind in kinds {
      let block = value[kind.block]
      if block.isNull { continue }
      var config = Fields()
      if kind.block == "query_string" {
        config["Values"] = .list(
          block.elements.map { .fields(["Key": $0["key"], "Value": $0["value"]]) })
      } else {
        let inner = block.elements.first ?? .null
        config["Values"] = inner["values"]
        let name = inner["http_header_name"]
        if !name.isNull { config["HttpHeaderName"] = name }
      }
      return .object(Fields(["Field": .string(kind.field), kind.member: .object(config)]))
    }
    return .null
  }

  private static func read(_ condition: Datum) -> Datum {
    guard let kind = kinds.first(where: { $0.field == condition["Field"].string }) else {
      return condition
    }
    let config = condition[kind.member]
    // Rules that were made by older programs have the values beside the member.
    let values = config["Values"].isNull ? condition["Values"] : config["Values"]
    if kind.block == "query_string" {
      let pairs = values.elements.map { pair in
        Datum.fields(["key": pair["Key"], "value": pair["Value"]])
      }
      return .object(Fields([kind.block: .list(pairs)]))
    }
    let inner = Datum.fields([
      "values": .list(values.elements), "http_header_name": config["HttpHeaderName"],
    ])
    return .object(Fields([kind.block: .list([inner])]))
  }
}
