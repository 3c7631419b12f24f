import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_sqs_queue`.
  static let queue = AWSType(
    "aws_sqs_queue", "queue",
    arguments: [
      .both(
        "name", "QueueName", .odd(write: { $0 }, read: { seen, _ in lastPart(seen) }),
        reads: "Attributes.QueueArn")
    ]
      + queueAttributes.map { name, attribute, shape in
        .both(name, "Attributes.\(attribute)", shape)
      },
    attributes: ["id": "QueueUrl", "url": "QueueUrl", "arn": "Attributes.QueueArn"],
    tags: .calls(
      .sqs, .map, add: "TagQueue", remove: "UntagQueue", object: ("QueueUrl", "{id}"),
      createdAs: "tags"),
    lookup: Lookup(
      missing: ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"],
      extras: [
        Lookup.Extra([], into: "Attributes", at: "Attributes") { queue, _ in
          AWSCall(
            .sqs, "GetQueueAttributes",
            ["QueueUrl": queue["QueueUrl"], "AttributeNames": ["All"]])
        },
        Lookup.Extra([], into: "Tags", at: "Tags") { queue, _ in
          AWSCall(.sqs, "ListQueueTags", ["QueueUrl": queue["QueueUrl"]])
        },
      ],
      picking: { answer, key in
        guard case .id(let url) = key else { return [answer.output] }
        return [answer.output.merging(["QueueUrl": .string(url)])]
      }
    ) { key in
      switch key {
      case .id(let url):
        return AWSCall(
          .sqs, "GetQueueAttributes", ["QueueUrl": .string(url), "AttributeNames": ["All"]])
      case .arguments(let arguments):
        return AWSCall(.sqs, "GetQueueUrl", ["QueueName": arguments["name"] ?? .null])
      case .instance: return nil
      }
    },
    // A queue of the same attributes is answered as if it had been made.
    creation: Creation(
      .sqs, "CreateQueue", id: "QueueUrl", looksFirst: true,
      taken: ["QueueNameExists", "QueueAlreadyExists"]),
    updates: [Update(Set(queueAttributes.map(\.0)).subtracting(["fifo_queue"]), setAttributes)],
    deletion: Deletion(.sqs, "DeleteQueue", id: "QueueUrl"),
    // For a minute after a queue of the name was deleted.
    again: ["QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently"])

  /// Sets all that changed by one call, as some are only taken together with others.
  @Sendable private static func setAttributes(_ scope: Scope) -> [AWSCall] {
    var changed = Fields()
    for (name, attribute, _) in queueAttributes where scope.changed.contains(name) {
      let declared = scope.arguments[name].flatMap(\.scalarText)
      // The other encryption takes the place of this one.
      if declared == nil, name == "sqs_managed_sse_enabled",
        scope.arguments["kms_master_key_id"] != nil
      {
        continue
      }
      // An empty text takes a text away; it is no number and no choice.
      changed[attribute] = .string(declared ?? standards[attribute] ?? "")
    }
    if changed.isEmpty { return [] }
    return [
      AWSCall(
        .sqs, "SetQueueAttributes",
        ["QueueUrl": .string(scope.id), "Attributes": .object(changed)])
    ]
  }

  /// Arguments that are attributes of the queue: all of them text.
  private static let queueAttributes: [(String, String, Shape)] = [
    ("visibility_timeout_seconds", "VisibilityTimeout", .quoted(.number)),
    ("message_retention_seconds", "MessageRetentionPeriod", .quoted(.number)),
    ("max_message_size", "MaximumMessageSize", .quoted(.number)),
    ("delay_seconds", "DelaySeconds", .quoted(.number)),
    ("receive_wait_time_seconds", "ReceiveMessageWaitTimeSeconds", .quoted(.number)),
    ("fifo_queue", "FifoQueue", onlyTrue),
    ("content_based_deduplication", "ContentBasedDeduplication", onlyTrue),
    ("deduplication_scope", "DeduplicationScope", .text),
    ("fifo_throughput_limit", "FifoThroughputLimit", .text),
    ("policy", "Policy", .json),
    ("redrive_policy", "RedrivePolicy", .json),
    ("redrive_allow_policy", "RedriveAllowPolicy", .json),
    ("kms_master_key_id", "KmsMasterKeyId", .text),
    ("kms_data_key_reuse_period_seconds", "KmsDataKeyReusePeriodSeconds", .quoted(.number)),
    ("sqs_managed_sse_enabled", "SqsManagedSseEnabled", .quoted(.flag)),
  ]

  /// What attributes are where they never were declared, by the API's reference.
  private static let standards = [
    "DeduplicationScope": "queue", "FifoThroughputLimit": "perQueue",
    "KmsDataKeyReusePeriodSeconds": "300", "SqsManagedSseEnabled": "true",
  ]

  /// A queue that is no FIFO queue must not say so, nor that it has what only those have.
  private static let onlyTrue = Shape.odd(
    write: { $0 == true ? "true" : .null },
    read: { seen, _ in .bool(seen == "true" || seen == true) })

  @Sendable private static func lastPart(_ arn: Datum) -> Datum {
    arn.string?.split(separator: ":").last.map { .string(String($0)) } ?? .null
  }
}
