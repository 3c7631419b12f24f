import AWSClient
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import AWSProvider
@testable import InfraCommand

/// Tests that count what there is on moto, one after the other.
@Suite("Names, alarms, topics and events of AWS", .enabled(if: Moto.isWanted), .serialized)
enum WholeStacks {}

extension WholeStacks {
  @Suite("which change in every respect")
  struct WholeStackTests {}
}

extension WholeStacks.WholeStackTests {
  private func variables(_ stack: WholeStack, _ endpoint: String? = nil) async throws
    -> [String: String]
  {
    var variables = try await Moto.server().variables.merging(stack.variables) { $1 }
    if let endpoint { variables["AWS_ENDPOINT_URL"] = endpoint }
    return variables
  }

  @Test("are made, found unchanged, changed where they are and taken away")
  func life() async throws {
    for stack in try WholeStack.all() {
      let before = try await Inventory("whole")
      try await LifeTests().lives(try await variables(stack)) { stack.make($0, "whole") }
      let after = try await Inventory("whole")
      #expect(after == before, "\(stack.name)")
    }
  }

  @Test("are as if nothing had happened when the answer to every change is lost once")
  func lostAnswers() async throws {
    let moto = try await Moto.server()
    for stack in try WholeStack.all() {
      let before = try await Inventory("lost")
      let lost = Mutex<Set<String>>([])
      let between = try Between(moto.endpoint) { request in
        let isRead =
          request.method == "GET" || request.method == "HEAD"
          || ["Get", "List", "Describe"].contains { request.operation.hasPrefix($0) }
        if isRead { return .pass }
        let text = request.operation + request.body
        return lost.withLock { $0.insert(text).inserted } ? .lose : .pass
      }
      defer { between.stop() }
      try await LifeTests().lives(try await variables(stack, between.endpoint)) {
        stack.make($0, "lost")
      }
      #expect(lost.withLock { $0.count } > 50, "\(stack.name)")
      let after = try await Inventory("lost")
      #expect(after == before, "\(stack.name)")
    }
  }
}

extension WholeStacks.WholeStackTests {
  /// Runs a test on what an environment has made, and takes it away.
  private func made(
    _ stack: WholeStack, _ prefix: String, _ body: (Project, AWSClient) async throws -> Void
  ) async throws {
    let client = try await Moto.server().client(region: "eu-central-1")
    try await Project.run(try await variables(stack), { stack.make($0, prefix) }) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      try await body(project, client)
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
  }

  /// Whether a change by others is seen, all that it changes named, and mended.
  private func isMended(_ project: Project, _ words: [String]) async throws {
    let seen = await project.infra("drift dev")
    #expect(seen.code == .changesPending, "\(seen)")
    for word in words { #expect(seen.out.contains(word), "\(word): \(seen.out)") }
    let healed = await project.infra("apply dev --yes")
    #expect(healed.code == .done, "\(healed)")
    try await LifeTests().isUnchanged(project, "--refresh")
  }

  @Test("whose names others have changed are seen to be changed, and mended")
  func driftOfNames() async throws {
    try await made(try WholeStack.names(), "drift") { project, client in
      let zone = try await Inventory.zone("drift.example.", client)
      func record(_ action: String, _ record: Datum) async throws {
        _ = try await client.send(
          AWSCall(
            .route53, "ChangeResourceRecordSets", .post, "/2013-04-01/hostedzone/{Id}/rrset",
            ["Id": .string(zone)],
            body: .xml(
              "ChangeResourceRecordSetsRequest",
              [
                "ChangeBatch": [
                  "Changes": [
                    "Change": [["Action": .string(action), "ResourceRecordSet": record]]
                  ]
                ]
              ])))
      }
      func plain(_ host: String, _ type: String, ttl: Int, _ value: String, weight: Datum = .null)
        -> Datum
      {
        .fields([
          "Name": .string(host + "drift.example."), "Type": .string(type), "TTL": .int(ttl),
          "SetIdentifier": weight.isNull ? .null : "blue", "Weight": weight,
          "ResourceRecords": ["ResourceRecord": [["Value": .string(value)]]],
        ])
      }
      try await record("UPSERT", plain("", "TXT", ttl: 30, "\"v=spf1 +all\""))
      try await record(
        "UPSERT", plain("api_v1.", "CNAME", ttl: 60, "blue.example.org", weight: 99))
      try await record("DELETE", plain("www.", "A", ttl: 60, "192.0.2.1"))
      let checks = try await client.send(
        AWSCall(.route53, "ListHealthChecks", .get, "/2013-04-01/healthcheck"))
      let web = checks["HealthChecks.HealthCheck"].elements.first {
        $0[path: "HealthCheckConfig.Type"] == "HTTPS_STR_MATCH"
      }
      _ = try await client.send(
        AWSCall(
          .route53, "UpdateHealthCheck", .post, "/2013-04-01/healthcheck/{Id}",
          ["Id": web?["Id"] ?? .null],
          body: .xml("UpdateHealthCheckRequest", ["Port": 99, "ResourcePath": "/other"])))
      let certificates = try await client.send(AWSCall(.acm, "ListCertificates"))
      let own = certificates["CertificateSummaryList"].elements.first {
        $0["DomainName"] == "one.example"
      }
      _ = try await client.send(
        AWSCall(.acm, "DeleteCertificate", ["CertificateArn": own?["CertificateArn"] ?? .null]))
      try await isMended(
        project,
        [
          "aws_route53_record.texts", "ttl", "records", "aws_route53_record.blue",
          "weighted_routing_policy", "aws_route53_record.www", "aws_route53_health_check.web",
          "port", "resource_path", "aws_acm_certificate.own",
        ])
    }
  }

  @Test("whose alarms, topics and events others have changed are seen to be changed, and mended")
  func driftOfWatching() async throws {
    try await made(.watching, "drift") { project, client in
      let topic = "arn:aws:sns:eu-central-1:123456789012:drift-alerts"
      let subscriptions = try await client.send(
        AWSCall(.sns, "ListSubscriptionsByTopic", ["TopicArn": .string(topic)]))
      func subscription(_ transport: String) -> Datum {
        subscriptions["Subscriptions"].elements
          .first { $0["Protocol"].string == transport }?["SubscriptionArn"] ?? .null
      }
      let calls = Self.changes(
        topic, queue: subscription("sqs"), hook: subscription("https"))
      for call in calls { _ = try await client.send(call) }
      try await isMended(
        project,
        [
          "aws_sns_topic.alerts", "display_name", "tags", "aws_sns_topic_policy.open", "policy",
          "aws_sns_topic_subscription.queue", "raw_message_delivery",
          "aws_sns_topic_subscription.hook", "aws_cloudwatch_metric_alarm.errors", "threshold",
          "dimensions", "unit", "alarm_actions", "aws_cloudwatch_metric_alarm.slow",
          "aws_cloudwatch_dashboard.overview", "dashboard_body",
          "aws_cloudwatch_event_rule.stopped", "state", "aws_cloudwatch_event_target.tell",
          "aws_cloudwatch_event_target.run", "ecs_target",
        ])
    }
  }

  /// What others do to alarms, topics and events.
  private static func changes(_ topic: String, queue: Datum, hook: Datum) -> [AWSCall] {
    [
      AWSCall(
        .sns, "SetTopicAttributes",
        [
          "TopicArn": .string(topic), "AttributeName": "DisplayName", "AttributeValue": "other",
        ]),
      AWSCall(
        .sns, "TagResource",
        ["ResourceArn": .string(topic), "Tags": [["Key": "version", "Value": "nine"]]]),
      AWSCall(
        .sns, "SetTopicAttributes",
        [
          "TopicArn": "arn:aws:sns:eu-central-1:123456789012:drift-open",
          "AttributeName": "Policy", "AttributeValue": "{\"Version\":\"2012-10-17\"}",
        ]),
      AWSCall(
        .sns, "SetSubscriptionAttributes",
        [
          "SubscriptionArn": queue, "AttributeName": "RawMessageDelivery",
          "AttributeValue": "true",
        ]),
      AWSCall(.sns, "Unsubscribe", ["SubscriptionArn": hook]),
      AWSCall(
        .cloudwatch, "PutMetricAlarm",
        [
          "AlarmName": "drift-errors", "ComparisonOperator": "LessThanThreshold",
          "Threshold": "11.5", "EvaluationPeriods": 3, "MetricName": "Errors",
          "Namespace": "App", "Statistic": "Sum", "Period": 60,
        ]),
      AWSCall(.cloudwatch, "DeleteAlarms", ["AlarmNames": ["drift-slow"]]),
      AWSCall(
        .cloudwatch, "PutDashboard",
        ["DashboardName": "drift-overview", "DashboardBody": "{\"widgets\":[]}"]),
      AWSCall(.events, "DisableRule", ["Name": "drift-stopped"]),
      AWSCall(.events, "RemoveTargets", ["Rule": "drift-stopped", "Ids": ["tell"]]),
      AWSCall(
        .events, "PutTargets",
        [
          "Rule": "drift-nightly",
          "Targets": [
            [
              "Id": "run", "Arn": "arn:aws:ecs:eu-central-1:123456789012:cluster/other",
              "RoleArn": "arn:aws:iam::123456789012:role/first",
              "EcsParameters": [
                "TaskDefinitionArn":
                  "arn:aws:ecs:eu-central-1:123456789012:task-definition/job:9"
              ],
            ]
          ],
        ]),
    ]
  }

  @Test("are taken over by the ids that Terraform imports them by")
  func imported() async throws {
    for stack in try WholeStack.all() {
      try await made(stack, "import") { project, client in
        let ids = try await identifiers(stack, client)
        let out = await project.infra(
          "state rm dev --yes \(ids.map(\.address).joined(separator: " "))")
        #expect(out.code == .done, "\(out)")
        for (address, id) in ids {
          let taken = await project.infra("import dev \(address) \(id) --yes")
          #expect(taken.code == .done, "\(taken)")
          #expect(taken.err.contains("1 imported"), "\(address): \(taken.err)")
        }
        let plan = await project.infra("plan dev --refresh")
        #expect(
          plan.out.contains("0 to create, 0 to update, 0 to replace, 0 to delete"), "\(plan)")
      }
    }
  }

  /// What Terraform calls some objects of each type.
  private func identifiers(_ stack: WholeStack, _ client: AWSClient) async throws
    -> [(address: String, id: String)]
  {
    if stack.name == "names" {
      let zone = try await Inventory.zone("import.example.", client)
      let certificates = try await client.send(AWSCall(.acm, "ListCertificates"))
      let web = certificates["CertificateSummaryList"].elements
        .first { $0["DomainName"] == "import.example" }
      let checks = try await client.send(
        AWSCall(.route53, "ListHealthChecks", .get, "/2013-04-01/healthcheck"))
      let spare = checks["HealthChecks.HealthCheck"].elements
        .first { $0[path: "HealthCheckConfig.Type"] == "TCP" }
      return [
        ("aws_route53_record.www", "\(zone)_www.import.example_A"),
        ("aws_route53_record.green", "\(zone)_api_v1.import.example_CNAME_green"),
        ("aws_route53_record.alias", "\(zone)_alias.import.example_A"),
        ("aws_route53_record.texts", "\(zone)_import.example_TXT"),
        ("aws_route53_health_check.spare", spare?["Id"].string ?? ""),
        ("aws_acm_certificate.web", web?["CertificateArn"].string ?? ""),
      ]
    }
    let sns = "arn:aws:sns:eu-central-1:123456789012:import"
    let subscriptions = try await client.send(
      AWSCall(.sns, "ListSubscriptionsByTopic", ["TopicArn": .string("\(sns)-alerts")]))
    let queue = subscriptions["Subscriptions"].elements.first { $0["Protocol"] == "sqs" }
    return [
      ("aws_sns_topic.alerts", "\(sns)-alerts"), ("aws_sns_topic_policy.open", "\(sns)-open"),
      ("aws_sns_topic_subscription.queue", queue?["SubscriptionArn"].string ?? ""),
      ("aws_cloudwatch_metric_alarm.errors", "import-errors"),
      ("aws_cloudwatch_metric_alarm.band", "import-band"),
      ("aws_cloudwatch_dashboard.overview", "import-overview"),
      ("aws_cloudwatch_event_rule.stopped", "import-stopped"),
      ("aws_cloudwatch_event_rule.nightly", "default/import-nightly"),
      ("aws_cloudwatch_event_target.tell", "default/import-stopped/tell"),
      ("aws_cloudwatch_event_target.run", "default/import-nightly/run"),
    ]
  }
}

/// What there is on moto of the kinds that these tests make, by names or numbers.
struct Inventory: Equatable {
  private var found: [String: [String]] = [:]

  init(_ prefix: String) async throws {
    let client = try await Moto.server().client(region: "eu-central-1")
    func list(_ call: AWSCall, _ path: String, _ name: String) async throws {
      let answer = try await client.send(call)
      let names = answer[path].elements.map { $0[name].scalarText ?? "" }
      // These two have numbers alone, and nothing else makes any.
      let isNumbered = ["ListHealthChecks", "ListCertificates"].contains(call.operation)
      found[call.operation] = names.filter { isNumbered || $0.contains(prefix) }.sorted()
    }
    try await list(
      AWSCall(.route53, "ListHostedZones", .get, "/2013-04-01/hostedzone"),
      "HostedZones.HostedZone", "Name")
    try await list(
      AWSCall(.route53, "ListHealthChecks", .get, "/2013-04-01/healthcheck"),
      "HealthChecks.HealthCheck", "Id")
    try await list(
      AWSCall(.acm, "ListCertificates"), "CertificateSummaryList", "CertificateArn")
    try await list(AWSCall(.cloudwatch, "DescribeAlarms"), "MetricAlarms", "AlarmName")
    try await list(AWSCall(.cloudwatch, "ListDashboards"), "DashboardEntries", "DashboardName")
    try await list(AWSCall(.sns, "ListTopics"), "Topics", "TopicArn")
    try await list(AWSCall(.sns, "ListSubscriptions"), "Subscriptions", "SubscriptionArn")
    try await list(AWSCall(.events, "ListRules"), "Rules", "Name")
  }

  /// The id of the zone of a name.
  static func zone(_ name: String, _ client: AWSClient) async throws -> String {
    let zones = try await client.send(
      AWSCall(.route53, "ListHostedZones", .get, "/2013-04-01/hostedzone"))
    let zone = zones["HostedZones.HostedZone"].elements.first { $0["Name"].string == name }
    return zone?["Id"].string?.split(separator: "/").last.map(String.init) ?? ""
  }
}
