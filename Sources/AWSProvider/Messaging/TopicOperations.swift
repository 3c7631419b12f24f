import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_sns_topic`.
  static let snsTopic = AWSType(
    "aws_sns_topic", "topic", identity: "arn:{partition}:sns:{region}:{account}:{name}",
    arguments: [
      .both(
        "name", "Name",
        .odd(
          write: { $0 },
          read: { seen, _ in
            seen.string?.split(separator: ":").last.map { .string(String($0)) } ?? .null
          }), reads: "TopicArn")
    ] + topicAttributes.map { .both($0.argument, "Attributes.\($0.name)", $0.shape) },
    attributes: ["id": "TopicArn", "arn": "TopicArn", "owner": "Attributes.Owner"],
    tags: .calls(
      .sns, add: "TagResource", remove: "UntagResource", object: ("ResourceArn", "{TopicArn}")),
    lookup: Lookup(
      extras: [
        Lookup.Extra([], into: "Tags", at: "Tags") { topic, _ in
          AWSCall(.sns, "ListTagsForResource", ["ResourceArn": topic["TopicArn"]])
        }
      ],
      picking: { answer, key in
        guard case .id(let arn) = key else { return [] }
        return [["TopicArn": .string(arn), "Attributes": AttributeEntries.read(answer.output)]]
      }
    ) { key in
      guard case .id(let arn) = key else { return nil }
      return AWSCall(.sns, "GetTopicAttributes", ["TopicArn": .string(arn)])
    },
    // A topic of the same attributes is answered as if it had been made.
    creation: Creation(looksFirst: true) { input, _ in
      AWSCall(.sns, "CreateTopic", AttributeEntries.written(input))
    },
    updates: topicAttributes.filter { $0.argument != "fifo_topic" }.map { attribute in
      Update([attribute.argument]) { scope in
        let declared = scope.arguments[attribute.argument].flatMap(\.scalarText)
        return [
          setTopic(scope.id, attribute.name, declared ?? attribute.standard(scope))
        ]
      }
    },
    deletion: Deletion(.sns, "DeleteTopic", id: "TopicArn"),
    // A role of a moment ago in its policy.
    again: ["InvalidParameter: PrincipalNotFound"])

  /// An argument that is an attribute of the topic, and what it is where it is not declared.
  private struct TopicAttribute: Sendable {
    let argument: String
    let name: String
    let shape: Shape
    let standard: @Sendable (Scope) -> String

    init(
      _ argument: String, _ name: String, _ shape: Shape = .text,
      standard: @escaping @Sendable (Scope) -> String = { _ in "" }
    ) {
      self.argument = argument
      self.name = name
      self.shape = shape
      self.standard = standard
    }
  }

  private static let topicAttributes: [TopicAttribute] = [
    TopicAttribute("display_name", "DisplayName"),
    TopicAttribute("policy", "Policy", .json) { scope in
      openingPolicy(scope.id, scope.object[path: "Attributes.Owner"].string ?? "")
    },
    TopicAttribute("kms_master_key_id", "KmsMasterKeyId"),
    TopicAttribute("fifo_topic", "FifoTopic", .saidIfTrue),
    // Topics of the plain kind must not speak of it.
    TopicAttribute("content_based_deduplication", "ContentBasedDeduplication", .saidIfTrue) { _ in
      "false"
    },
    TopicAttribute("delivery_policy", "DeliveryPolicy", .filledDocument),
    TopicAttribute("signature_version", "SignatureVersion", .number) { _ in "1" },
    TopicAttribute("tracing_config", "TracingConfig") { _ in "PassThrough" },
  ]

  static func setTopic(_ arn: String, _ attribute: String, _ value: String) -> AWSCall {
    AWSCall(
      .sns, "SetTopicAttributes",
      [
        "TopicArn": .string(arn), "AttributeName": .string(attribute),
        "AttributeValue": .string(value),
      ])
  }

  /// The policy that a topic has before it is given one: its account may do everything with it.
  /// A topic cannot be without one.
  static func openingPolicy(_ arn: String, _ owner: String) -> String {
    let actions = [
      "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission",
      "DeleteTopic", "Subscribe", "ListSubscriptionsByTopic", "Publish",
    ]
    return JSONWriter.text([
      "Version": "2008-10-17", "Id": "__default_policy_ID",
      "Statement": [
        [
          "Sid": .string(openingStatement), "Effect": "Allow", "Principal": ["AWS": "*"],
          "Action": .list(actions.map { .string("SNS:\($0)") }), "Resource": .string(arn),
          "Condition": ["StringEquals": ["AWS:SourceOwner": .string(owner)]],
        ]
      ],
    ])
  }

  static let openingStatement = "__default_statement_ID"
}
