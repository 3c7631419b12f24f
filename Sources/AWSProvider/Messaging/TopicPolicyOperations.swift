import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_sns_topic_policy`. A topic always has a policy: one of its own is
  /// there if it is another than topics begin with, and that one is brought back at the end.
  static let topicPolicy = AWSType(
    "aws_sns_topic_policy", "policy of the topic", identity: "{arn}",
    arguments: [.both("arn", "TopicArn"), .both("policy", "Policy", .json)],
    attributes: ["id": "TopicArn", "owner": "Owner"],
    lookup: Lookup(
      picking: { answer, _ in
        let topic = AttributeEntries.read(answer.output)
        return isOpening(topic["Policy"].string ?? "") ? [] : [topic]
      }
    ) { key in
      guard case .id(let arn) = key else { return nil }
      return AWSCall(.sns, "GetTopicAttributes", ["TopicArn": .string(arn)])
    },
    creation: Creation { _, scope in putPolicy(scope) },
    updates: [Update(["policy"]) { scope in [putPolicy(scope)] }],
    deletion: Deletion { scope in
      let policy = openingPolicy(scope.id, scope.object["Owner"].string ?? "")
      return [setTopic(scope.id, "Policy", policy)]
    },
    // A role of a moment ago.
    again: ["InvalidParameter: PrincipalNotFound"])

  private static func putPolicy(_ scope: Scope) -> AWSCall {
    setTopic(scope.arguments["arn"]?.string ?? "", "Policy", scope["policy"].string ?? "")
  }

  /// Whether a policy has nothing but the statement that topics begin with.
  private static func isOpening(_ text: String) -> Bool {
    guard let policy = try? JSONParser.parse(text) else { return text.isEmpty }
    let statements = policy["Statement"].elements
    return statements.count == 1 && statements[0]["Sid"].string == openingStatement
  }
}
