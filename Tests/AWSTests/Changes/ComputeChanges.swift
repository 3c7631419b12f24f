import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  static let namespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>> =
    "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1"
  static let otherNamespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>> =
    "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-2"
  static let cluster: Value<ARN<AWSECSCluster>> =
    "arn:aws:ecs:us-east-1:123456789012:cluster/first"
  static let otherCluster: Value<ARN<AWSECSCluster>> =
    "arn:aws:ecs:us-east-1:123456789012:cluster/second"
  static let revision: Value<ARN<AWSECSTaskDefinition>> =
    "arn:aws:ecs:us-east-1:123456789012:task-definition/full:1"
  static let otherRevision: Value<ARN<AWSECSTaskDefinition>> =
    "arn:aws:ecs:us-east-1:123456789012:task-definition/full:2"

  static let clusters = [
    ChangedSample(
      AWSECSCluster(
        "full", name: "first", containerInsights: .disabled,
        commandExecution: .init(
          kmsKey: key, logging: .elsewhere,
          logs: .init(
            logGroup: "/commands", isLogGroupEncrypted: true, bucket: "example-commands",
            isBucketEncrypted: true, prefix: "commands/")),
        serviceConnect: .init(namespace: namespace), tags: ["team": "core"]),
      AWSECSCluster(
        "full", name: "second", containerInsights: .enhanced,
        commandExecution: .init(logging: .asTheTask),
        serviceConnect: .init(namespace: otherNamespace), tags: ["team": "other"]))
  ]

  static let container = ContainerDefinition(
    "app", image: "example/app:1", command: ["serve"], entrypoint: ["/entry"],
    environment: ["B": "2", "A": "1"],
    secrets: ["TOKEN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-a1b2c3"],
    ports: [.init(8_080, host: 8_080, transport: .tcp, name: "http", application: .http)],
    mounts: [.init("data", at: "/data", isReadOnly: true)],
    healthCheck: .shell("true", every: .seconds(10), startPeriod: .seconds(20)),
    logs: ContainerLogs(
      .cloudWatch,
      options: [
        "awslogs-group": "/ecs/app", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app",
      ]),
    dependencies: [.init("side", .started)], isEssential: true, cpu: 128,
    memory: .mebibytes(256), memoryReservation: .mebibytes(128), user: "10001",
    workingDirectory: "/srv", isReadOnly: true,
    process: .init(
      ulimits: [.openFiles(1_024)], hasInit: true, dropping: ["ALL"],
      stopTimeout: .seconds(30), startTimeout: .seconds(60),
      sysctls: ["net.core.somaxconn": "512"]),
    labels: ["team": "core"])

  static let taskDefinitions = [
    ChangedSample(
      AWSECSTaskDefinition(
        "full", family: "first",
        containers: [container, ContainerDefinition("side", image: "example/side:1")],
        compatibilities: [.fargate], cpu: .vcpu(0.5), memory: .gibibytes(1), networkMode: .vpc,
        executionRole: role, taskRole: role, platform: .init(architecture: .x86, system: "LINUX"),
        ephemeralStorage: .init(gibibytes: 21),
        volumes: [.efs("data", fileSystem: "fs-0123456789abcdef0", rootDirectory: "/data")],
        pidMode: .task, outlivesDeclaration: false, tracksLatest: false, tags: ["team": "core"]),
      AWSECSTaskDefinition(
        "full", family: "second", containers: [ContainerDefinition("app", image: "example/app:2")],
        compatibilities: [.fargate, .ec2], cpu: .vcpu(1), memory: .gibibytes(2),
        networkMode: .host, executionRole: otherRole, taskRole: otherRole,
        platform: .init(architecture: .arm, system: "LINUX"),
        ephemeralStorage: .init(gibibytes: 22), volumes: [.empty("data"), .host("x", path: "/x")],
        pidMode: .host, outlivesDeclaration: true, tracksLatest: true, tags: ["team": "other"])),
    ChangedSample(
      AWSECSTaskDefinition(
        "full", containers: [ContainerDefinition("app", image: "example/app:1")],
        compatibilities: [.ec2], cpu: .units(512), memory: .mebibytes(512), networkMode: .bridge,
        placementConstraints: [.memberOf("attribute:ecs.os-type == linux")]),
      AWSECSTaskDefinition(
        "full", containers: [ContainerDefinition("app", image: "example/app:1")],
        compatibilities: [.ec2], cpu: .units(512), memory: .mebibytes(512), networkMode: .bridge,
        placementConstraints: [.memberOf("attribute:ecs.os-type == windows")])),
  ]

  static let services = [fargateService, machineService]

  private static let connect = AWSECSService.ServiceConnect(
    namespace: namespace,
    services: [
      .init(
        portName: "http", discoveryName: "app", alias: .init(port: 80, name: "app"),
        proxyPort: 15_000, timeout: .init(idle: .minutes(1), perRequest: .seconds(5)))
    ],
    logs: .init(driver: .cloudWatch, options: ["awslogs-group": "/ecs/proxy"]))

  private static let fargateService = ChangedSample(
    AWSECSService(
      "full", name: "first", cluster: cluster, taskDefinition: revision, desiredCount: 2,
      launchType: .fargate, platformVersion: "1.4.0", scheduling: .replica,
      network: .init(subnets: subnets, securityGroups: groups, hasPublicIP: false),
      loadBalancers: [
        .init(
          targetGroup:
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app/0123456789abcdef",
          container: "app", port: 8_080)
      ],
      healthCheckGrace: .seconds(30), maximumPercent: 200, minimumHealthyPercent: 100,
      circuitBreaker: .init(), deploymentController: .ecs, alarms: .init(names: ["errors"]),
      zoneRebalancing: .disabled,
      registry: .init(
        service: "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1"),
      serviceConnect: connect, allowsCommands: false, hasManagedTags: false, tagSource: .service,
      deploysAlways: false, triggers: ["by": "1"], isDeletedWithTasks: false,
      waitsForSteadyState: false, tags: ["team": "core"]),
    AWSECSService(
      "full", name: "second", cluster: otherCluster, taskDefinition: otherRevision,
      desiredCount: 3, launchType: .external, platformVersion: "LATEST", scheduling: .daemon,
      network: .init(subnets: otherSubnets, securityGroups: otherGroups, hasPublicIP: true),
      loadBalancers: [
        .init(
          targetGroup:
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app/fedcba9876543210",
          container: "app", port: 8_081)
      ],
      healthCheckGrace: .seconds(60), maximumPercent: 150, minimumHealthyPercent: 50,
      circuitBreaker: .init(rollsBack: false), deploymentController: .external,
      alarms: .init(names: ["errors", "slow"], rollsBack: false), zoneRebalancing: .enabled,
      registry: .init(
        service: "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-2", port: 8_080,
        container: "app", containerPort: 8_080),
      serviceConnect: .init(isEnabled: false), allowsCommands: true, hasManagedTags: true,
      tagSource: .taskDefinition, deploysAlways: true, triggers: ["by": "2"],
      isDeletedWithTasks: true, waitsForSteadyState: true, tags: ["team": "other"]))

  private static let machineService = ChangedSample(
    AWSECSService(
      "full", cluster: cluster, taskDefinition: revision,
      capacityProviders: [.init(provider: .fargate, weight: 1, base: 1)],
      placementStrategies: [.init(kind: .spread, field: "attribute:ecs.availability-zone")],
      placementConstraints: [.distinctMachines]),
    AWSECSService(
      "full", cluster: cluster, taskDefinition: revision,
      capacityProviders: [
        .init(provider: .fargate, weight: 1, base: 1), .init(provider: .fargateSpot, weight: 3),
      ],
      placementStrategies: [.init(kind: .packed, field: "memory")],
      placementConstraints: [.memberOf("attribute:ecs.os-type == linux")]))

  static let scaling = [
    ChangedSample(
      AWSAppAutoScalingTarget(
        "full", service: .ecs, object: "service/first/app", dimension: .tasks, minimum: 1,
        maximum: 4, role: role, suspension: .init(scaleIn: false), tags: ["team": "core"]),
      AWSAppAutoScalingTarget(
        "full", service: .dynamodb, object: "table/sessions", dimension: .tableReads, minimum: 2,
        maximum: 5, role: otherRole,
        suspension: .init(scaleIn: true, scaleOut: true, schedules: true),
        tags: ["team": "other"])),
    ChangedSample(
      AWSAppAutoScalingPolicy(
        "full", name: "first", service: .ecs, object: "service/first/app", dimension: .tasks,
        kind: .tracking,
        tracking: .init(
          60, of: .predefined(.serviceCPU), scaleInCooldown: .minutes(5),
          scaleOutCooldown: .minutes(1), neverScalesIn: false)),
      AWSAppAutoScalingPolicy(
        "full", name: "second", service: .dynamodb, object: "table/sessions",
        dimension: .tableReads, kind: .steps,
        tracking: .init(
          70,
          of: .customized(
            "Busy", namespace: "App", statistic: .maximum, dimensions: ["Service": "app"])))),
    ChangedSample(
      AWSAppAutoScalingPolicy(
        "full", service: .ecs, object: "service/first/app", dimension: .tasks, kind: .steps,
        steps: .init(
          adjustment: .change, steps: [.init(1, from: 0)], cooldown: .minutes(1),
          aggregation: .average)),
      AWSAppAutoScalingPolicy(
        "full", service: .ecs, object: "service/first/app", dimension: .tasks, kind: .steps,
        steps: .init(
          adjustment: .percent, steps: [.init(10, from: 0, to: 10), .init(20, from: 10)],
          cooldown: .minutes(2), aggregation: .maximum, leastChange: 1))),
  ]

  static let images = [
    ChangedSample(
      AWSECRRepository(
        "full", name: "team/first", tagMutability: .mutable, isDeletedWithImages: false,
        encryption: .s3, scanning: .onDemand, tags: ["team": "core"]),
      AWSECRRepository(
        "full", name: "team/second", tagMutability: .immutable, isDeletedWithImages: true,
        encryption: .kms(key), scanning: .onPush, tags: ["team": "other"])),
    ChangedSample(
      AWSECRLifecyclePolicy(
        "full", repository: "team/first",
        rules: [
          .delete(.untagged, afterDays: 7, description: "left over"),
          .keep(20, of: .tagged(prefixes: ["v"])), .keep(50, of: .any),
        ]),
      AWSECRLifecyclePolicy(
        "full", repository: "team/second", rules: [.keep(10, of: .tagged(patterns: ["v*"]))])),
  ]

  static let discovery = [
    ChangedSample(
      AWSServiceDiscoveryPrivateDNSNamespace(
        "full", name: "first.internal", vpc: "vpc-0123456789abcdef0", description: "all of it",
        tags: ["team": "core"]),
      AWSServiceDiscoveryPrivateDNSNamespace(
        "full", name: "second.internal", vpc: "vpc-0123456789abcdef1", description: "all",
        tags: ["team": "other"])),
    ChangedSample(
      AWSServiceDiscoveryService(
        "full", name: "first", description: "all of it",
        dns: .init(
          namespace: "ns-0123456789abcdef", records: [.init(.a, ttl: .seconds(10))],
          routing: .multivalue),
        customHealth: .init(), isDeletedWithInstances: false, tags: ["team": "core"]),
      AWSServiceDiscoveryService(
        "full", name: "second", description: "all",
        dns: .init(
          namespace: "ns-0123456789abcdef", records: [.init(.a, ttl: .seconds(20))],
          routing: .multivalue),
        customHealth: nil, isDeletedWithInstances: true, tags: ["team": "other"])),
    ChangedSample(
      AWSServiceDiscoveryService(
        "full", name: "app", namespace: "ns-0123456789abcdef", kind: nil,
        healthCheck: .init(kind: .http, path: "/", failures: 2)),
      AWSServiceDiscoveryService(
        "full", name: "app", namespace: "ns-fedcba9876543210", kind: .http,
        healthCheck: .init(kind: .tcp, failures: 3))),
    ChangedSample(
      AWSServiceDiscoveryService("full", name: "app", healthCheck: .init(kind: .http, failures: 2)),
      AWSServiceDiscoveryService(
        "full", name: "app", healthCheck: .init(kind: .http, failures: 3))),
    ChangedSample(
      AWSServiceDiscoveryService(
        "full", name: "app",
        dns: .init(namespace: "ns-0123456789abcdef", records: [.init(.a, ttl: .seconds(10))])),
      AWSServiceDiscoveryService(
        "full", name: "app",
        dns: .init(namespace: "ns-0123456789abcdef", records: [.init(.aaaa, ttl: .seconds(10))]))),
  ]
}
