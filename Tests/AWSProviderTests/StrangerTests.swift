import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import InfraCommand

extension WholeStacks {
  @Suite("What others have under the same names")
  struct StrangerTests {}
}

extension WholeStacks.StrangerTests {
  @Test("is refused and stays what it is: alarms, dashboards, topics, rules, targets, records")
  func refused() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    let topic = "arn:aws:sns:eu-central-1:123456789012:strange-alerts"
    let rule: Datum = ["source": ["aws.s3"]]
    let calls = [
      AWSCall(.sns, "CreateTopic", ["Name": "strange-alerts"]),
      AWSCall(
        .cloudwatch, "PutMetricAlarm",
        [
          "AlarmName": "strange-errors", "ComparisonOperator": "LessThanThreshold",
          "Threshold": 7, "EvaluationPeriods": 3, "MetricName": "Errors", "Namespace": "App",
          "Statistic": "Sum", "Period": 60,
        ]),
      AWSCall(
        .cloudwatch, "PutDashboard",
        ["DashboardName": "strange-overview", "DashboardBody": "{\"widgets\":[]}"]),
      AWSCall(
        .events, "PutRule",
        ["Name": "strange-rule", "EventPattern": .string(JSONWriter.text(rule))]),
      AWSCall(
        .events, "PutTargets",
        [
          "Rule": "strange-rule",
          "Targets": [["Id": "tell", "Arn": "arn:aws:sqs:eu-central-1:123456789012:theirs"]],
        ]),
    ]
    for call in calls { _ = try await client.send(call) }
    try await Project.run(moto.variables, { Changing($0, Self.resources) }) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .failed, "\(made)")
      let text = made.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for words in [
        "There is a topic \"\(topic)\" already: it was not made by this tool.",
        "There is a alarm \"strange-errors\" already", "There is a dashboard \"strange-overview\"",
        "There is a event rule \"strange-rule\" already",
        "There is a event target \"default/strange-rule/tell\" already",
        "infra import dev aws_cloudwatch_event_target.tell default/strange-rule/tell",
      ] { #expect(text.contains(words), "\(words): \(text)") }
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
    let alarms = try await client.send(
      AWSCall(.cloudwatch, "DescribeAlarms", ["AlarmNames": ["strange-errors"]]))
    #expect(alarms["MetricAlarms.0.Threshold"].scalarText == "7.0")
    let dashboard = try await client.send(
      AWSCall(.cloudwatch, "GetDashboard", ["DashboardName": "strange-overview"]))
    #expect(dashboard["DashboardBody"] == "{\"widgets\":[]}")
    let targets = try await client.send(
      AWSCall(.events, "ListTargetsByRule", ["Rule": "strange-rule"]))
    #expect(targets["Targets.0.Arn"] == "arn:aws:sqs:eu-central-1:123456789012:theirs")
    for call in [
      AWSCall(.events, "RemoveTargets", ["Rule": "strange-rule", "Ids": ["tell"]]),
      AWSCall(.events, "DeleteRule", ["Name": "strange-rule"]),
      AWSCall(.cloudwatch, "DeleteDashboards", ["DashboardNames": ["strange-overview"]]),
      AWSCall(.cloudwatch, "DeleteAlarms", ["AlarmNames": ["strange-errors"]]),
      AWSCall(.sns, "DeleteTopic", ["TopicArn": .string(topic)]),
    ] { _ = try await client.send(call) }
  }

  private static let resources: @Sendable (Bool) -> [any Resource] = { _ in
    [
      AWSSNSTopic("alerts", name: "strange-alerts"),
      AWSCloudWatchMetricAlarm(
        "errors", name: "strange-errors", comparison: .above, threshold: 1, periods: 1,
        metric: "Errors", namespace: "App", statistic: .sum, period: .minutes(1)),
      AWSCloudWatchDashboard(
        "overview", name: "strange-overview",
        body: [.text("# Ours", at: .init(x: 0, y: 0, width: 24, height: 2))]),
      AWSCloudWatchEventRule("rule", name: "strange-rule", pattern: ["source": ["aws.ecs"]]),
      AWSCloudWatchEventTarget(
        "tell", rule: "strange-rule", target: "arn:aws:sqs:eu-central-1:123456789012:ours"),
    ]
  }

  @Test("of records is refused without any change, unless the declaration says to take it")
  func records() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    func apply(
      _ isTaking: Bool?, _ body: (_ zone: String, Project) async throws -> Void
    ) async throws {
      try await Project.run(
        moto.variables,
        {
          Changing($0) { isSecond in
            let zone = AWSRoute53Zone("zone", name: "strange.example", deletesRecords: true)
            if !isSecond { return [zone] }
            let record = AWSRoute53Record(
              "www", zone: zone.zoneID, name: "WWW.strange.example.", type: .a, ttl: .minutes(1),
              records: ["192.0.2.1"], overwrites: isTaking)
            return [zone, record]
          }
        }
      ) { project in
        let made = await project.infra("apply dev --yes")
        #expect(made.code == .done, "\(made)")
        let zone = try await Inventory.zone("strange.example.", client)
        let record: Datum = [
          "Name": "www.strange.example.", "Type": "A", "TTL": 30,
          "ResourceRecords": ["ResourceRecord": [["Value": "198.51.100.1"]]],
        ]
        _ = try await client.send(
          AWSCall(
            .route53, "ChangeResourceRecordSets", .post, "/2013-04-01/hostedzone/{Id}/rrset",
            ["Id": .string(zone)],
            body: .xml(
              "ChangeResourceRecordSetsRequest",
              [
                "ChangeBatch": [
                  "Changes": ["Change": [["Action": "CREATE", "ResourceRecordSet": record]]]
                ]
              ])))
        try await body(zone, project)
        let gone = await project.infra("destroy dev --yes")
        #expect(gone.code == .done, "\(gone)")
      }
    }
    func value(_ zone: String) async throws -> [Datum] {
      let answer = try await client.send(
        AWSCall(
          .route53, "ListResourceRecordSets", .get, "/2013-04-01/hostedzone/{Id}/rrset",
          ["Id": .string(zone)]))
      return answer["ResourceRecordSets.ResourceRecordSet"].elements
        .filter { $0["Type"] == "A" }.map { $0[path: "ResourceRecords.ResourceRecord.Value"] }
    }
    try await apply(nil) { zone, project in
      let made = await project.infra("apply dev --yes --set version=two")
      #expect(made.code == .failed, "\(made)")
      let text = made.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        text.contains("There is a DNS record \"\(zone)_www.strange.example_A\" already"), "\(text)")
      let after = try await value(zone)
      #expect(after == ["198.51.100.1"])
    }
    try await apply(true) { zone, project in
      let made = await project.infra("apply dev --yes --set version=two")
      #expect(made.code == .done, "\(made)")
      let after = try await value(zone)
      #expect(after == ["192.0.2.1"])
      try await LifeTests().isUnchanged(project, "--refresh --set version=two")
    }
  }
}
