import AWSClient
import InfraModel

extension AWSType {
  /// The arguments of a service, and where ECS has them. What it tells of is compared; what it
  /// leaves out, as kinds of services do not have everything, is as declared.
  static let serviceArguments: [Member] =
    [
      .both("name", "serviceName"),
      .both("cluster", "cluster", clusterName, reads: "clusterArn"),
      .both("task_definition", "taskDefinition"),
      .both("desired_count", "desiredCount", .number),
      .both("launch_type", "launchType"),
      .both(
        "capacity_provider_strategy", "capacityProviderStrategy",
        .ifTold(
          .blockSet([
            .both("capacity_provider", "capacityProvider"), .both("weight", "weight", .number),
            .both("base", "base", .number),
          ]))),
      .both("platform_version", "platformVersion"),
      .both("scheduling_strategy", "schedulingStrategy"),
      .both(
        "network_configuration", "networkConfiguration.awsvpcConfiguration",
        .block([
          .both("subnets", "subnets", .set(.text)),
          .both("security_groups", "securityGroups", .set(.text)),
          .both("assign_public_ip", "assignPublicIp", onOff),
        ])),
      .both(
        "load_balancer", "loadBalancers",
        .blockSet([
          .both("target_group_arn", "targetGroupArn"), .both("container_name", "containerName"),
          .both("container_port", "containerPort", .number),
        ])),
      .both(
        "health_check_grace_period_seconds", "healthCheckGracePeriodSeconds", .ifTold(.number)),
      .both(
        "service_registries", "serviceRegistries",
        .blocks([
          .both("registry_arn", "registryArn"), .both("port", "port", .number),
          .both("container_name", "containerName"),
          .both("container_port", "containerPort", .number),
        ])),
      .both(
        "service_connect_configuration", "serviceConnectConfiguration",
        .ifTold(.block(serviceConnect))),
      .both(
        "ordered_placement_strategy", "placementStrategy",
        .ifTold(.blocks([.both("type", "type"), .both("field", "field")]))),
      .both(
        "placement_constraints", "placementConstraints",
        .ifTold(.blockSet([.both("type", "type"), .both("expression", "expression")]))),
      .both("enable_execute_command", "enableExecuteCommand", .ifTold(.flag)),
      .both("enable_ecs_managed_tags", "enableECSManagedTags", .ifTold(.flag)),
      .both("propagate_tags", "propagateTags", .ifTold(.text)),
      .both("availability_zone_rebalancing", "availabilityZoneRebalancing", .ifTold(.text)),
      .both(
        "deployment_controller", "deploymentController",
        .ifTold(.block([.both("type", "type")]))),
      .local("force_new_deployment"), .local("triggers"), .local("force_delete"),
      .local("wait_for_steady_state"),
    ] + rolloutArguments

  /// The arguments that say how a rollout goes: one member of ECS's.
  private static let rolloutArguments: [Member] = [
    .both(
      "deployment_maximum_percent", "deploymentConfiguration.maximumPercent", .ifTold(.number)),
    .both(
      "deployment_minimum_healthy_percent", "deploymentConfiguration.minimumHealthyPercent",
      .ifTold(.number)),
    .both(
      "deployment_circuit_breaker", "deploymentConfiguration.deploymentCircuitBreaker",
      .ifTold(.block([.both("enable", "enable", .flag), .both("rollback", "rollback", .flag)]))),
    .both(
      "alarms", "deploymentConfiguration.alarms",
      .ifTold(
        .block([
          .both("alarm_names", "alarmNames", .set(.text)), .both("enable", "enable", .flag),
          .both("rollback", "rollback", .flag),
        ]))),
  ]

  static let serviceRollout = Set(rolloutArguments.map(\.name))

  /// The arguments that ECS changes where the service is.
  static let serviceChanges = serviceRollout.union([
    "task_definition", "desired_count", "platform_version", "network_configuration",
    "load_balancer", "health_check_grace_period_seconds", "service_registries",
    "service_connect_configuration", "ordered_placement_strategy", "placement_constraints",
    "enable_execute_command", "enable_ecs_managed_tags", "propagate_tags",
    "availability_zone_rebalancing",
  ])

  /// The arguments that ECS does not know and that may ask for a rollout.
  static let serviceSwitches: Set<String> = ["triggers", "force_new_deployment"]

  /// What an argument is set to that is not declared any more. A number of tasks stays.
  static let servicePlain: [String: Datum] = [
    "platform_version": "LATEST", "load_balancer": [], "health_check_grace_period_seconds": 0,
    "service_registries": [], "service_connect_configuration": ["enabled": false],
    "ordered_placement_strategy": [], "placement_constraints": [],
    "enable_execute_command": false, "enable_ecs_managed_tags": false, "propagate_tags": "NONE",
    "availability_zone_rebalancing": "DISABLED", "deployment_maximum_percent": 200,
    "deployment_minimum_healthy_percent": 100,
    "deployment_circuit_breaker": ["enable": false, "rollback": false],
    "alarms": ["alarmNames": [], "enable": false, "rollback": false],
  ]

  private static let serviceConnect: [Member] = [
    .both("enabled", "enabled", .flag),
    .both("namespace", "namespace"),
    .both(
      "service", "services",
      .blocks([
        .both("port_name", "portName"), .both("discovery_name", "discoveryName"),
        .both(
          "client_alias", "clientAliases",
          .blocks([.both("port", "port", .number), .both("dns_name", "dnsName")])),
        .both("ingress_port_override", "ingressPortOverride", .number),
        .both(
          "timeout", "timeout",
          .block([
            .both("idle_timeout_seconds", "idleTimeoutSeconds", .number),
            .both("per_request_timeout_seconds", "perRequestTimeoutSeconds", .number),
          ])),
      ])),
    .both(
      "log_configuration", "logConfiguration",
      .block([.both("log_driver", "logDriver"), .both("options", "options", .map(.text))])),
  ]

  /// A cluster by its ARN, or by its name as some declare it.
  private static let clusterName = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      guard let text = seen.string, let mine = declared?.string else { return seen }
      return text.hasSuffix(":cluster/" + mine) ? .string(mine) : seen
    })

  /// A flag that ECS writes as a word.
  private static let onOff = Shape.odd(
    write: { $0 == true ? "ENABLED" : "DISABLED" },
    read: { seen, _ in .bool(seen == "ENABLED") })
}
