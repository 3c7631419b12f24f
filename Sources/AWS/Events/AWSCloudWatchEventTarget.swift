import InfraDSL
import InfraModel

/// What is done for an event, as Terraform's `aws_cloudwatch_event_target`.
///
///     let tell = AWSCloudWatchEventTarget("tell", rule: stopped.ruleName, target:
///   alerts.arn.ofAnyKind)
public struct AWSCloudWatchEventTarget: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSCloudWatchEventTarget>(
    "aws_cloudwatch_event_target", "What is done for an event.",
    terraformIdentity: .joined("event_bus_name", "/", "rule", "/", "target_id"),
    arguments: [
      .required("rule", \.rule, changing: .replaceWithGap, "The rule."),
      .required("arn", \.target, changing: .inPlace, "What is called."),
      .required(
        "target_id", \.targetID, changing: .replaceWithGap, "Its name, unique in its rule."),
      .optional(
        "event_bus_name", \.bus, changing: .replaceWithGap, default: "default",
        "The bus of the rule."),
      .optional("role_arn", \.role, changing: .inPlace, "The role that it is called with."),
      .optional(
        "input", \.input, changing: .inPlace, "What it gets instead of the event, as JSON."),
      .optional(
        "input_path", \.inputPath, changing: .inPlace,
        "The part of the event that it gets, as $.detail."),
      .optional(
        "input_transformer", \.transformer, changing: .inPlace,
        "What it gets, made of parts of the event."),
      .optional(
        "dead_letter_config", \.deadLetters, changing: .inPlace,
        "Where events go that could not be brought."),
      .optional(
        "retry_policy", \.retries, changing: .inPlace,
        "How often and how long a call is tried again."),
      .optional(
        "ecs_target", \.task, changing: .inPlace,
        "The task that is run, if the target is a cluster."),
      .optional(
        "sqs_target", \.queueGroup, changing: .inPlace,
        "The group of the message, if the target is a FIFO queue."),
      .optional(
        "force_destroy", \.isDeletedIfManaged, changing: .inPlace, default: false,
        "Whether it is deleted although a service of AWS made it."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The rule's name and the target's.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The rule.
  public let rule: Value<RuleName>
  /// What is called.
  public let target: Value<AnyARN>
  /// Its name, unique in its rule.
  public let targetID: Value<TargetID>
  /// The bus of the rule.
  public let bus: Value<String>?
  /// The role that it is called with.
  public let role: Value<ARN<AWSIAMRole>>?
  /// What it gets instead of the event, as JSON.
  public let input: Value<String>?
  /// The part of the event that it gets, as $.detail.
  public let inputPath: Value<String>?
  /// What it gets, made of parts of the event.
  public let transformer: InputTransformer?
  /// Where events go that could not be brought.
  public let deadLetters: DeadLetters?
  /// How often and how long a call is tried again.
  public let retries: Retries?
  /// The task that is run, if the target is a cluster.
  public let task: Task?
  /// The group of the message, if the target is a FIFO queue.
  public let queueGroup: QueueGroup?
  /// Whether it is deleted although a service of AWS made it.
  public let isDeletedIfManaged: Bool?

  /// Declares a target.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - rule: The rule.
  ///   - target: What is called.
  ///   - targetID: Its name, unique in its rule; the key if not given.
  ///   - bus: The bus of the rule.
  ///   - role: The role that it is called with.
  ///   - input: What it gets instead of the event, as JSON.
  ///   - inputPath: The part of the event that it gets, as $.detail.
  ///   - transformer: What it gets, made of parts of the event.
  ///   - deadLetters: Where events go that could not be brought.
  ///   - retries: How often and how long a call is tried again.
  ///   - task: The task that is run, if the target is a cluster.
  ///   - queueGroup: The group of the message, if the target is a FIFO queue.
  ///   - isDeletedIfManaged: Whether it is deleted although a service of AWS made it.
  public init(
    _ key: String, rule: Value<RuleName>, target: Value<AnyARN>, targetID: Value<TargetID>? = nil,
    bus: Value<String>? = nil, role: Value<ARN<AWSIAMRole>>? = nil, input: Value<String>? = nil,
    inputPath: Value<String>? = nil, transformer: InputTransformer? = nil,
    deadLetters: DeadLetters? = nil, retries: Retries? = nil, task: Task? = nil,
    queueGroup: QueueGroup? = nil, isDeletedIfManaged: Bool? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_cloudwatch_event_target", key: key, file: file, line: line)
    self.rule = rule
    self.target = target
    self.targetID = targetID ?? Value(TargetID(key))
    self.bus = bus
    self.role = role
    self.input = input
    self.inputPath = inputPath
    self.transformer = transformer
    self.deadLetters = deadLetters
    self.retries = retries
    self.task = task
    self.queueGroup = queueGroup
    self.isDeletedIfManaged = isDeletedIfManaged
  }
}

/// The name of a target.
public struct TargetID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...64, "_-.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a target's name: use \(rule.text)."
  }
}
