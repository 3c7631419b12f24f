import InfraDSL
import InfraModel

/// What a task runs, as Terraform's `aws_ecs_task_definition`.
///
///     let gateway = AWSECSTaskDefinition(
///       "gateway", containers: [ContainerDefinition("gateway", image: "example/gateway:1.4")],
///       compatibilities: [.fargate], cpu: .vcpu(0.5), memory: .gibibytes(1),
///       executionRole: execution.arn, networkMode: .vpc)
///
/// AWS changes no definition: a change makes a new revision, and the old one is taken out of use
/// after it. Services move to the new one by their own rollout.
public struct AWSECSTaskDefinition: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSECSTaskDefinition>(
    "aws_ecs_task_definition", "What a task runs.",
    terraformIdentity: .joined("arn"),
    arguments: [
      .required(
        "family", \.family, changing: .replaceWithoutGap,
        "Its name; each change makes a new revision of it."),
      .required(
        "container_definitions", \.containers, changing: .replaceWithoutGap, "Its containers."),
      .optional(
        "requires_compatibilities", \.compatibilities, changing: .replaceWithoutGap,
        "What it must be able to run on."),
      .optional(
        "cpu", \.cpu, changing: .replaceWithoutGap,
        "The processors of all its containers together, in units of 1/1024."),
      .optional(
        "memory", \.memory, changing: .replaceWithoutGap,
        "The memory of all its containers together, in MiB."),
      .optional(
        "network_mode", \.networkMode, changing: .replaceWithoutGap, isComputed: true,
        "How its containers are in a network."),
      .optional(
        "execution_role_arn", \.executionRole, changing: .replaceWithoutGap,
        "The role that starts it: images, secrets and logs."),
      .optional(
        "task_role_arn", \.taskRole, changing: .replaceWithoutGap,
        "The role that its containers have."),
      .optional(
        "runtime_platform", \.platform, changing: .replaceWithoutGap,
        "The processors and the system that it is made for."),
      .optional(
        "ephemeral_storage", \.ephemeralStorage, changing: .replaceWithoutGap,
        "The disk that goes with it, in GiB."),
      .optional("volume", \.volumes, changing: .replaceWithoutGap, "What its containers mount."),
      .optional(
        "pid_mode", \.pidMode, changing: .replaceWithoutGap, "Whose processes its containers see."),
      .optional(
        "placement_constraints", \.placementConstraints, changing: .replaceWithoutGap,
        "Which machines it may run on."),
      .optional(
        "skip_destroy", \.outlivesDeclaration, changing: .inPlace, default: false,
        terraform: .unread,
        "Whether old revisions stay active when it changes or goes."),
      .optional(
        "track_latest", \.tracksLatest, changing: .inPlace, default: false, terraform: .unread,
        "Whether a revision made by others counts as this one."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The definition's family."),
      AttributeSchema("arn", terraform: "arn", "The Amazon resource name of its revision."),
      AttributeSchema(
        "arn_without_revision", terraform: "arn_without_revision",
        "The Amazon resource name of its family."),
      AttributeSchema("revision", terraform: "revision", "The number of its revision."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name; each change makes a new revision of it.
  public let family: Value<TaskFamily>
  /// Its containers.
  public let containers: ContainerDefinitions
  /// What it must be able to run on.
  public let compatibilities: [LaunchType]
  /// The processors of all its containers together, in units of 1/1024.
  public let cpu: TaskCPU?
  /// The memory of all its containers together, in MiB.
  public let memory: TaskMemory?
  /// How its containers are in a network.
  public let networkMode: NetworkMode?
  /// The role that starts it: images, secrets and logs.
  public let executionRole: Value<ARN<AWSIAMRole>>?
  /// The role that its containers have.
  public let taskRole: Value<ARN<AWSIAMRole>>?
  /// The processors and the system that it is made for.
  public let platform: RuntimePlatform?
  /// The disk that goes with it, in GiB.
  public let ephemeralStorage: EphemeralStorage?
  /// What its containers mount.
  public let volumes: [TaskVolume]
  /// Whose processes its containers see.
  public let pidMode: PIDMode?
  /// Which machines it may run on.
  public let placementConstraints: [PlacementConstraint]
  /// Whether old revisions stay active when it changes or goes.
  public let outlivesDeclaration: Bool?
  /// Whether a revision made by others counts as this one.
  public let tracksLatest: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a task definition.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - family: Its name; each change makes a new revision of it; the key if not given.
  ///   - containers: Its containers.
  ///   - compatibilities: What it must be able to run on.
  ///   - cpu: The processors of all its containers together, in units of 1/1024.
  ///   - memory: The memory of all its containers together, in MiB.
  ///   - networkMode: How its containers are in a network.
  ///   - executionRole: The role that starts it: images, secrets and logs.
  ///   - taskRole: The role that its containers have.
  ///   - platform: The processors and the system that it is made for.
  ///   - ephemeralStorage: The disk that goes with it, in GiB.
  ///   - volumes: What its containers mount.
  ///   - pidMode: Whose processes its containers see.
  ///   - placementConstraints: Which machines it may run on.
  ///   - outlivesDeclaration: Whether old revisions stay active when it changes or goes.
  ///   - tracksLatest: Whether a revision made by others counts as this one.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, family: Value<TaskFamily>? = nil, containers: ContainerDefinitions,
    compatibilities: [LaunchType] = [], cpu: TaskCPU? = nil, memory: ByteCount? = nil,
    networkMode: NetworkMode? = nil, executionRole: Value<ARN<AWSIAMRole>>? = nil,
    taskRole: Value<ARN<AWSIAMRole>>? = nil, platform: RuntimePlatform? = nil,
    ephemeralStorage: EphemeralStorage? = nil, volumes: [TaskVolume] = [], pidMode: PIDMode? = nil,
    placementConstraints: [PlacementConstraint] = [], outlivesDeclaration: Bool? = nil,
    tracksLatest: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_ecs_task_definition", key: key, file: file, line: line)
    self.family = family ?? Value(TaskFamily(key))
    self.containers = containers.within(
      volumes: volumes, compatibilities: compatibilities, hasSize: cpu != nil && memory != nil)
    self.compatibilities = compatibilities
    self.cpu = cpu
    self.memory = memory.map {
      TaskMemory($0, fargateCPU: compatibilities.contains(.fargate) ? cpu : nil)
    }
    self.networkMode = networkMode
    self.executionRole = executionRole
    self.taskRole = taskRole
    self.platform = platform
    self.ephemeralStorage = ephemeralStorage
    self.volumes = volumes
    self.pidMode = pidMode
    self.placementConstraints = placementConstraints
    self.outlivesDeclaration = outlivesDeclaration
    self.tracksLatest = tracksLatest
    self.tags = tags
  }

  /// The Amazon resource name of its revision.
  public var arn: Value<ARN<AWSECSTaskDefinition>> { attribute("arn") }
  /// The Amazon resource name of its family.
  public var familyARN: Value<AnyARN> { attribute("arn_without_revision") }
  /// The number of its revision.
  public var revision: Value<Int> { attribute("revision") }
  /// Its family.
  public var familyName: Value<TaskFamily> { attribute("family") }
}

extension AWSECSTaskDefinition: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ecs", "task-definition/") }
}

/// The name of a task definition.
public struct TaskFamily: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a task definition's name: use \(rule.text)."
  }
}
