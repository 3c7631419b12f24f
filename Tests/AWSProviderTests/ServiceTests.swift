import AWS
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import AWSProvider

@Suite("A service of ECS, by recorded answers")
struct ServiceTests {
  static let schema = AWSECSService.schema.schema
  static let arn = "arn:aws:ecs:eu-central-1:123456789012:service/main/web"
  static let revision = "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7"
  static let older = "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:6"

  static let declared = TypeLife.arguments(
    of: AWSECSService(
      "web", cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
      taskDefinition: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
      desiredCount: 2, launchType: .fargate, circuitBreaker: .init(), waitsForSteadyState: true))

  /// What ECS says of the service: members of it, and of its current deployment.
  static func answer(_ members: Datum = [:], deployment: Datum = [:], further: [Datum] = [])
    -> ScriptedAWS.Answer
  {
    let current: Datum = [
      "id": "ecs-svc/1", "status": "PRIMARY", "taskDefinition": .string(revision),
      "desiredCount": 2, "runningCount": 2, "pendingCount": 0, "failedTasks": 0,
      "rolloutState": "COMPLETED", "rolloutStateReason": "ECS deployment ecs-svc/1 completed.",
    ]
    let service: Datum = [
      "serviceArn": .string(arn), "serviceName": "web",
      "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/main", "status": "ACTIVE",
      "taskDefinition": .string(revision), "desiredCount": 2, "runningCount": 2, "pendingCount": 0,
      "launchType": "FARGATE", "platformVersion": "LATEST", "platformFamily": "Linux",
      "schedulingStrategy": "REPLICA", "propagateTags": "NONE", "enableECSManagedTags": false,
      "enableExecuteCommand": false, "loadBalancers": [], "serviceRegistries": [],
      "placementConstraints": [], "placementStrategy": [],
      "availabilityZoneRebalancing": "DISABLED",
      "deploymentConfiguration": [
        "maximumPercent": 200, "minimumHealthyPercent": 100,
        "deploymentCircuitBreaker": ["enable": true, "rollback": true], "strategy": "ROLLING",
      ],
      "tags": [["key": "infra:instance", "value": "0123456789abcdef01234567"]],
      "deployments": .list([current.merging(deployment)] + further),
      "events": [["message": "(service web) was unable to place a task."]],
    ]
    return .json(["services": [service.merging(members)], "failures": []])
  }

  static let none = ScriptedAWS.Answer.json([
    "services": [], "failures": [["arn": .string(arn), "reason": "MISSING"]],
  ])

  static let state = ResourceState(
    address: Address(module: [], type: schema.type, key: "web"), provider: "aws",
    instance: InfraModel.InstanceID("0123456789abcdef01234567"), arguments: declared,
    attributes: Fields(["id": .string(arn)]))

  static func request(_ arguments: Fields = declared, changed: [String] = []) -> ProviderRequest {
    ProviderRequest(
      environment: "prod", address: state.address, instance: state.instance, schema: schema,
      arguments: arguments, changed: changed, prior: changed.isEmpty ? nil : state)
  }

  /// A script in which the service comes to be by its creation, and is told by one answer after the
  /// other, the last one for ever.
  static func script(_ answers: [ScriptedAWS.Answer]) -> ScriptedAWS {
    ScriptedAWS { request, count in
      switch request.operation {
      case "DescribeServices": answers[min(count, answers.count - 1)]
      case "CreateService": .json(["service": ["serviceArn": .string(arn)]])
      default: .json([:])
      }
    }
  }

  private func failure(_ aws: ScriptedAWS) async throws -> ProviderError {
    let provider = try aws.provider()
    let context = ProviderContext(secrets: TypeLife.NoSecrets())
    do throws(ProviderError) {
      _ = try await provider.perform(.create, Self.request(), context)
    } catch { return error }
    throw Unexpected()
  }

  private struct Unexpected: Error {}

  @Test("is created with what is declared, and waited for until its rollout is completed")
  func created() async throws {
    let begun = Self.answer(deployment: ["rolloutState": "IN_PROGRESS", "runningCount": 0])
    let half = Self.answer(
      deployment: ["rolloutState": "IN_PROGRESS", "runningCount": 1, "failedTasks": 1])
    let aws = Self.script([Self.none, begun, half, Self.answer()])
    let told = Mutex<[String]>([])
    let context = ProviderContext(
      secrets: TypeLife.NoSecrets(), progress: { text in told.withLock { $0.append(text) } })
    let attributes = try await aws.provider().perform(.create, Self.request(), context)
    #expect(attributes["id"] == .string(Self.arn))
    #expect(aws.inputs("CreateService").count == 1)
    let input = try #require(aws.inputs("CreateService").first)
    let tags = input["tags"].elements.filter { $0["key"] == "infra:instance" }
    #expect(tags == [["key": "infra:instance", "value": "0123456789abcdef01234567"]])
    var fields = input.object ?? Fields()
    fields["tags"] = nil
    #expect(
      Datum.object(fields) == [
        "cluster": "arn:aws:ecs:eu-central-1:123456789012:cluster/main", "serviceName": "web",
        "taskDefinition": .string(Self.revision), "desiredCount": 2, "launchType": "FARGATE",
        "schedulingStrategy": "REPLICA", "availabilityZoneRebalancing": "DISABLED",
        "clientToken": "0123456789abcdef01234567",
        "deploymentConfiguration": [
          "maximumPercent": 200, "minimumHealthyPercent": 100,
          "deploymentCircuitBreaker": ["enable": true, "rollback": true],
        ],
      ])
    #expect(
      told.withLock { $0 } == [
        "waiting for the service, rollout IN_PROGRESS, 0 of 2 tasks run, 0 s",
        "waiting for the service, rollout IN_PROGRESS, 1 of 2 tasks run, 1 failed, 0 s",
      ])
  }

  @Test("whose rollout fails says why, with the newest event")
  func failed() async throws {
    let error = try await failure(
      Self.script([
        Self.none,
        Self.answer(
          deployment: ["rolloutState": "FAILED", "rolloutStateReason": "tasks failed to start."]),
      ]))
    #expect(error.kind == .unhealthy)
    #expect(
      error.message == "The service \(Self.arn) could not be rolled out: tasks failed to start. "
        + "(service web) was unable to place a task.")
    #expect(error.hints.first == "look at the reasons of its stopped tasks and at their logs")
  }

  @Test("that ECS rolled back is no success")
  func rolledBack() async throws {
    let error = try await failure(
      Self.script([
        Self.none,
        Self.answer(
          ["taskDefinition": .string(Self.older)],
          deployment: [
            "taskDefinition": .string(Self.older), "rolloutStateReason": "rolled back.",
          ]),
      ]))
    #expect(error.kind == .unhealthy)
    #expect(
      error.message.hasPrefix(
        "The service \(Self.arn) went back to \(Self.older): the rollout of \(Self.revision) "
          + "failed: rolled back."))
  }

  @Test("that never gets steady is waited for within a bound")
  func bounded() async throws {
    let aws = Self.script([
      Self.none, Self.answer(deployment: ["rolloutState": "IN_PROGRESS", "runningCount": 0]),
    ])
    let error = try await failure(aws)
    #expect(error.kind == .uncertain)
    #expect(
      error.message
        == "The service \(Self.arn) is rollout IN_PROGRESS, 0 of 2 tasks run after 1200 s.")
    #expect((1_100...1_200).contains(aws.waited))
  }

  @Test("whose rollout others carry out is steady when its tasks run")
  func counted() async throws {
    let others: Datum = ["deploymentController": ["type": "CODE_DEPLOY"], "deployments": []]
    let aws = Self.script([
      Self.none, Self.answer(others.merging(["runningCount": 1])), Self.answer(others),
    ])
    _ = try await aws.provider().perform(
      .create, Self.request(), ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(aws.waited == 0.25)
  }

  @Test("nobody waits for where that is not declared")
  func unwaited() async throws {
    var arguments = Self.declared
    arguments["wait_for_steady_state"] = false
    let aws = Self.script([
      Self.none, Self.answer(deployment: ["rolloutState": "IN_PROGRESS", "runningCount": 0]),
    ])
    _ = try await aws.provider().perform(
      .create, Self.request(arguments), ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(aws.waited == 0)
  }

  @Test("is told nothing of its number of tasks when something else changes")
  func scaled() async throws {
    let aws = Self.script([Self.answer(["desiredCount": 9])])
    _ = try await aws.provider().perform(
      .update, Self.request(changed: ["task_definition"]),
      ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(
      aws.inputs("UpdateService") == [
        ["cluster": "main", "service": "web", "taskDefinition": .string(Self.revision)]
      ])
  }

  @Test("is changed by one call, a rollout's settings as a whole, and what is gone set back")
  func changed() async throws {
    var arguments = Self.declared
    arguments["deployment_circuit_breaker"] = nil
    arguments["force_new_deployment"] = true
    let aws = Self.script([Self.answer()])
    _ = try await aws.provider().perform(
      .update, Self.request(arguments, changed: ["deployment_circuit_breaker", "desired_count"]),
      ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(
      aws.inputs("UpdateService") == [
        [
          "cluster": "main", "service": "web", "desiredCount": 2, "forceNewDeployment": true,
          "deploymentConfiguration": [
            "maximumPercent": 200, "minimumHealthyPercent": 100,
            "deploymentCircuitBreaker": ["enable": false, "rollback": false],
          ],
        ]
      ])
  }

  @Test("is rolled out anew by a changed trigger where that is asked for, and else left alone")
  func triggered() async throws {
    for (isForced, calls) in [(true, 1), (false, 0)] {
      var arguments = Self.declared
      arguments["triggers"] = ["by": "2"]
      arguments["force_new_deployment"] = .bool(isForced)
      let aws = Self.script([Self.answer()])
      _ = try await aws.provider().perform(
        .update, Self.request(arguments, changed: ["triggers"]),
        ProviderContext(secrets: TypeLife.NoSecrets()))
      #expect(aws.inputs("UpdateService").count == calls)
    }
  }

  @Test("is deleted by ending its tasks first, and waited for until it is inactive")
  func deleted() async throws {
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "DescribeServices":
        switch count {
        case 0: Self.answer()
        case 1, 2: Self.answer(["status": "DRAINING"])
        default: Self.answer(["status": "INACTIVE"])
        }
      case "DeleteService" where count == 0:
        .refused(
          "InvalidParameterException",
          "The service cannot be stopped while deployments are active.")
      default: .json([:])
      }
    }
    var request = Self.request()
    request.prior = Self.state
    _ = try await aws.provider().perform(
      .delete, request, ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(
      aws.operations == [
        "DescribeServices", "UpdateService", "DeleteService", "DeleteService", "DescribeServices",
        "DescribeServices", "DescribeServices",
      ])
    #expect(
      aws.inputs("UpdateService") == [["cluster": "main", "service": "web", "desiredCount": 0]])
    #expect(
      aws.inputs("DeleteService").first == ["cluster": "main", "service": "web", "force": false])
  }

  @Test("is deleted with its tasks where that is declared")
  func forced() async throws {
    let aws = Self.script([Self.answer(), Self.answer(["status": "INACTIVE"])])
    var arguments = Self.declared
    arguments["force_delete"] = true
    var request = Self.request(arguments)
    request.prior = Self.state
    _ = try await aws.provider().perform(
      .delete, request, ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(aws.operations == ["DescribeServices", "DeleteService", "DescribeServices"])
    #expect(aws.inputs("DeleteService").first?["force"] == true)
  }

  @Test("found inactive is gone")
  func inactive() async throws {
    let aws = Self.script([Self.answer(["status": "INACTIVE"])])
    #expect(try await aws.provider().read(Self.state, Self.schema) == nil)
  }

  @Test("is no drift with what ECS fills in, and drift of what a rollout's settings are")
  func drift() async throws {
    let aws = Self.script([
      Self.answer(),
      Self.answer([
        "deploymentConfiguration": [
          "maximumPercent": 150, "minimumHealthyPercent": 100,
          "deploymentCircuitBreaker": ["enable": false, "rollback": false],
        ]
      ]),
    ])
    let provider = try aws.provider()
    #expect(try await provider.read(Self.state, Self.schema)?.arguments == Self.declared)
    let seen = try await provider.read(Self.state, Self.schema)?.arguments
    #expect(seen?["deployment_maximum_percent"] == 150)
    #expect(seen?["deployment_circuit_breaker"] == [["enable": false, "rollback": false]])
  }

  @Test("tells what of its current deployment is declared: how it reaches others")
  func connected() async throws {
    var state = Self.state
    state.arguments = TypeLife.arguments(
      of: AWSECSService(
        "web", cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
        taskDefinition: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
        serviceConnect: .init(
          namespace: "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1",
          services: [.init(portName: "http", alias: .init(port: 80, name: "web"))])))
    let wire: Datum = [
      "enabled": true,
      "namespace": "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1",
      "services": [
        [
          "portName": "http", "discoveryName": "http",
          "clientAliases": [["port": 80, "dnsName": "web"]],
        ]
      ],
    ]
    let aws = Self.script([
      Self.answer(deployment: ["serviceConnectConfiguration": wire]),
      Self.answer(deployment: ["serviceConnectConfiguration": ["enabled": false]]),
    ])
    let provider = try aws.provider()
    let name = "service_connect_configuration"
    let same = try await provider.read(state, Self.schema)
    #expect(same?.arguments[name] == state.arguments[name])
    let other = try await provider.read(state, Self.schema)
    #expect(other?.arguments[name]?.list?.first?["enabled"] == false)
    _ = try await provider.perform(
      .update, Self.request(state.arguments, changed: [name]),
      ProviderContext(secrets: TypeLife.NoSecrets()))
    var sent = wire
    sent = sent.setting(
      "services",
      [
        ["portName": "http", "clientAliases": [["port": 80, "dnsName": "web"]]]
      ])
    #expect(aws.inputs("UpdateService").first?["serviceConnectConfiguration"] == sent)
  }
}
