import InfraDSL
import InfraModel

/// Who takes the messages of a topic, as Terraform's `aws_sns_topic_subscription`.
///
///     let mail = AWSSNSTopicSubscription(
///       "mail", topic: alerts.arn, to: .email("oncall@example.org"))
public struct AWSSNSTopicSubscription: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSNSTopicSubscription>(
    "aws_sns_topic_subscription", "Who takes the messages of a topic.",
    arguments: [
      .required("topic_arn", \.topic, changing: .replaceWithGap, "The topic."),
      .required("protocol", \.transport, changing: .replaceWithGap, "How messages are brought."),
      .required("endpoint", \.endpoint, changing: .replaceWithGap, "Where they are brought."),
      .optional(
        "endpoint_auto_confirms", \.confirmsItself, changing: .inPlace, default: false,
        "Whether the endpoint takes it on without a person."),
      .optional(
        "confirmation_timeout_in_minutes", \.confirmationTimeout, changing: .inPlace, default: 1,
        "Minutes to wait until it is taken on."),
      .optional(
        "raw_message_delivery", \.isRaw, changing: .inPlace, default: false,
        "Whether messages are brought without an envelope."),
      .optional(
        "filter_policy", \.filter, changing: .inPlace, "Which messages are brought, as JSON."),
      .optional(
        "filter_policy_scope", \.filterScope, changing: .inPlace,
        "What of a message the filter looks at."),
      .optional(
        "delivery_policy", \.delivery, changing: .inPlace,
        "How often a delivery is tried again, as JSON."),
      .optional(
        "redrive_policy", \.deadLetters, changing: .inPlace,
        "Where messages go that could not be brought."),
      .optional(
        "subscription_role_arn", \.role, changing: .inPlace, "The role that writes to Firehose."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The subscription's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
      AttributeSchema(
        "pending_confirmation", .untilUpdated, terraform: "pending_confirmation",
        "Whether it is not taken on yet."),
      AttributeSchema(
        "confirmation_was_authenticated", .untilUpdated,
        terraform: "confirmation_was_authenticated", "Whether whoever took it on was known."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The topic.
  public let topic: Value<ARN<AWSSNSTopic>>
  /// How messages are brought.
  public let transport: Transport
  /// Where they are brought.
  public let endpoint: Value<String>
  /// Whether the endpoint takes it on without a person.
  public let confirmsItself: Bool?
  /// Minutes to wait until it is taken on.
  public let confirmationTimeout: TimeSpan?
  /// Whether messages are brought without an envelope.
  public let isRaw: Bool?
  /// Which messages are brought, as JSON.
  public let filter: Value<String>?
  /// What of a message the filter looks at.
  public let filterScope: FilterScope?
  /// How often a delivery is tried again, as JSON.
  public let delivery: Value<String>?
  /// Where messages go that could not be brought.
  public let deadLetters: DeadLetters?
  /// The role that writes to Firehose.
  public let role: Value<ARN<AWSIAMRole>>?

  /// Declares a subscription by its protocol and endpoint.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - topic: The topic.
  ///   - transport: How messages are brought.
  ///   - endpoint: Where they are brought.
  ///   - confirmsItself: Whether the endpoint takes it on without a person.
  ///   - confirmationTimeout: How long to wait until it is taken on; a minute if not given.
  ///   - isRaw: Whether messages are brought without an envelope.
  ///   - filter: Which messages are brought, as JSON.
  ///   - filterScope: What of a message the filter looks at.
  ///   - delivery: How often a delivery is tried again, as JSON.
  ///   - deadLetters: Where messages go that could not be brought.
  ///   - role: The role that writes to Firehose.
  public init(
    _ key: String, topic: Value<ARN<AWSSNSTopic>>, transport: Transport, endpoint: Value<String>,
    confirmsItself: Bool? = nil, confirmationTimeout: Duration? = nil, isRaw: Bool? = nil,
    filter: Value<String>? = nil, filterScope: FilterScope? = nil, delivery: Value<String>? = nil,
    deadLetters: DeadLetters? = nil, role: Value<ARN<AWSIAMRole>>? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_sns_topic_subscription", key: key, file: file, line: line)
    self.topic = topic
    self.transport = transport
    self.endpoint = endpoint
    self.confirmsItself = confirmsItself
    self.confirmationTimeout = confirmationTimeout.map { TimeSpan($0, in: .minutes, 1...10_000) }
    self.isRaw = isRaw
    self.filter = filter
    self.filterScope = filterScope
    self.delivery = delivery
    self.deadLetters = deadLetters
    self.role = role
  }

  /// Its Amazon resource name.
  public var arn: Value<AnyARN> { attribute("arn") }
  /// Whether it is not taken on yet.
  public var isPending: Value<Bool> { attribute("pending_confirmation") }

  /// How messages are brought.
  public enum Transport: String, Choice {
    /// As mail, once the receiver has agreed.
    case email
    /// As mail with JSON.
    case emailJSON = "email-json"
    /// By a request over TLS.
    case https
    /// By a request.
    case http
    /// Into a queue.
    case sqs
    /// As a short message.
    case sms
    /// To a function.
    case lambda
    /// To a stream of Firehose.
    case firehose
    /// To an app on a phone.
    case application
  }

  /// What of a message a filter looks at.
  public enum FilterScope: String, Choice {
    /// Its attributes.
    case attributes = "MessageAttributes"
    /// Its body.
    case body = "MessageBody"
  }

  /// Where messages go that could not be brought.
  public struct DeadLetters: ArgumentValue {
    let queue: Value<ARN<AWSSQSQueue>>

    /// Into a queue.
    public static func queue(_ queue: AWSSQSQueue) -> DeadLetters { DeadLetters(queue: queue.arn) }

    /// The rule as JSON.
    public func lower(_ context: inout LoweringContext) -> Datum {
      JSONText.of(context.object(["deadLetterTargetArn": queue]))
    }
  }
}

/// Who takes messages: a protocol and where it brings them.
public struct Subscriber: Sendable {
  let transport: AWSSNSTopicSubscription.Transport
  let endpoint: Value<String>

  /// A person, by mail.
  public static func email(_ address: Value<String>) -> Subscriber {
    Subscriber(transport: .email, endpoint: address)
  }

  /// A service that takes requests over TLS.
  public static func https(_ url: Value<String>) -> Subscriber {
    Subscriber(transport: .https, endpoint: url)
  }

  /// A queue.
  public static func queue(_ queue: AWSSQSQueue) -> Subscriber {
    Subscriber(transport: .sqs, endpoint: "\(queue.arn)")
  }
}

extension AWSSNSTopicSubscription {
  /// Declares a subscription.
  public init(
    _ key: String, topic: Value<ARN<AWSSNSTopic>>, to subscriber: Subscriber,
    raw isRaw: Bool? = nil, filter: Value<String>? = nil, deadLetters: DeadLetters? = nil,
    file: String = #filePath, line: Int = #line
  ) {
    self.init(
      key, topic: topic, transport: subscriber.transport, endpoint: subscriber.endpoint,
      isRaw: isRaw, filter: filter, deadLetters: deadLetters, file: file, line: line)
  }
}
