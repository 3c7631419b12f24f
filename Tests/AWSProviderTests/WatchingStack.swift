import AWS
import InfraDSL
import InfraModel

/// An environment with alarms, a dashboard, topics and who takes their messages, events and what is
/// done for them.
struct WatchingStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core"]) }
  var tags: Tags { ["version": isSecond ? "two" : "one"] }
  var role: Value<ARN<AWSIAMRole>> {
    isSecond ? "arn:aws:iam::123456789012:role/second" : "arn:aws:iam::123456789012:role/first"
  }

  var body: [Declaration] {
    let dead = AWSSQSQueue("dead", name: Value(QueueName("\(prefix)-dead")))
    dead
    let other = AWSSQSQueue("other", name: Value(QueueName("\(prefix)-other")))
    other
    let queue = AWSSQSQueue("queue", name: Value(QueueName("\(prefix)-queue")))
    queue
    let alerts = AWSSNSTopic(
      "alerts", name: Value(TopicName("\(prefix)-alerts")),
      displayName: isSecond ? "alerts of two" : "alerts", policy: publishing("cloudwatch"),
      kmsKey: isSecond ? "alias/topics" : "alias/aws/sns",
      delivery: delivery("http", "{\"disableSubscriptionOverrides\":\(isSecond)}"), tags: tags)
    alerts
    AWSSNSTopic(
      "orders", name: Value(TopicName("\(prefix)-orders.fifo")), isFIFO: true,
      deduplicatesByContent: !isSecond)
    let open = AWSSNSTopic("open", name: Value(TopicName("\(prefix)-open")))
    open
    AWSSNSTopicPolicy("open", topic: open.arn, policy: publishing("events"))
    subscriptions(alerts, queue, isSecond ? other : dead)
    alarms(isSecond ? open : alerts)
    events(alerts, queue, isSecond ? other : dead)
  }

  private func publishing(_ service: String) -> PolicyDocument {
    PolicyDocument(
      .allow(
        isSecond ? "sns:Publish" : "sns:Subscribe", on: "*",
        by: [.service("\(service).amazonaws.com")]))
  }

  private func delivery(_ name: String, _ rules: String) -> Value<String> {
    Value("{\"\(name)\":\(rules)}")
  }

  @DeclarationBuilder
  private func subscriptions(_ topic: AWSSNSTopic, _ queue: AWSSQSQueue, _ dead: AWSSQSQueue)
    -> [Declaration]
  {
    AWSSNSTopicSubscription(
      "queue", topic: topic.arn, transport: .sqs, endpoint: "\(queue.arn)", isRaw: isSecond,
      filter: isSecond ? "{\"kind\": {\"of\": [\"b\"]}}" : "{\"kind\": [\"a\"]}",
      filterScope: isSecond ? .body : .attributes, deadLetters: .queue(dead))
    AWSSNSTopicSubscription(
      "hook", topic: topic.arn, transport: .https, endpoint: "https://example.org/hook",
      confirmsItself: isSecond, confirmationTimeout: .minutes(isSecond ? 2 : 1),
      delivery: delivery(
        "healthyRetryPolicy",
        "{\"minDelayTarget\":1,\"maxDelayTarget\":2,\"numRetries\":\(isSecond ? 4 : 3)}"))
    AWSSNSTopicSubscription(
      "stream", topic: topic.arn, transport: .firehose,
      endpoint: "arn:aws:firehose:eu-central-1:123456789012:deliverystream/all", role: role)
  }

  @DeclarationBuilder private func alarms(_ topic: AWSSNSTopic) -> [Declaration] {
    let errors = AWSCloudWatchMetricAlarm(
      "errors", name: Value(AlarmName("\(prefix)-errors")),
      comparison: isSecond ? .below : .above, threshold: isSecond ? 0.5 : 10,
      periods: isSecond ? 4 : 3, datapoints: isSecond ? 3 : 2,
      metric: isSecond ? "Requests" : "Errors", namespace: isSecond ? "Web" : "App",
      dimensions: isSecond ? ["Service": "web"] : ["Service": "app", "Zone": "a"],
      statistic: isSecond ? .average : .sum, period: .minutes(isSecond ? 5 : 1),
      unit: isSecond ? "Seconds" : "Count", missingData: isSecond ? .bad : .fine,
      description: isSecond ? "all" : "all of it", hasActions: !isSecond,
      alarmActions: [.topic(topic)], okActions: [.topic(topic)], noDataActions: [.topic(topic)],
      tags: tags)
    errors
    AWSCloudWatchMetricAlarm(
      "slow", name: Value(AlarmName("\(prefix)-slow")), comparison: .above, threshold: 1,
      periods: 1, metric: "Latency", namespace: "App", percentile: isSecond ? "p90" : "p99",
      period: .minutes(1), fewSamples: isSecond ? .ignored : .count)
    AWSCloudWatchMetricAlarm(
      "band", name: Value(AlarmName("\(prefix)-band")), comparison: .aboveBand, periods: 1,
      queries: [
        .computed(
          isSecond ? "range" : "band", "ANOMALY_DETECTION_BAND(load)", label: "expected"),
        .metric(
          "load",
          .init(
            "Load", namespace: "App", dimensions: ["Service": "app"], period: .minutes(1),
            statistic: isSecond ? "Maximum" : "Average", unit: "Count"), isResult: true),
      ], thresholdQuery: isSecond ? "range" : "band")
    AWSCloudWatchDashboard(
      "overview", name: Value(DashboardName("\(prefix)-overview")),
      body: [
        .text(isSecond ? "# Two" : "# One", at: .init(x: 0, y: 0, width: 24, height: 2)),
        .alarms("Alarms", [errors.arn], at: .init(x: 12, y: 2, width: 12, height: 6)),
      ])
  }

  @DeclarationBuilder
  private func events(_ topic: AWSSNSTopic, _ queue: AWSSQSQueue, _ dead: AWSSQSQueue)
    -> [Declaration]
  {
    let stopped = AWSCloudWatchEventRule(
      "stopped", name: Value(RuleName("\(prefix)-stopped")),
      pattern: isSecond
        ? ["source": ["aws.ecs"], "detail": ["lastStatus": .noneOf(["RUNNING"])]]
        : ["source": ["aws.ecs"]],
      description: isSecond ? "second" : "first", state: isSecond ? .disabled : .enabled,
      role: role, isDeletedIfManaged: isSecond, tags: tags)
    stopped
    let nightly = AWSCloudWatchEventRule(
      "nightly", name: Value(RuleName("\(prefix)-nightly")),
      schedule: isSecond ? .cron("0 3 * * ? *") : .rate(.minutes(5)))
    nightly
    AWSCloudWatchEventTarget(
      "tell", rule: stopped.ruleName, target: isSecond ? topic.arn.ofAnyKind : queue.arn.ofAnyKind,
      transformer: .init(
        parts: ["task": "$.detail.taskArn"], template: isSecond ? "\"<task>\"" : "\"<task> ended\""
      ))
    AWSCloudWatchEventTarget(
      "keep", rule: stopped.ruleName,
      target: "arn:aws:sqs:eu-central-1:123456789012:all.fifo",
      inputPath: isSecond ? "$.source" : "$.detail", queueGroup: .init(isSecond ? "b" : "a"))
    AWSCloudWatchEventTarget(
      "run", rule: nightly.ruleName, target: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
      role: role, input: isSecond ? "{\"a\":2}" : "{\"a\":1}", deadLetters: .queue(dead),
      retries: .init(age: .hours(isSecond ? 2 : 1), attempts: isSecond ? 0 : 3),
      task: .init(
        "arn:aws:ecs:eu-central-1:123456789012:task-definition/job:\(isSecond ? "2" : "1")",
        count: isSecond ? 2 : 1, launchType: .fargate, platformVersion: "1.4.0",
        network: .init(
          subnets: ["subnet-0123456789abcdef0"], securityGroups: ["sg-0123456789abcdef0"],
          hasPublicIP: isSecond), group: "jobs", tagSource: .taskDefinition,
        allowsCommands: isSecond, hasManagedTags: true, tags: ["a": isSecond ? "c" : "b"]),
      isDeletedIfManaged: isSecond)
  }
}
