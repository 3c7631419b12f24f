import InfraDSL
import InfraModel

/// A queue of messages, as Terraform's `aws_sqs_queue`.
///
///     let alerts = AWSSQSQueue("alerts", visibilityTimeout: .seconds(60))
public struct AWSSQSQueue: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSQSQueue>(
    "aws_sqs_queue", "A queue of messages.", holdsData: "the queue's messages",
    arguments: [
      .required(
        "name", \.name, changing: .replaceLosingData,
        "Its name; that of a FIFO queue ends in .fifo."),
      .optional(
        "visibility_timeout_seconds", \.visibilityTimeout, changing: .inPlace, default: 30,
        "Seconds that a received message is hidden from others."),
      .optional(
        "message_retention_seconds", \.retention, changing: .inPlace, default: 345_600,
        "Seconds that a message is kept."),
      .optional(
        "max_message_size", \.maxMessageSize, changing: .inPlace, default: 262_144,
        "The size of the largest message in bytes."),
      .optional(
        "delay_seconds", \.delay, changing: .inPlace, default: 0,
        "Seconds until a sent message can be received."),
      .optional(
        "receive_wait_time_seconds", \.receiveWait, changing: .inPlace, default: 0,
        "Seconds that a receiver waits for a message."),
      .optional(
        "fifo_queue", \.isFIFO, changing: .replaceLosingData, default: false,
        "Whether messages come in their order, each once."),
      .optional(
        "content_based_deduplication", \.deduplicatesByContent, changing: .inPlace, default: false,
        "Whether messages of the same body count as one, in a FIFO queue."),
      .optional(
        "deduplication_scope", \.deduplicationScope, changing: .inPlace,
        "Among which messages a FIFO queue looks for the same one."),
      .optional(
        "fifo_throughput_limit", \.throughputLimit, changing: .inPlace,
        "What the limit of a FIFO queue counts."),
      .optional("policy", \.policy, changing: .inPlace, "Who may do what with it."),
      .optional(
        "redrive_policy", \.deadLetters, changing: .inPlace,
        "Where messages go that were received too often."),
      .optional(
        "redrive_allow_policy", \.deadLetterSources, changing: .inPlace,
        "Which queues may send their dead letters here."),
      .optional(
        "kms_master_key_id", \.kmsKey, changing: .inPlace, "The key that encrypts messages."),
      .optional(
        "kms_data_key_reuse_period_seconds", \.dataKeyReuse, changing: .inPlace,
        "Seconds that a data key is used."),
      .optional(
        "sqs_managed_sse_enabled", \.isEncryptedBySQS, changing: .inPlace,
        "Whether messages are encrypted with keys of SQS."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The queue's URL."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("url", terraform: "url", "The URL that it is used by."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name; that of a FIFO queue ends in .fifo.
  public let name: Value<QueueName>
  /// Seconds that a received message is hidden from others.
  public let visibilityTimeout: TimeSpan?
  /// Seconds that a message is kept.
  public let retention: TimeSpan?
  /// The size of the largest message in bytes.
  public let maxMessageSize: ByteCount?
  /// Seconds until a sent message can be received.
  public let delay: TimeSpan?
  /// Seconds that a receiver waits for a message.
  public let receiveWait: TimeSpan?
  /// Whether messages come in their order, each once.
  public let isFIFO: Bool?
  /// Whether messages of the same body count as one, in a FIFO queue.
  public let deduplicatesByContent: Bool?
  /// Among which messages a FIFO queue looks for the same one.
  public let deduplicationScope: DeduplicationScope?
  /// What the limit of a FIFO queue counts.
  public let throughputLimit: ThroughputLimit?
  /// Who may do what with it.
  public let policy: PolicyDocument?
  /// Where messages go that were received too often.
  public let deadLetters: RedrivePolicy?
  /// Which queues may send their dead letters here.
  public let deadLetterSources: RedriveAllowPolicy?
  /// The key that encrypts messages.
  public let kmsKey: Value<KMSKeyID>?
  /// Seconds that a data key is used.
  public let dataKeyReuse: TimeSpan?
  /// Whether messages are encrypted with keys of SQS.
  public let isEncryptedBySQS: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a queue.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; that of a FIFO queue ends in .fifo; the key if not given.
  ///   - visibilityTimeout: How long a received message is hidden from others, up to 12 h; 30 s if
  ///     not given.
  ///   - retention: How long a message is kept, 1 min to 14 days; 4 days if not given.
  ///   - maxMessageSize: The size of the largest message, 1 to 256 KiB.
  ///   - delay: How long until a sent message can be received, up to 15 min; 0 if not given.
  ///   - receiveWait: How long a receiver waits for a message, up to 20 s; 0 if not given.
  ///   - isFIFO: Whether messages come in their order, each once.
  ///   - deduplicatesByContent: Whether messages of the same body count as one, in a FIFO queue.
  ///   - deduplicationScope: Among which messages a FIFO queue looks for the same one.
  ///   - throughputLimit: What the limit of a FIFO queue counts.
  ///   - policy: Who may do what with it.
  ///   - deadLetters: Where messages go that were received too often.
  ///   - deadLetterSources: Which queues may send their dead letters here.
  ///   - kmsKey: The key that encrypts messages.
  ///   - dataKeyReuse: How long a data key is used, 1 min to 24 h.
  ///   - isEncryptedBySQS: Whether messages are encrypted with keys of SQS.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<QueueName>? = nil, visibilityTimeout: Duration? = nil,
    retention: Duration? = nil, maxMessageSize: ByteCount? = nil, delay: Duration? = nil,
    receiveWait: Duration? = nil, isFIFO: Bool? = nil, deduplicatesByContent: Bool? = nil,
    deduplicationScope: DeduplicationScope? = nil, throughputLimit: ThroughputLimit? = nil,
    policy: PolicyDocument? = nil, deadLetters: RedrivePolicy? = nil,
    deadLetterSources: RedriveAllowPolicy? = nil, kmsKey: Value<KMSKeyID>? = nil,
    dataKeyReuse: Duration? = nil, isEncryptedBySQS: Bool? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_sqs_queue", key: key, file: file, line: line)
    self.name = name ?? Value(QueueName(key))
    self.visibilityTimeout = visibilityTimeout.map { TimeSpan($0, in: .seconds, 0...43_200) }
    self.retention = retention.map { TimeSpan($0, in: .seconds, 60...1_209_600) }
    self.maxMessageSize = maxMessageSize
    self.delay = delay.map { TimeSpan($0, in: .seconds, 0...900) }
    self.receiveWait = receiveWait.map { TimeSpan($0, in: .seconds, 0...20) }
    self.isFIFO = isFIFO
    self.deduplicatesByContent = deduplicatesByContent
    self.deduplicationScope = deduplicationScope
    self.throughputLimit = throughputLimit
    self.policy = policy?.used(as: .resource)
    self.deadLetters = deadLetters
    self.deadLetterSources = deadLetterSources
    self.kmsKey = kmsKey
    self.dataKeyReuse = dataKeyReuse.map { TimeSpan($0, in: .seconds, 60...86_400) }
    self.isEncryptedBySQS = isEncryptedBySQS
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSSQSQueue>> { attribute("arn") }
  /// The URL that it is used by.
  public var url: Value<String> { attribute("url") }
  /// Its name.
  public var queueName: Value<QueueName> { attribute("name") }

  /// Among which messages the same one is looked for.
  public enum DeduplicationScope: String, Choice {
    /// All of the queue's.
    case queue = "queue"
    /// Those of the same group.
    case messageGroup
  }

  /// What the limit of a FIFO queue counts.
  public enum ThroughputLimit: String, Choice {
    /// All messages.
    case perQueue
    /// The messages of each group.
    case perMessageGroup = "perMessageGroupId"
  }
}

extension AWSSQSQueue: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("sqs", "") }
}
