import InfraDSL
import InfraModel

/// Tasks that are kept running, as Terraform's `aws_ecs_service`.
///
///     let gateway = AWSECSService(
///       "gateway", cluster: main.arn, taskDefinition: definition.arn, desiredCount: 2,
///       launchType: .fargate, network: .init(subnets: [a.id, b.id], securityGroups: [inner.id]))
///
/// A change of what its tasks run is rolled out by ECS: new tasks come before old ones go, as the
/// percentages say.
public struct AWSECSService: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSECSService>(
    "aws_ecs_service", "Tasks that are kept running.",
    terraformIdentity: .joined(.lastPart("cluster"), "/", "name"),
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name, unique in its cluster."),
      .required("cluster", \.cluster, changing: .replaceWithGap, "The cluster that it is in."),
      .required(
        "task_definition", \.taskDefinition, changing: .inPlace, terraform: .nameInARN,
        "What its tasks run; a change is rolled out."),
      .optional(
        "desired_count", \.desiredCount, changing: .inPlace, "How many tasks are kept running."),
      .optional(
        "launch_type", \.launchType, changing: .replaceWithGap, isComputed: true,
        "What its tasks run on."),
      .optional(
        "capacity_provider_strategy", \.capacityProviders,
        deciding: AWSECSService.changingCapacityProviders, "What its tasks run on, by shares."),
      .optional(
        "platform_version", \.platformVersion, changing: .inPlace,
        "The version of Fargate, as LATEST or 1.4.0."),
      .optional(
        "scheduling_strategy", \.scheduling, changing: .replaceWithGap, default: "REPLICA",
        "Whether it has a number of tasks or one on each machine."),
      .optional(
        "network_configuration", \.network, changing: .inPlace, "Where in the VPC its tasks are."),
      .optional(
        "load_balancer", \.loadBalancers, changing: .inPlace,
        "The target groups that its tasks are in."),
      .optional(
        "health_check_grace_period_seconds", \.healthCheckGrace, changing: .inPlace,
        "Seconds in which a new task's failed health checks do not count."),
      .optional(
        "deployment_maximum_percent", \.maximumPercent, changing: .inPlace, default: 200,
        "How many tasks there may be during a rollout, in percent of the desired."),
      .optional(
        "deployment_minimum_healthy_percent", \.minimumHealthyPercent, changing: .inPlace,
        default: 100, "How many tasks must be healthy in a rollout, in percent of the desired."),
      .optional(
        "deployment_circuit_breaker", \.circuitBreaker, changing: .inPlace,
        "What happens if a rollout fails."),
      .optional(
        "deployment_controller", \.deploymentController, changing: .replaceWithGap,
        isComputed: true,
        "Who carries a rollout out."),
      .optional("alarms", \.alarms, changing: .inPlace, "The alarms that make a rollout fail."),
      .optional(
        "availability_zone_rebalancing", \.zoneRebalancing, changing: .inPlace, default: "DISABLED",
        "Whether tasks are spread over zones again when they are not."),
      .optional(
        "service_registries", \.registry, changing: .inPlace, "Where its tasks are found by name."),
      .optional(
        "service_connect_configuration", \.serviceConnect, changing: .inPlace,
        "How its tasks reach other services by their names."),
      .optional(
        "ordered_placement_strategy", \.placementStrategies, changing: .inPlace,
        "By what its tasks are placed on machines."),
      .optional(
        "placement_constraints", \.placementConstraints, changing: .inPlace,
        "Which machines its tasks may run on."),
      .optional(
        "enable_execute_command", \.allowsCommands, changing: .inPlace,
        "Whether commands may be run in its containers."),
      .optional(
        "enable_ecs_managed_tags", \.hasManagedTags, changing: .inPlace,
        "Whether ECS tags its tasks."),
      .optional(
        "propagate_tags", \.tagSource, changing: .inPlace, "What its tasks take their tags from."),
      .optional(
        "force_new_deployment", \.deploysAlways, changing: .inPlace, terraform: .unread,
        "Whether each change of it rolls its tasks out anew."),
      .optional(
        "triggers", \.triggers, changing: .inPlace,
        "Values whose change rolls its tasks out anew, with the flag for it."),
      .optional(
        "force_delete", \.isDeletedWithTasks, changing: .inPlace, terraform: .unread,
        "Whether it is deleted although tasks run."),
      .optional(
        "wait_for_steady_state", \.waitsForSteadyState, changing: .inPlace, default: false,
        terraform: .unreadDefault,
        "Whether a change waits until its tasks run."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "Its Amazon resource name.")
    ])

  /// Shares are changed on a service only with a rollout; a rollout that is asked for always is
  /// another argument, so that here the service counts as made anew.
  private static let changingCapacityProviders: @Sendable (Datum, Datum) -> Effect = { _, _ in
    .replaceWithGap
  }

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in its cluster.
  public let name: Value<ECSServiceName>
  /// The cluster that it is in.
  public let cluster: Value<ARN<AWSECSCluster>>
  /// What its tasks run; a change is rolled out.
  public let taskDefinition: Value<ARN<AWSECSTaskDefinition>>
  /// How many tasks are kept running.
  public let desiredCount: Bounded?
  /// What its tasks run on.
  public let launchType: LaunchType?
  /// What its tasks run on, by shares.
  public let capacityProviders: [CapacityProviderShare]
  /// The version of Fargate, as LATEST or 1.4.0.
  public let platformVersion: Value<String>?
  /// Whether it has a number of tasks or one on each machine.
  public let scheduling: Scheduling?
  /// Where in the VPC its tasks are.
  public let network: NetworkConfiguration?
  /// The target groups that its tasks are in.
  public let loadBalancers: [LoadBalancerAttachment]
  /// Seconds in which a new task's failed health checks do not count.
  public let healthCheckGrace: TimeSpan?
  /// How many tasks there may be during a rollout, in percent of the desired.
  public let maximumPercent: Bounded?
  /// How many tasks must be healthy in a rollout, in percent of the desired.
  public let minimumHealthyPercent: Bounded?
  /// What happens if a rollout fails.
  public let circuitBreaker: CircuitBreaker?
  /// Who carries a rollout out.
  public let deploymentController: DeploymentController?
  /// The alarms that make a rollout fail.
  public let alarms: DeploymentAlarms?
  /// Whether tasks are spread over zones again when they are not.
  public let zoneRebalancing: ZoneRebalancing?
  /// Where its tasks are found by name.
  public let registry: ServiceRegistry?
  /// How its tasks reach other services by their names.
  public let serviceConnect: ServiceConnect?
  /// By what its tasks are placed on machines.
  public let placementStrategies: [PlacementStrategy]
  /// Which machines its tasks may run on.
  public let placementConstraints: [PlacementConstraint]
  /// Whether commands may be run in its containers.
  public let allowsCommands: Bool?
  /// Whether ECS tags its tasks.
  public let hasManagedTags: Bool?
  /// What its tasks take their tags from.
  public let tagSource: TagSource?
  /// Whether each change of it rolls its tasks out anew.
  public let deploysAlways: Bool?
  /// Values whose change rolls its tasks out anew, with the flag for it.
  public let triggers: [String: Value<String>]
  /// Whether it is deleted although tasks run.
  public let isDeletedWithTasks: Bool?
  /// Whether a change waits until its tasks run.
  public let waitsForSteadyState: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a service.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in its cluster; the key if not given.
  ///   - cluster: The cluster that it is in.
  ///   - taskDefinition: What its tasks run; a change is rolled out.
  ///   - desiredCount: How many tasks are kept running.
  ///   - launchType: What its tasks run on.
  ///   - capacityProviders: What its tasks run on, by shares.
  ///   - platformVersion: The version of Fargate, as LATEST or 1.4.0.
  ///   - scheduling: Whether it has a number of tasks or one on each machine.
  ///   - network: Where in the VPC its tasks are.
  ///   - loadBalancers: The target groups that its tasks are in.
  ///   - healthCheckGrace: Seconds in which a new task's failed health checks do not count.
  ///   - maximumPercent: How many tasks there may be during a rollout, in percent of the desired.
  ///   - minimumHealthyPercent: How many tasks must be healthy during a rollout, in percent of the
  ///     desired.
  ///   - circuitBreaker: What happens if a rollout fails.
  ///   - deploymentController: Who carries a rollout out.
  ///   - alarms: The alarms that make a rollout fail.
  ///   - zoneRebalancing: Whether tasks are spread over zones again when they are not.
  ///   - registry: Where its tasks are found by name.
  ///   - serviceConnect: How its tasks reach other services by their names.
  ///   - placementStrategies: By what its tasks are placed on machines.
  ///   - placementConstraints: Which machines its tasks may run on.
  ///   - allowsCommands: Whether commands may be run in its containers.
  ///   - hasManagedTags: Whether ECS tags its tasks.
  ///   - tagSource: What its tasks take their tags from.
  ///   - deploysAlways: Whether each change of it rolls its tasks out anew.
  ///   - triggers: Values whose change rolls its tasks out anew, with the flag for it.
  ///   - isDeletedWithTasks: Whether it is deleted although tasks run.
  ///   - waitsForSteadyState: Whether a change waits until its tasks run.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<ECSServiceName>? = nil, cluster: Value<ARN<AWSECSCluster>>,
    taskDefinition: Value<ARN<AWSECSTaskDefinition>>, desiredCount: Value<Int>? = nil,
    launchType: LaunchType? = nil, capacityProviders: [CapacityProviderShare] = [],
    platformVersion: Value<String>? = nil, scheduling: Scheduling? = nil,
    network: NetworkConfiguration? = nil, loadBalancers: [LoadBalancerAttachment] = [],
    healthCheckGrace: Duration? = nil, maximumPercent: Value<Int>? = nil,
    minimumHealthyPercent: Value<Int>? = nil, circuitBreaker: CircuitBreaker? = nil,
    deploymentController: DeploymentController? = nil, alarms: DeploymentAlarms? = nil,
    zoneRebalancing: ZoneRebalancing? = nil, registry: ServiceRegistry? = nil,
    serviceConnect: ServiceConnect? = nil, placementStrategies: [PlacementStrategy] = [],
    placementConstraints: [PlacementConstraint] = [], allowsCommands: Bool? = nil,
    hasManagedTags: Bool? = nil, tagSource: TagSource? = nil, deploysAlways: Bool? = nil,
    triggers: [String: Value<String>] = [:], isDeletedWithTasks: Bool? = nil,
    waitsForSteadyState: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_ecs_service", key: key, file: file, line: line)
    self.name = name ?? Value(ECSServiceName(key))
    self.cluster = cluster
    self.taskDefinition = taskDefinition
    self.desiredCount = desiredCount.map { Bounded($0, 0...5_000) }
    self.launchType = launchType
    self.capacityProviders = capacityProviders
    self.platformVersion = platformVersion
    self.scheduling = scheduling
    self.network = network
    self.loadBalancers = loadBalancers
    self.healthCheckGrace = healthCheckGrace.map { TimeSpan($0, in: .seconds, 0...2_147_483_647) }
    self.maximumPercent = maximumPercent.map { Bounded($0, 100...1_000) }
    self.minimumHealthyPercent = minimumHealthyPercent.map { Bounded($0, 0...200) }
    self.circuitBreaker = circuitBreaker
    self.deploymentController = deploymentController
    self.alarms = alarms
    self.zoneRebalancing = zoneRebalancing
    self.registry = registry
    self.serviceConnect = serviceConnect
    self.placementStrategies = placementStrategies
    self.placementConstraints = placementConstraints
    self.allowsCommands = allowsCommands
    self.hasManagedTags = hasManagedTags
    self.tagSource = tagSource
    self.deploysAlways = deploysAlways
    self.triggers = triggers
    self.isDeletedWithTasks = isDeletedWithTasks
    self.waitsForSteadyState = waitsForSteadyState
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSECSService>> { attribute("id") }
  /// Its name.
  public var serviceName: Value<ECSServiceName> { attribute("name") }
}

extension AWSECSService: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ecs", "service/") }
}

/// The name of a service.
public struct ECSServiceName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a service's name: use \(rule.text)."
  }
}
