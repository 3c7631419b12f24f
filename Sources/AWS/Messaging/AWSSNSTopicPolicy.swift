import InfraDSL
import InfraModel

/// Who may do what with a topic, as Terraform's `aws_sns_topic_policy`.
///
///     let alarms = AWSSNSTopicPolicy(
///       "alarms", topic: alerts.arn,
///       policy: PolicyDocument(
///         .allow("sns:Publish", on: "\\(alerts.arn)", by:
///   [.service("cloudwatch.amazonaws.com")])))
public struct AWSSNSTopicPolicy: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSNSTopicPolicy>(
    "aws_sns_topic_policy", "Who may do what with a topic.",
    arguments: [
      .required("arn", \.topic, changing: .replaceWithGap, "The topic."),
      .required("policy", \.policy, changing: .inPlace, "Who may do what."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The topic's ARN."),
      AttributeSchema("owner", terraform: "owner", "The account that the topic is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The topic.
  public let topic: Value<ARN<AWSSNSTopic>>
  /// Who may do what.
  public let policy: PolicyDocument

  /// Declares the policy of a topic.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - topic: The topic.
  ///   - policy: Who may do what.
  public init(
    _ key: String, topic: Value<ARN<AWSSNSTopic>>, policy: PolicyDocument, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_sns_topic_policy", key: key, file: file, line: line)
    self.topic = topic
    self.policy = policy.used(as: .resource)
  }
}
