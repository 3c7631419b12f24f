import AWS
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("Task definitions, by recorded answers")
struct TaskDefinitionTests {
  static let schema = AWSECSTaskDefinition.schema.schema
  static let context = ProviderContext(secrets: TypeLife.NoSecrets())
  static let declared = TypeLife.arguments(
    of: AWSECSTaskDefinition(
      "web",
      containers: [
        ContainerDefinition(
          "app", image: "example/app:1", command: ["serve", "now"],
          environment: ["B": "2", "A": ""], ports: [.init(8_080, name: "http")],
          healthCheck: .shell("true"), process: .init(dropping: ["ALL"])),
        ContainerDefinition("side", image: "example/side:1", isEssential: false),
      ], compatibilities: [.fargate], cpu: .vcpu(0.5), memory: .gibibytes(1), networkMode: .vpc,
      volumes: [.empty("tmp")]))

  static func name(_ revision: Int) -> String {
    "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:\(revision)"
  }

  static func state(_ arguments: Fields = declared) -> ResourceState {
    ResourceState(
      address: Address(module: [], type: schema.type, key: "web"), provider: "aws",
      instance: InfraModel.InstanceID("0123456789abcdef01234567"), arguments: arguments,
      attributes: Fields(["id": "web", "arn": .string(name(7)), "revision": 7]))
  }

  static func request(_ arguments: Fields = declared, isFirst: Bool = false) -> ProviderRequest {
    ProviderRequest(
      environment: "prod", address: state().address, instance: state().instance, schema: schema,
      arguments: arguments, prior: isFirst ? nil : state(arguments))
  }

  /// What ECS tells of a revision, as it fills it in.
  static func answer(_ revision: Int, isOurs: Bool = true, image: String = "example/app:1")
    -> ScriptedAWS.Answer
  {
    let plain: Datum = [
      "cpu": 0, "portMappings": [], "environment": [], "mountPoints": [], "volumesFrom": [],
      "systemControls": [],
    ]
    let app: Datum = [
      "name": "app", "image": .string(image), "essential": true, "command": ["serve", "now"],
      "portMappings": [
        ["containerPort": 8_080, "hostPort": 8_080, "protocol": "tcp", "name": "http"]
      ],
      "environment": [["name": "B", "value": "2"], ["name": "A", "value": ""]],
      "healthCheck": [
        "command": ["CMD-SHELL", "true"], "interval": 30, "timeout": 5, "retries": 3,
      ],
      "linuxParameters": ["capabilities": ["add": [], "drop": ["ALL"]], "devices": []],
    ]
    return .json([
      "taskDefinition": [
        "taskDefinitionArn": .string(name(revision)), "family": "web",
        "revision": .int(revision), "status": "ACTIVE", "networkMode": "awsvpc", "cpu": "512",
        "memory": "1024", "requiresCompatibilities": ["FARGATE"],
        "compatibilities": ["EC2", "FARGATE"], "placementConstraints": [],
        "volumes": [["name": "tmp", "host": [:]]],
        "containerDefinitions": [
          plain.merging(["name": "side", "image": "example/side:1", "essential": false]),
          plain.merging(app),
        ],
      ],
      "tags": isOurs ? [["key": "infra:instance", "value": "0123456789abcdef01234567"]] : [],
    ])
  }

  @Test("are no drift with what ECS fills in and in whatever order it tells it")
  func same() async throws {
    let aws = ScriptedAWS { _, _ in Self.answer(7) }
    let seen = try #require(try await aws.provider().read(Self.state(), Self.schema))
    #expect(seen.arguments == Self.declared)
    let family = seen.attributes["arn_without_revision"]?.string
    #expect(family == "arn:aws:ecs:eu-central-1:123456789012:task-definition/web")
    #expect(aws.inputs("DescribeTaskDefinition").first?["taskDefinition"] == .string(Self.name(7)))
  }

  @Test("are drift with another image, and with another order of a command")
  func different() {
    let text = Self.declared["container_definitions"]
    let seen = ContainerText.parsed(text ?? .null)
    #expect(ContainerText.read(seen, declared: text) == text)
    var changes: [Datum] = []
    for change in [["image": "example/app:2"], ["command": ["now", "serve"]]] as [Datum] {
      let first = seen.list?[0] ?? .null
      changes.append([first.merging(change), seen.list?[1] ?? .null])
    }
    changes.append([seen.list?[0] ?? .null])
    for change in changes { #expect(ContainerText.read(change, declared: text) != text) }
  }

  @Test("that others have deregistered are gone")
  func inactive() async throws {
    let aws = ScriptedAWS { _, count in
      count == 0
        ? .json(["taskDefinition": ["taskDefinitionArn": "x", "status": "INACTIVE"]])
        : .refused("ClientException", "Unable to describe task definition.")
    }
    let provider = try aws.provider()
    #expect(try await provider.read(Self.state(), Self.schema) == nil)
    #expect(try await provider.read(Self.state(), Self.schema) == nil)
  }

  @Test("whose answer was lost are found by their tag, though others have registered newer ones")
  func lost() async throws {
    let aws = ScriptedAWS { request, _ in
      switch request.operation {
      case "RegisterTaskDefinition": return .lost
      case "ListTaskDefinitions":
        return .json(["taskDefinitionArns": [.string(Self.name(7)), .string(Self.name(10))]])
      default:
        return request.input["taskDefinition"] == .string(Self.name(7))
          ? Self.answer(7) : Self.answer(10, isOurs: false, image: "theirs")
      }
    }
    let provider = try aws.provider()
    await #expect(throws: ProviderError.self) {
      _ = try await provider.perform(.create, Self.request(isFirst: true), Self.context)
    }
    let attributes = try await provider.perform(
      .create, Self.request(isFirst: true), Self.context)
    #expect(attributes["revision"] == 7)
    #expect(aws.inputs("RegisterTaskDefinition").count == 1)
  }

  @Test("that track the newest revision take one that others registered for theirs")
  func tracked() async throws {
    let aws = ScriptedAWS { request, _ in
      request.input["taskDefinition"] == "web"
        ? Self.answer(9, isOurs: false, image: "example/app:9") : Self.answer(7)
    }
    let provider = try aws.provider()
    let still = try await provider.read(Self.state(), Self.schema)
    #expect(still?.attributes["revision"] == 7)
    var arguments = Self.declared
    arguments["track_latest"] = true
    let newest = try await provider.read(Self.state(arguments), Self.schema)
    #expect(newest?.attributes["revision"] == 9)
    #expect(newest?.arguments["container_definitions"] != Self.declared["container_definitions"])
  }

  @Test("take the old revision out of use, and leave it where that is declared")
  func deregistered() async throws {
    for (isKept, calls) in [(false, 1), (true, 0)] {
      let aws = ScriptedAWS { _, _ in Self.answer(7) }
      var arguments = Self.declared
      arguments["skip_destroy"] = .bool(isKept)
      _ = try await aws.provider().perform(
        .deleteDeposed, Self.request(arguments), Self.context)
      let sent = aws.inputs("DeregisterTaskDefinition")
      #expect(sent == Array(repeating: ["taskDefinition": .string(Self.name(7))], count: calls))
    }
  }

  @Test("are told at an import as they would be declared")
  func imported() async throws {
    let aws = ScriptedAWS { _, _ in Self.answer(7) }
    let seen = try #require(try await aws.provider().find(Self.name(7), Self.schema))
    let name = "container_definitions"
    let first = try JSONParser.parse(seen.arguments[name]?.string ?? "")
    let declared = try JSONParser.parse(Self.declared[name]?.string ?? "")
    #expect(first.list?.last?["portMappings"] == declared.list?.first?["portMappings"])
    #expect(first.list?.last?["cpu"] == .null)
    #expect(first.list?.first?["essential"] == false)
  }
}
