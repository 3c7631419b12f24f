import InfraDSL
import InfraModel

/// What is done with some requests of a listener, as Terraform's `aws_lb_listener_rule`.
///
///     AWSLBListenerRule(
///       "api", listener: https.arn, priority: 10, conditions: [.path("/api/*")],
///       actions: [.forward(to: api.arn)])
public struct AWSLBListenerRule: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSLBListenerRule>(
    "aws_lb_listener_rule", "What is done with some requests of a listener.",
    arguments: [
      .required("listener_arn", \.listener, changing: .replaceWithGap, "The listener."),
      .required(
        "priority", \.priority, changing: .inPlace, "Its place among the rules, the lowest first."),
      .required(
        "condition", \.conditions, changing: .inPlace,
        "Which requests are meant: all conditions hold."),
      .required("action", \.actions, changing: .inPlace, "What is done with them."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The rule's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The listener.
  public let listener: Value<ARN<AWSLBListener>>
  /// Its place among the rules, the lowest first.
  public let priority: Bounded
  /// Which requests are meant: all conditions hold.
  public let conditions: [ListenerCondition]
  /// What is done with them.
  public let actions: [ListenerAction]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a rule.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - listener: The listener.
  ///   - priority: Its place among the rules, the lowest first.
  ///   - conditions: Which requests are meant: all conditions hold.
  ///   - actions: What is done with them.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, listener: Value<ARN<AWSLBListener>>, priority: Value<Int>,
    conditions: [ListenerCondition], actions: [ListenerAction], tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_lb_listener_rule", key: key, file: file, line: line)
    self.listener = listener
    self.priority = Bounded(priority, 1...50_000)
    self.conditions = conditions
    self.actions = actions
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSLBListenerRule>> { attribute("arn") }
}

extension AWSLBListenerRule: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticloadbalancing", "listener-rule/") }
}
