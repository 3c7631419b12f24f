import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_sns_topic_subscription`.
  static let topicSubscription = AWSType(
    "aws_sns_topic_subscription", "subscription",
    arguments: [
      .both("topic_arn", "TopicArn", reads: "Attributes.TopicArn"),
      .both("protocol", "Protocol", reads: "Attributes.Protocol"),
      .both("endpoint", "Endpoint", reads: "Attributes.Endpoint"),
      .local("endpoint_auto_confirms"), .local("confirmation_timeout_in_minutes"),
    ] + subscriptionAttributes.map { .both($0.argument, "Attributes.\($0.name)", $0.shape) },
    attributes: [
      "id": "SubscriptionArn", "arn": "SubscriptionArn", "owner_id": "Attributes.Owner",
      "pending_confirmation": "Attributes.PendingConfirmation",
      "confirmation_was_authenticated": "Attributes.ConfirmationWasAuthenticated",
    ],
    lookup: Lookup(
      pages: AWSPages("NextToken"),
      extras: [
        Lookup.Extra([], into: "Attributes", shaped: subscriptionSeen) { subscription, _ in
          AWSCall(
            .sns, "GetSubscriptionAttributes", ["SubscriptionArn": subscription["SubscriptionArn"]])
        }
      ],
      picking: { answer, key in
        switch key {
        case .id(let arn):
          return [
            ["SubscriptionArn": .string(arn), "Attributes": subscriptionSeen(answer.output)]
          ]
        case .arguments(let arguments):
          // One that nobody has agreed to yet has no name there; asking again tells it.
          return answer["Subscriptions"].elements.filter { subscription in
            subscription["Protocol"] == arguments["protocol"]
              && subscription["Endpoint"] == arguments["endpoint"]
              && subscription["SubscriptionArn"].string?.hasPrefix("arn:") == true
          }
        case .instance: return []
        }
      }
    ) { key in
      switch key {
      case .id(let arn):
        return AWSCall(.sns, "GetSubscriptionAttributes", ["SubscriptionArn": .string(arn)])
      case .arguments(let arguments):
        return AWSCall(
          .sns, "ListSubscriptionsByTopic", ["TopicArn": arguments["topic_arn"] ?? .null])
      case .instance: return nil
      }
    },
    // One of the same topic and endpoint is answered as if it had been made.
    creation: Creation(id: "SubscriptionArn", looksFirst: true) { input, _ in
      AWSCall(
        .sns, "Subscribe",
        AttributeEntries.written(input.merging(["ReturnSubscriptionArn": true])))
    },
    updates: [Update(["filter_policy", "filter_policy_scope"], changeFilter)]
      + subscriptionAttributes.filter { !$0.name.hasPrefix("FilterPolicy") }.map { attribute in
        Update([attribute.argument]) { scope in
          [setSubscription(scope, attribute.name, scope.arguments[attribute.argument])]
        }
      },
    deletion: Deletion { scope in
      // One that nobody has agreed to cannot be taken away: it goes by itself after two days.
      if scope.object[path: "Attributes.PendingConfirmation"] == true { return [] }
      return [AWSCall(.sns, "Unsubscribe", ["SubscriptionArn": .string(scope.id)])]
    },
    readiness: Readiness("Attributes.Consent", ready: ["given"], limit: patience),
    // A role of a moment ago.
    again: ["InvalidParameter: SubscriptionRoleArn"])

  private static let subscriptionAttributes: [(argument: String, name: String, shape: Shape)] = [
    ("raw_message_delivery", "RawMessageDelivery", .flag),
    ("filter_policy", "FilterPolicy", .document),
    ("filter_policy_scope", "FilterPolicyScope", .text),
    ("delivery_policy", "DeliveryPolicy", .filledDocument),
    ("redrive_policy", "RedrivePolicy", .document),
    ("subscription_role_arn", "SubscriptionRoleArn", .text),
  ]

  /// The attributes of an answer, truth values as such.
  @Sendable private static func subscriptionSeen(_ answer: Datum) -> Datum {
    var attributes = AttributeEntries.read(answer).object ?? Fields()
    for name in ["PendingConfirmation", "ConfirmationWasAuthenticated"] {
      attributes[name] = attributes[name].map { Shape.flag.read($0, declared: nil) }
    }
    attributes["Consent"] = attributes["PendingConfirmation"] == true ? "not given yet" : "given"
    return .object(attributes)
  }

  /// People answer when they like, and so do services that are not said to answer by themselves;
  /// of the rest Terraform's provider expects it within two minutes.
  @Sendable private static func patience(_ arguments: Fields) -> Double? {
    let transport = arguments["protocol"]?.string ?? ""
    if transport.hasPrefix("email") { return nil }
    guard transport.hasPrefix("http") else { return 120 }
    if arguments["endpoint_auto_confirms"] != true { return nil }
    return Double(arguments["confirmation_timeout_in_minutes"]?.int ?? 1) * 60
  }

  /// A filter must fit what it looks at: bodies take every filter, attributes only flat ones, so
  /// that the one comes before the filter and the other after it.
  @Sendable private static func changeFilter(_ scope: Scope) -> [AWSCall] {
    let filter = setSubscription(scope, "FilterPolicy", scope.arguments["filter_policy"])
    let place = scope.arguments["filter_policy_scope"] ?? "MessageAttributes"
    let placing = setSubscription(scope, "FilterPolicyScope", place)
    return place == "MessageBody" ? [placing, filter] : [filter, placing]
  }

  /// Without a value, an attribute is taken away.
  private static func setSubscription(_ scope: Scope, _ name: String, _ value: Datum?) -> AWSCall {
    var input: Datum = [
      "SubscriptionArn": .string(scope.id), "AttributeName": .string(name),
    ]
    let text = value?.scalarText ?? (name == "RawMessageDelivery" ? "false" : "")
    // An empty one is refused.
    if name != "RedrivePolicy" || !text.isEmpty {
      input = input.merging(["AttributeValue": .string(text)])
    }
    return AWSCall(.sns, "SetSubscriptionAttributes", input)
  }
}
