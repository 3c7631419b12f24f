import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("The types of containers on moto", .enabled(if: Moto.isWanted), .serialized)
struct ContainerLives {
  static let key: Value<ARN<AWSKMSKey>> =
    "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  static let role: Value<ARN<AWSIAMRole>> = "arn:aws:iam::123456789012:role/scales"
  static let namespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>> =
    "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1"

  @Test("a repository of images lives")
  func repository() async throws {
    try await TypeLife(
      AWSECRRepository(
        "lived", name: "lives/images", tagMutability: .mutable, isDeletedWithImages: false,
        encryption: .s3, scanning: .onDemand, tags: ["team": "core", "gone": "later"]),
      AWSECRRepository(
        "lived", name: "lives/images", tagMutability: .immutable, isDeletedWithImages: true,
        encryption: .s3, scanning: .onPush, tags: ["team": "other"]),
      leavingOut: ["tags"]
    ).run(try await Moto.server())
  }

  @Test("a repository that holds images is kept, with what to do, unless it is declared to go")
  func fullRepository() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    let provider = AWSProvider(client)
    let context = ProviderContext(secrets: TypeLife.NoSecrets())
    let schema = AWSECRRepository.schema.schema
    var request = ProviderRequest(
      environment: "lives", address: Address(module: [], type: schema.type, key: "full"),
      instance: InfraModel.InstanceID("00000000000000000000full"), schema: schema,
      arguments: TypeLife.arguments(of: AWSECRRepository("full", name: "lives/full")))
    let attributes = try await provider.perform(.create, request, context)
    _ = try await client.send(
      AWSCall(
        .ecr, "PutImage",
        [
          "repositoryName": "lives/full", "imageTag": "v1",
          "imageManifest": .string(
            #"{"schemaVersion": 2, "config": {"digest": "sha256:0"}, "layers": [], "mediaType": "#
              + #""application/vnd.docker.distribution.manifest.v2+json"}"#),
        ]))
    request.prior = ResourceState(
      address: request.address, provider: "aws", instance: request.instance,
      arguments: request.arguments, attributes: attributes)
    let full = request
    await #expect {
      _ = try await provider.perform(.delete, full, context)
    } throws: { error in
      let error = error as? ProviderError
      return error?.kind == .refused && error?.hints.first == "empty it, then apply again"
        && error?.message.contains("still contains images") == true
    }
    request.arguments["force_delete"] = true
    _ = try await provider.perform(.delete, request, context)
    let state = try #require(request.prior)
    #expect(try await provider.read(state, schema) == nil)
  }

  @Test("a lifecycle policy lives")
  func rules() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    _ = try await client.send(
      AWSCall(.ecr, "CreateRepository", ["repositoryName": "lives/rules"]))
    let rules = AWSECRLifecyclePolicy(
      "lived", repository: "lives/rules",
      rules: [.delete(.untagged, afterDays: 7), .keep(20, of: .tagged(prefixes: ["v"]))])
    try await TypeLife(rules, rules).run(moto)
    _ = try await client.send(
      AWSCall(.ecr, "DeleteRepository", ["repositoryName": "lives/rules"]))
  }

  @Test("a namespace of the discovery lives")
  func namespaceLives() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    let vpc = try await Self.vpc(client)
    try await TypeLife(
      AWSServiceDiscoveryPrivateDNSNamespace(
        "lived", name: "lives.internal", vpc: Value(VPCID(vpc)), description: "the first",
        tags: ["team": "core"]),
      AWSServiceDiscoveryPrivateDNSNamespace(
        "lived", name: "lives.internal", vpc: Value(VPCID(vpc)), description: "the second",
        tags: ["team": "other"]),
      leavingOut: ["description", "tags"],
      importedAs: { "\($1["id"]?.string ?? ""):\($0["vpc"]?.string ?? "")" }
    ).run(moto)
    _ = try await client.send(AWSCall(.ec2, "DeleteVpc", ["VpcId": .string(vpc)]))
  }

  @Test("a name of the discovery lives")
  func nameLives() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    let vpc = try await Self.vpc(client)
    let begun = try await client.send(
      AWSCall(
        .discovery, "CreatePrivateDnsNamespace",
        ["Name": "names.internal", "Vpc": .string(vpc), "CreatorRequestId": "lives"]))
    let made = try await client.send(
      AWSCall(.discovery, "GetOperation", ["OperationId": begun["OperationId"]]))
    let id = made["Operation.Targets.NAMESPACE"].string ?? ""
    let namespace = Value(NamespaceID(id))
    try await TypeLife(
      AWSServiceDiscoveryService(
        "lived", name: "web", description: "the first",
        dns: .init(
          namespace: namespace, records: [.init(.a, ttl: .seconds(10))], routing: .multivalue),
        customHealth: .init(), isDeletedWithInstances: false, tags: ["team": "core"]),
      AWSServiceDiscoveryService(
        "lived", name: "web", description: "the second",
        dns: .init(
          namespace: namespace, records: [.init(.a, ttl: .seconds(20))], routing: .multivalue),
        customHealth: .init(), isDeletedWithInstances: true, tags: ["team": "other"]),
      leavingOut: ["description", "tags"]
    ).run(moto)
    _ = try await client.send(AWSCall(.discovery, "DeleteNamespace", ["Id": .string(id)]))
    _ = try await client.send(AWSCall(.ec2, "DeleteVpc", ["VpcId": .string(vpc)]))
  }

  @Test("a cluster lives")
  func cluster() async throws {
    try await TypeLife(
      AWSECSCluster(
        "lived", name: "lives", containerInsights: .disabled,
        commandExecution: .init(
          kmsKey: Self.key, logging: .elsewhere,
          logs: .init(
            logGroup: "/commands", isLogGroupEncrypted: true, bucket: "example-commands",
            isBucketEncrypted: true, prefix: "commands/")),
        serviceConnect: .init(namespace: Self.namespace), tags: ["team": "core"]),
      AWSECSCluster(
        "lived", name: "lives", containerInsights: .enhanced,
        commandExecution: .init(logging: .asTheTask),
        serviceConnect: .init(
          namespace: "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-2"),
        tags: ["team": "other"]),
      leavingOut: ["configuration", "service_connect_defaults", "tags"],
      importedAs: { arguments, _ in arguments["name"]?.string ?? "" }
    ).run(try await Moto.server())
  }

  @Test("a task definition lives")
  func definition() async throws {
    let full = ContainerDefinition(
      "app", image: "example/app:1", command: ["serve", "--port", "8080"], entrypoint: ["/entry"],
      environment: ["B": "2", "A": "1"],
      secrets: ["TOKEN": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-a1b2c3"],
      ports: [.init(8_080, name: "http", application: .http)],
      mounts: [.init("data", at: "/data", isReadOnly: true)], healthCheck: .shell("true"),
      logs: ContainerLogs(.cloudWatch, options: ["awslogs-group": "/ecs/app"]),
      dependencies: [.init("side", .started)], memory: .mebibytes(256), isReadOnly: true,
      process: .init(ulimits: [.openFiles(1_024)], hasInit: true, dropping: ["ALL"]))
    let definition = { (keeps: Bool, team: String) in
      AWSECSTaskDefinition(
        "lived", family: "lives",
        containers: [full, ContainerDefinition("side", image: "example/side:1")],
        compatibilities: [.fargate], cpu: .vcpu(0.5), memory: .gibibytes(1), networkMode: .vpc,
        executionRole: Self.role, taskRole: Self.role,
        platform: .init(architecture: .arm, system: "LINUX"),
        ephemeralStorage: .init(gibibytes: 21),
        volumes: [
          .efs("data", fileSystem: "fs-0123456789abcdef0", rootDirectory: "/data"), .empty("tmp"),
        ], pidMode: .task, outlivesDeclaration: false, tracksLatest: keeps,
        tags: ["team": Value(team)])
    }
    try await TypeLife(
      definition(false, "core"), definition(true, "other"),
      importedAs: { $1["arn"]?.string ?? "" }
    ).run(try await Moto.server())
  }

  /// A network that nothing else is in.
  static func vpc(_ client: AWSClient) async throws -> String {
    let made = try await client.send(AWSCall(.ec2, "CreateVpc", ["CidrBlock": "10.9.0.0/16"]))
    return made["Vpc.VpcId"].string ?? ""
  }
}
