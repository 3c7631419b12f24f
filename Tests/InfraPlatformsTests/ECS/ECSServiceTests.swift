import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("A service on ECS")
struct ECSServiceTests {
  private static let plain = OnECS {
    let net = Network("net", internal: true)
    net
    Service(
      "web", image: .web, environment: ["LEVEL": "info"], ports: [.inside(8080)], networks: [net],
      health: .http("/health", port: 8080), replicas: 3, rollout: .rolling,
      stop: StopBehaviour(grace: .seconds(30)))
  }

  @Test("is a definition, tasks, a role, logs, a name, rules and alarms, and nothing else")
  func parts() {
    #expect(Self.plain.problems.map(\.detail) == [])
    #expect(
      Self.plain.all("", in: "web/") == [
        "web/aws_cloudwatch_log_group.logs", "web/aws_cloudwatch_metric_alarm.cpu",
        "web/aws_cloudwatch_metric_alarm.memory", "web/aws_ecs_service.service",
        "web/aws_ecs_task_definition.definition", "web/aws_iam_role.execution",
        "web/aws_iam_role_policy.execution", "web/aws_security_group.service",
        "web/aws_service_discovery_service.name",
        "web/aws_vpc_security_group_egress_rule.to-aws",
        "web/aws_vpc_security_group_egress_rule.to-images",
        "web/aws_vpc_security_group_ingress_rule.from-net-8080",
      ])
    #expect(
      Self.plain.all("aws_ecr_repository") == [
        "aws_ecr_repository.busybox", "aws_ecr_repository.web",
      ])
  }

  @Test("runs its image from the account's own repository, with what the declaration says")
  func container() throws {
    let web = try #require(try Self.plain.containers("web")["web"])
    #expect(web["image"] == "<aws_ecr_repository.web.repository_url>:1.2")
    #expect(web["environment"] == [["name": "LEVEL", "value": "info"]])
    #expect(web["user"] == "101:102")
    #expect(web["readonlyRootFilesystem"] == true)
    #expect(web["linuxParameters"]["capabilities"] == ["drop": ["ALL"]])
    #expect(web["stopTimeout"] == 30)
    #expect(web["portMappings"].list?.map { $0["containerPort"] } == [8080])
    // ECS asks no sooner than every 5 s, and not every 2 as is declared for a Docker host.
    #expect(web["healthCheck"]["interval"] == 5)
    #expect(web["healthCheck"]["command"].list?.first == "CMD")
    #expect(web["logConfiguration"]["options"]["awslogs-stream-prefix"] == "web")
  }

  @Test("keeps its replicas in the private subnets, and rolls without a gap")
  func tasks() {
    let tasks = Self.plain["web/aws_ecs_service.service"]
    #expect(tasks?["desired_count"] == 3)
    #expect(tasks?["deployment_minimum_healthy_percent"] == 100)
    #expect(tasks?["deployment_maximum_percent"] == 200)
    #expect(tasks?["network_configuration"][0]["subnets"].list?.count == 3)
    #expect(
      OnECS.text(tasks?["network_configuration"][0]["security_groups"].list?.first)
        == "<web/aws_security_group.service.id>")
    #expect(tasks?.lifecycle.ignoreChanges == [])
  }

  @Test("that is made anew has a gap and never two at once")
  func recreated() {
    let found = OnECS { Service("job", image: .web) }
    let tasks = found["job/aws_ecs_service.service"]
    #expect(tasks?["deployment_minimum_healthy_percent"] == 0)
    #expect(tasks?["deployment_maximum_percent"] == 100)
  }

  @Test("that writes to a volume is never there twice, even if it rolls elsewhere")
  func writing() {
    let found = OnECS {
      let data = Volume("data")
      data
      Service(
        "db", image: .web, volumes: [VolumeMount(data, at: "/data")], rollout: .rolling)
    }
    #expect(found["db/aws_ecs_service.service"]?["deployment_maximum_percent"] == 100)
  }

  @Test("is found by others under one name, whose addresses are those of its tasks")
  func names() throws {
    let found = OnECS {
      let web = Service("web", image: .web, ports: [.inside(80)], replicas: 2)
      web
      Service(
        "client", image: .web,
        environment: [
          "URL": "http://\(web.host):80",
          "FOUND": web.found(each: "each", together: "all of \(web.addresses)"),
        ])
    }
    let client = try #require(try found.containers("client")["client"])
    #expect(
      client["environment"] == [
        ["name": "FOUND", "value": "all of web.sample-test.internal"],
        ["name": "URL", "value": "http://web.sample-test.internal:80"],
      ])
    #expect(
      found["client/aws_ecs_task_definition.definition"]?.dependencies.map(\.text).contains(
        "web/aws_ecs_service.service") == true)
  }

  @Test("that watches a machine is not there, and text about it is empty")
  func hostWatcher() throws {
    let found = OnECS {
      let node = Service("node", image: .web, watchesHost: true)
      node
      Service(
        "client", image: .web, environment: ["FOUND": node.found(each: "x", together: "y")])
    }
    #expect(found.problems.map(\.detail) == [])
    #expect(found.all("", in: "node/") == [])
    let client = try #require(try found.containers("client")["client"])
    #expect(client["environment"] == [["name": "FOUND", "value": ""]])
  }

  @Test("that is built here runs by the release's tag, and a pinned one by its digest")
  func images() throws {
    let digest = "sha256:" + String(repeating: "a", count: 64)
    let found = OnECS {
      Service("own", image: ServiceImage(name: "own", source: .build(folder: "own")))
      Service(
        "pinned",
        image: ServiceImage(name: "pinned", source: .registry("x/y:1", digest: digest)))
      Service(
        "local", image: ServiceImage(name: "local", source: .registry("host:5000/y:2")))
    }
    #expect(found.problems.map(\.detail) == [])
    let images = try ["own", "pinned", "local"].map { try found.containers($0)[$0]?["image"] }
    #expect(
      images == [
        "<aws_ecr_repository.own.repository_url>:7",
        .string("<aws_ecr_repository.pinned.repository_url>@\(digest)"),
        "<aws_ecr_repository.local.repository_url>:2",
      ])
  }
}
