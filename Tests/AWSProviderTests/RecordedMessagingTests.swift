import AWS
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import InfraCommand

extension WholeStacks {
  /// What moto does not do of topics and events, done before it as AWS does.
  @Suite("Topics and events where moto is not as AWS")
  struct RecordedMessagingTests {}
}

extension WholeStacks.RecordedMessagingTests {
  private func run(
    _ decide: @escaping @Sendable (Between.Request) -> Between.Fate,
    _ make: @escaping @Sendable (_ isSecond: Bool) -> [any Resource],
    _ body: (Project) async throws -> Void
  ) async throws {
    let moto = try await Moto.server()
    let between = try Between(moto.endpoint, decide)
    defer { between.stop() }
    var variables = moto.variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    try await Project.run(variables, { Changing($0, make) }, body)
  }

  @Test("a topic's signature and traces are as they were set")
  func attributes() async throws {
    let told = Mutex<[String: String]>([:])
    try await run { request in
      if request.operation == "GetTopicAttributes" {
        return .amend { body in
          let entries = told.withLock { $0 }.map { name, value in
            "<entry><key>\(name)</key><value>\(value)</value></entry>"
          }
          return body.replacing("</Attributes>", with: entries.joined() + "</Attributes>")
        }
      }
      let body = request.body.replacing(".key=", with: "=").replacing(".value=", with: "=")
        .replacing("AttributeName=", with: "1=").replacing("AttributeValue=", with: "2=")
      let values = body.split(separator: "&").compactMap {
        $0.split(separator: "=").last.map(String.init)
      }
      for name in ["SignatureVersion", "TracingConfig"] {
        if let index = values.firstIndex(of: name), index + 1 < values.count {
          told.withLock { $0[name] = values[index + 1] }
        }
      }
      return .pass
    } _: { isSecond in
      [
        AWSSNSTopic(
          "alerts", name: "recorded-alerts", signatureVersion: isSecond ? 1 : 2,
          tracing: isSecond ? .passThrough : .active)
      ]
    } _: { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      #expect(told.withLock { $0 } == ["SignatureVersion": "2", "TracingConfig": "Active"])
      try await LifeTests().isUnchanged(project, "--refresh")
      let changed = await project.infra("apply dev --yes --set version=two")
      #expect(changed.code == .done, "\(changed)")
      #expect(told.withLock { $0 } == ["SignatureVersion": "1", "TracingConfig": "PassThrough"])
      try await LifeTests().isUnchanged(project, "--refresh --set version=two")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }

  @Test("who answers by itself is waited for, and who never agreed is left to forget")
  func consent() async throws {
    let reads = Mutex(0)
    let left = Mutex<[String]>([])
    try await run { request in
      if request.operation == "Unsubscribe" {
        left.withLock { $0.append(request.body.between("SubscriptionArn=", "&") ?? request.body) }
      }
      guard request.operation == "GetSubscriptionAttributes" else { return .pass }
      return .amend { body in
        let isMail = body.contains("<value>email</value>")
        let count =
          isMail
          ? 0
          : reads.withLock {
            $0 += 1; return $0
          }
        guard isMail || count < 3 else { return body }
        return body.replacing(
          "<key>PendingConfirmation</key><value>false</value>",
          with: "<key>PendingConfirmation</key><value>true</value>")
      }
    } _: { _ in
      let topic = AWSSNSTopic("asks", name: "recorded-asks")
      return [
        topic,
        AWSSNSTopicSubscription("mail", topic: topic.arn, to: .email("oncall@example.org")),
        AWSSNSTopicSubscription(
          "hook", topic: topic.arn, transport: .https, endpoint: "https://example.org/hook",
          confirmsItself: true),
      ]
    } _: { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      #expect(reads.withLock { $0 } >= 3)
      try await LifeTests().isUnchanged(project, "--refresh")
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
      #expect(left.withLock { $0.count } == 1)
    }
  }

  @Test("a target that is refused within an answer is a failure, in the service's words")
  func refusedTarget() async throws {
    try await run { request in
      guard request.operation == "PutTargets" else { return .pass }
      return .answer(
        status: 200,
        body: """
          {"FailedEntryCount": 1, "FailedEntries": [{"TargetId": "tell", \
          "ErrorCode": "ManagedRuleException", "ErrorMessage": "The rule is managed."}]}
          """)
    } _: { _ in
      let rule = AWSCloudWatchEventRule(
        "stopped", name: "recorded-stopped", pattern: ["source": ["aws.ecs"]])
      return [
        rule,
        AWSCloudWatchEventTarget(
          "tell", rule: rule.ruleName, target: "arn:aws:sqs:eu-central-1:123456789012:all"),
      ]
    } _: { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .failed, "\(made)")
      #expect(made.err.contains("refused: The rule is managed (ManagedRuleException)"), "\(made)")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }
}
