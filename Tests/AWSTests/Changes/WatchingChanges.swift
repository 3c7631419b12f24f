import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  private static func tells(_ topic: Value<ARN<AWSSNSTopic>>) -> [AWSCloudWatchMetricAlarm
    .AlarmAction]
  {
    [.init(topic.ofAnyKind)]
  }

  static let alarms = [metricAlarm, percentileAlarm, queryAlarm, bandAlarm, dashboard]

  private static let metricAlarm = ChangedSample(
    AWSCloudWatchMetricAlarm(
      "full", name: "first", comparison: .above, threshold: 10, periods: 3, datapoints: 2,
      metric: "Errors", namespace: "App", dimensions: ["Service": "app"], statistic: .sum,
      period: .minutes(1), unit: "Count", missingData: .fine, description: "all of it",
      hasActions: true, alarmActions: tells(topic), okActions: tells(topic),
      noDataActions: tells(topic), tags: ["team": "core"]),
    AWSCloudWatchMetricAlarm(
      "full", name: "second", comparison: .below, threshold: 0.5, periods: 4, datapoints: 3,
      metric: "Requests", namespace: "Web", dimensions: ["Service": "web"], statistic: .average,
      period: .minutes(5), unit: "Seconds", missingData: .bad, description: "all",
      hasActions: false, alarmActions: tells(otherTopic), okActions: tells(otherTopic),
      noDataActions: tells(otherTopic), tags: ["team": "other"]))

  private static let percentileAlarm = ChangedSample(
    AWSCloudWatchMetricAlarm(
      "full", comparison: .above, threshold: 1, periods: 1, metric: "Latency", namespace: "App",
      percentile: "p99", period: .minutes(1), fewSamples: .count),
    AWSCloudWatchMetricAlarm(
      "full", comparison: .above, threshold: 1, periods: 1, metric: "Latency", namespace: "App",
      percentile: "p90", period: .minutes(1), fewSamples: .ignored))

  private static func rate(_ expression: Value<String>) -> AWSCloudWatchMetricAlarm {
    AWSCloudWatchMetricAlarm(
      "full", comparison: .above, threshold: 1, periods: 1,
      queries: [
        .computed("rate", expression, label: "errors"),
        .metric(
          "errors",
          .init(
            "Errors", namespace: "App", dimensions: ["Service": "app"], period: .minutes(1),
            statistic: "Sum", unit: "Count")),
        .metric(
          "requests",
          .init("Requests", namespace: "App", period: .minutes(1), statistic: "Sum"), label: "all"),
      ])
  }

  private static let queryAlarm = ChangedSample(
    rate("100 * errors / requests"), rate("errors / requests"))

  private static func band(_ id: Value<String>) -> AWSCloudWatchMetricAlarm {
    AWSCloudWatchMetricAlarm(
      "full", comparison: .aboveBand, periods: 1,
      queries: [
        .computed("band", "ANOMALY_DETECTION_BAND(load)"),
        .metric(
          "load", .init("Load", namespace: "App", period: .minutes(1), statistic: "Average"),
          isResult: true),
      ], thresholdQuery: id)
  }

  private static let bandAlarm = ChangedSample(band("band"), band("other"))

  private static let dashboard = ChangedSample(
    AWSCloudWatchDashboard(
      "full", name: "first",
      body: [
        .text("# App", at: .init(x: 0, y: 0, width: 24, height: 2)),
        .lines(
          "Load", [.init("CPUUtilization", namespace: "AWS/ECS", dimensions: ["Service": "a"])],
          region: "us-east-1", at: .init(x: 0, y: 2, width: 12, height: 6)),
        .alarms(
          "Alarms", ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors"],
          at: .init(x: 12, y: 2, width: 12, height: 6)),
      ]),
    AWSCloudWatchDashboard("full", name: "second", body: .json("{\"widgets\": []}")))

  private static func publishing(_ topic: Value<ARN<AWSSNSTopic>>) -> PolicyDocument {
    PolicyDocument(
      .allow("sns:Publish", on: "\(topic)", by: [.service("cloudwatch.amazonaws.com")]))
  }

  static let topics = [
    ChangedSample(
      AWSSNSTopic(
        "full", name: "first.fifo", displayName: "all of it", policy: publishing(topic),
        kmsKey: "alias/aws/sns", isFIFO: true, deduplicatesByContent: true,
        signatureVersion: 1, tracing: .passThrough, tags: ["team": "core"]),
      AWSSNSTopic(
        "full", name: "second.fifo", displayName: "all", policy: publishing(otherTopic),
        kmsKey: "alias/sns", isFIFO: true, deduplicatesByContent: false,
        signatureVersion: 2, tracing: .active, tags: ["team": "other"])),
    ChangedSample(
      AWSSNSTopic("full", name: "full.fifo", isFIFO: true),
      AWSSNSTopic("full", name: "full.fifo", isFIFO: false)),
    ChangedSample(
      AWSSNSTopic("full", delivery: "{\"http\":{\"disableSubscriptionOverrides\":true}}"),
      AWSSNSTopic("full", delivery: "{\"http\":{\"disableSubscriptionOverrides\":false}}")),
    ChangedSample(
      AWSSNSTopicSubscription(
        "full", topic: topic, transport: .https, endpoint: "https://example.org/hook",
        confirmsItself: false, confirmationTimeout: .minutes(1), isRaw: false,
        filter: "{\"kind\":[\"a\"]}", filterScope: .attributes,
        delivery: "{\"healthyRetryPolicy\":{\"numRetries\":3}}",
        deadLetters: .init(queue: "arn:aws:sqs:us-east-1:123456789012:dead")),
      AWSSNSTopicSubscription(
        "full", topic: otherTopic, transport: .http, endpoint: "https://example.org/other",
        confirmsItself: true, confirmationTimeout: .minutes(2), isRaw: true,
        filter: "{\"kind\":[\"b\"]}", filterScope: .body,
        delivery: "{\"healthyRetryPolicy\":{\"numRetries\":4}}",
        deadLetters: .init(queue: "arn:aws:sqs:us-east-1:123456789012:other"))),
    ChangedSample(
      AWSSNSTopicSubscription(
        "full", topic: topic, transport: .firehose,
        endpoint: "arn:aws:firehose:us-east-1:123456789012:deliverystream/all", role: role),
      AWSSNSTopicSubscription(
        "full", topic: topic, transport: .firehose,
        endpoint: "arn:aws:firehose:us-east-1:123456789012:deliverystream/all", role: otherRole)),
    ChangedSample(
      AWSSNSTopicPolicy("full", topic: topic, policy: publishing(topic)),
      AWSSNSTopicPolicy("full", topic: otherTopic, policy: publishing(otherTopic))),
  ]

  static let events = [
    ChangedSample(
      AWSCloudWatchEventRule(
        "full", name: "first", bus: "default", pattern: ["source": ["aws.ecs"]],
        description: "all of it", state: .enabled, role: role, isDeletedIfManaged: false,
        tags: ["team": "core"]),
      AWSCloudWatchEventRule(
        "full", name: "second", bus: "other",
        pattern: [
          "source": .prefix("aws."), "detail": ["state": .noneOf(["ok"]), "at": .exists(true)],
        ],
        description: "all", state: .disabled, role: otherRole, isDeletedIfManaged: true,
        tags: ["team": "other"])),
    ChangedSample(
      AWSCloudWatchEventRule("full", schedule: .rate(.minutes(5))),
      AWSCloudWatchEventRule("full", schedule: .cron("0 3 * * ? *"))),
    ChangedSample(
      AWSCloudWatchEventTarget(
        "full", rule: "first", target: cluster.ofAnyKind, targetID: "first", bus: "default",
        role: role, input: "{\"a\":1}",
        deadLetters: .init(queue: "arn:aws:sqs:us-east-1:123456789012:dead"),
        retries: .init(age: .hours(1), attempts: 3),
        task: .init(
          revision, count: 1, launchType: .fargate, platformVersion: "1.4.0",
          network: .init(subnets: subnets, securityGroups: groups), group: "jobs",
          tagSource: .taskDefinition, allowsCommands: false, hasManagedTags: true,
          tags: ["a": "b"]),
        isDeletedIfManaged: false),
      AWSCloudWatchEventTarget(
        "full", rule: "second", target: otherCluster.ofAnyKind, targetID: "second", bus: "other",
        role: otherRole, input: "{\"a\":2}",
        deadLetters: .init(queue: "arn:aws:sqs:us-east-1:123456789012:other"),
        retries: .init(age: .hours(2), attempts: 4), task: .init(otherRevision, count: 2),
        isDeletedIfManaged: true)),
    ChangedSample(
      AWSCloudWatchEventTarget(
        "full", rule: "first", target: "arn:aws:sqs:us-east-1:123456789012:all.fifo",
        inputPath: "$.detail", queueGroup: .init("first")),
      AWSCloudWatchEventTarget(
        "full", rule: "first", target: "arn:aws:sqs:us-east-1:123456789012:all.fifo",
        inputPath: "$.source", queueGroup: .init("second"))),
    ChangedSample(
      AWSCloudWatchEventTarget(
        "full", rule: "first", target: topic.ofAnyKind,
        transformer: .init(parts: ["task": "$.detail.taskArn"], template: "\"<task> ended\"")),
      AWSCloudWatchEventTarget(
        "full", rule: "first", target: topic.ofAnyKind,
        transformer: .init(parts: ["task": "$.detail.taskArn"], template: "\"<task>\""))),
  ]
}
