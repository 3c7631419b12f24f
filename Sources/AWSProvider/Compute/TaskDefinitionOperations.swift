import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_ecs_task_definition`. A definition is a revision that nothing changes
  /// but its tags: a new one is registered, and the old one taken out of use after it. Terraform's
  /// id is the family, which says nothing of the revision: it is found by its ARN.
  static let taskDefinition = AWSType(
    "aws_ecs_task_definition", "task definition", whole: "{arn}",
    arguments: [
      .both("family", "family"),
      .both("container_definitions", "containerDefinitions", containers),
      .both("requires_compatibilities", "requiresCompatibilities", .set(.text)),
      .both("cpu", "cpu"),
      .both("memory", "memory"),
      .both("network_mode", "networkMode"),
      .both("execution_role_arn", "executionRoleArn"),
      .both("task_role_arn", "taskRoleArn"),
      .both(
        "runtime_platform", "runtimePlatform",
        .block([
          .both("cpu_architecture", "cpuArchitecture"),
          .both("operating_system_family", "operatingSystemFamily"),
        ])),
      .both(
        "ephemeral_storage", "ephemeralStorage",
        .block([.both("size_in_gib", "sizeInGiB", .number)])),
      .both("volume", "volumes", .blockSet(volumes)),
      .both("pid_mode", "pidMode"),
      .both(
        "placement_constraints", "placementConstraints",
        .blockSet([.both("type", "type"), .both("expression", "expression")])),
      .local("skip_destroy"),
      .local("track_latest"),
    ],
    attributes: [
      "id": "family", "arn": "taskDefinitionArn", "revision": "revision",
      "arn_without_revision": "familyARN",
    ],
    tags: .containers,
    lookup: Lookup(
      missing: [noDefinition], search: ownRevision,
      latest: { $0["track_latest"] == true ? $0["family"]?.string : nil },
      picking: { answer, _ in
        let definition = answer["taskDefinition"]
        if definition["status"] != "ACTIVE" { return [] }
        let name = definition["taskDefinitionArn"]
        let family = name.string?.split(separator: ":").dropLast().joined(separator: ":")
        return [
          definition.merging([
            "tags": answer["tags"], "arn": name, "familyARN": family.map { .string($0) } ?? .null,
          ])
        ]
      }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return definition(name)
    },
    creation: Creation(
      .ecs, "RegisterTaskDefinition", id: "taskDefinition.taskDefinitionArn"),
    deletion: Deletion { scope in
      if scope.arguments["skip_destroy"] == true { return [] }
      return [
        AWSCall(.ecs, "DeregisterTaskDefinition", ["taskDefinition": scope.object["arn"]])
      ]
    },
    again: ["ClientException: Too many concurrent attempts to create a new revision"])

  private static let noDefinition = "ClientException: Unable to describe task definition"

  private static func definition(_ name: String) -> AWSCall {
    AWSCall(
      .ecs, "DescribeTaskDefinition", ["taskDefinition": .string(name), "include": ["TAGS"]])
  }

  /// The containers, whose text is JSON and on the wire an object.
  private static let containers = Shape.odd(
    write: { ContainerText.parsed($0) },
    read: { seen, declared in ContainerText.read(seen, declared: declared) })

  private static let volumes: [Member] = [
    .both("name", "name"),
    .both("host_path", "host.sourcePath"),
    .both(
      "efs_volume_configuration", "efsVolumeConfiguration",
      .block([
        .both("file_system_id", "fileSystemId"),
        .both("root_directory", "rootDirectory"),
        .both("transit_encryption", "transitEncryption"),
        .both(
          "authorization_config", "authorizationConfig",
          .block([.both("access_point_id", "accessPointId"), .both("iam", "iam")])),
      ])),
  ]

  /// The revision that bears an instance's tag: the newest are looked at, of which others may have
  /// registered some since.
  @Sendable private static func ownRevision(
    _ instance: InstanceID, _ arguments: Fields, _ session: AWSSession
  ) async throws(ProviderError) -> String? {
    guard let family = arguments["family"] else { return nil }
    let names = try await session.all(
      AWSCall(.ecs, "ListTaskDefinitions", ["familyPrefix": family, "sort": "DESC"]),
      "taskDefinitionArns", AWSPages("nextToken"))
    let newest = names.compactMap(\.string).sorted { revision($0) > revision($1) }
    for name in newest.prefix(revisionsSearched) {
      guard let answer = try await session.send(definition(name), absent: [noDefinition]) else {
        continue
      }
      let owner = Tagging.containers.read(answer.output)[Ownership.instance]?.string
      if owner == instance.text { return name }
    }
    return nil
  }

  private static let revisionsSearched = 25

  private static func revision(_ name: String) -> Int {
    name.split(separator: ":").last.flatMap { Int($0) } ?? 0
  }
}
