import InfraDSL
import InfraModel

/// Where messages go to whoever takes them, as Terraform's `aws_sns_topic`.
///
///     let alerts = AWSSNSTopic("alerts", kmsKey: .alias("alias/aws/sns"))
public struct AWSSNSTopic: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSNSTopic>(
    "aws_sns_topic", "Where messages go to whoever takes them.",
    arguments: [
      .required(
        "name", \.name, changing: .replaceWithGap, "Its name; that of a FIFO topic ends in .fifo."),
      .optional(
        "display_name", \.displayName, changing: .inPlace,
        "The name that people see in mails and short messages."),
      .optional("policy", \.policy, changing: .inPlace, "Who may do what with it."),
      .optional(
        "kms_master_key_id", \.kmsKey, changing: .inPlace, "The key that encrypts messages."),
      .optional(
        "fifo_topic", \.isFIFO, changing: .replaceWithGap, default: false,
        "Whether messages come in their order, each once."),
      .optional(
        "content_based_deduplication", \.deduplicatesByContent, changing: .inPlace, default: false,
        "Whether messages of the same body count as one, in a FIFO topic."),
      .optional(
        "delivery_policy", \.delivery, changing: .inPlace,
        "How often a delivery is tried again, as JSON."),
      .optional(
        "signature_version", \.signatureVersion, changing: .inPlace,
        "The digest that messages are signed with: 1 for SHA-1, 2 for SHA-256."),
      .optional(
        "tracing_config", \.tracing, changing: .inPlace, "Whether traces show its messages."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The topic's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("owner", terraform: "owner", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name; that of a FIFO topic ends in .fifo.
  public let name: Value<TopicName>
  /// The name that people see in mails and short messages.
  public let displayName: Value<String>?
  /// Who may do what with it.
  public let policy: PolicyDocument?
  /// The key that encrypts messages.
  public let kmsKey: Value<KMSKeyID>?
  /// Whether messages come in their order, each once.
  public let isFIFO: Bool?
  /// Whether messages of the same body count as one, in a FIFO topic.
  public let deduplicatesByContent: Bool?
  /// How often a delivery is tried again, as JSON.
  public let delivery: Value<String>?
  /// The digest that messages are signed with: 1 for SHA-1, 2 for SHA-256.
  public let signatureVersion: Bounded?
  /// Whether its messages are seen in traces.
  public let tracing: Tracing?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a topic.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; that of a FIFO topic ends in .fifo; the key if not given.
  ///   - displayName: The name that people see in mails and short messages.
  ///   - policy: Who may do what with it.
  ///   - kmsKey: The key that encrypts messages.
  ///   - isFIFO: Whether messages come in their order, each once.
  ///   - deduplicatesByContent: Whether messages of the same body count as one, in a FIFO topic.
  ///   - delivery: How often a delivery is tried again, as JSON.
  ///   - signatureVersion: The digest that messages are signed with: 1 for SHA-1, 2 for SHA-256.
  ///   - tracing: Whether its messages are seen in traces.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<TopicName>? = nil, displayName: Value<String>? = nil,
    policy: PolicyDocument? = nil, kmsKey: Value<KMSKeyID>? = nil, isFIFO: Bool? = nil,
    deduplicatesByContent: Bool? = nil, delivery: Value<String>? = nil,
    signatureVersion: Value<Int>? = nil, tracing: Tracing? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_sns_topic", key: key, file: file, line: line)
    self.name = name ?? Value(TopicName(key))
    self.displayName = displayName
    self.policy = policy?.used(as: .resource)
    self.kmsKey = kmsKey
    self.isFIFO = isFIFO
    self.deduplicatesByContent = deduplicatesByContent
    self.delivery = delivery
    self.signatureVersion = signatureVersion.map { Bounded($0, 1...2) }
    self.tracing = tracing
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSSNSTopic>> { attribute("arn") }
  /// The account that it is in.
  public var owner: Value<AccountID> { attribute("owner") }
  /// Its name.
  public var topicName: Value<TopicName> { attribute("name") }

  /// Whether messages are seen in traces.
  public enum Tracing: String, Choice {
    /// They are.
    case active = "Active"
    /// Only those of senders who say so.
    case passThrough = "PassThrough"
  }
}

extension AWSSNSTopic: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("sns", "") }
}

/// The name of a topic.
public struct TopicName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...256, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    let name = text.hasSuffix(".fifo") ? String(text.dropLast(5)) : text
    if rule.allows(name) { return nil }
    return
      "\"\(text)\" is not a topic's name: use \(rule.text), and .fifo at the end of a FIFO topic's."
  }
}
