import InfraDSL
import InfraModel

/// Which events something is done for, or when, as Terraform's `aws_cloudwatch_event_rule`.
///
///     let stopped = AWSCloudWatchEventRule(
///       "stopped", pattern: ["source": ["aws.ecs"], "detail-type": ["ECS Task State Change"]])
public struct AWSCloudWatchEventRule: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSCloudWatchEventRule>(
    "aws_cloudwatch_event_rule", "Which events something is done for, or when.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name, unique on its bus."),
      .optional(
        "event_bus_name", \.bus, changing: .replaceWithGap, default: "default",
        "The bus whose events it looks at."),
      .optional("event_pattern", \.pattern, changing: .inPlace, "What the events look like."),
      .optional("schedule_expression", \.schedule, changing: .inPlace, "When, in UTC."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "state", \.state, changing: .inPlace, default: "ENABLED", "Whether it does anything."),
      .optional(
        "role_arn", \.role, changing: .inPlace, "The role that its targets are called with."),
      .optional(
        "force_destroy", \.isDeletedIfManaged, changing: .inPlace, default: false,
        terraform: .unread,
        "Whether it is deleted although a service of AWS made it."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema(
        "id", terraform: "id", "The rule's name, after its bus if that is not the default one."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique on its bus.
  public let name: Value<RuleName>
  /// The bus whose events it looks at.
  public let bus: Value<String>?
  /// What the events look like.
  public let pattern: EventPattern?
  /// When, in UTC.
  public let schedule: Schedule?
  /// What it is for.
  public let description: Value<String>?
  /// Whether it does anything.
  public let state: State?
  /// The role that its targets are called with.
  public let role: Value<ARN<AWSIAMRole>>?
  /// Whether it is deleted although a service of AWS made it.
  public let isDeletedIfManaged: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a rule.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique on its bus; the key if not given.
  ///   - bus: The bus whose events it looks at.
  ///   - pattern: What the events look like.
  ///   - schedule: When, in UTC.
  ///   - description: What it is for.
  ///   - state: Whether it does anything.
  ///   - role: The role that its targets are called with.
  ///   - isDeletedIfManaged: Whether it is deleted although a service of AWS made it.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<RuleName>? = nil, bus: Value<String>? = nil,
    pattern: EventPattern? = nil, schedule: Schedule? = nil, description: Value<String>? = nil,
    state: State? = nil, role: Value<ARN<AWSIAMRole>>? = nil, isDeletedIfManaged: Bool? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_cloudwatch_event_rule", key: key, file: file, line: line)
    self.name = name ?? Value(RuleName(key))
    self.bus = bus
    self.pattern = pattern
    self.schedule = schedule
    self.description = description
    self.state = state
    self.role = role
    self.isDeletedIfManaged = isDeletedIfManaged
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSCloudWatchEventRule>> { attribute("arn") }
  /// Its name.
  public var ruleName: Value<RuleName> { attribute("name") }

  /// Whether a rule does anything.
  public enum State: String, Choice {
    /// It does.
    case enabled = "ENABLED"
    /// It does not.
    case disabled = "DISABLED"
  }
}

extension AWSCloudWatchEventRule: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("events", "rule/") }
}

/// The name of a rule.
public struct RuleName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...64, "_-.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a rule's name: use \(rule.text)."
  }
}
