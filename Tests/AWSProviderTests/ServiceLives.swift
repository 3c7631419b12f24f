import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("Services and their scaling on moto", .enabled(if: Moto.isWanted), .serialized)
struct ServiceLives {
  /// What a service needs around it.
  private struct Ground {
    let client: AWSClient
    let cluster: Value<ARN<AWSECSCluster>>
    let definitions: [Value<ARN<AWSECSTaskDefinition>>]
    let subnets: [Value<SubnetID>]
    let groups: [Value<SecurityGroupID>]

    init(_ moto: Moto, _ name: String) async throws {
      client = try moto.client(region: "eu-central-1")
      let made = try await client.send(
        AWSCall(.ecs, "CreateCluster", ["clusterName": .string(name)]))
      cluster = Value(ARN(made["cluster.clusterArn"].string ?? ""))
      var revisions: [Value<ARN<AWSECSTaskDefinition>>] = []
      for image in ["app:1", "app:2"] {
        let answer = try await client.send(
          AWSCall(
            .ecs, "RegisterTaskDefinition",
            [
              "family": .string(name),
              "containerDefinitions": [["name": "app", "image": .string(image), "memory": 64]],
            ]))
        revisions.append(
          Value(ARN(answer["taskDefinition.taskDefinitionArn"].string ?? "")))
      }
      definitions = revisions
      let vpc: Datum = .string(try await ContainerLives.vpc(client))
      var subnets: [Value<SubnetID>] = []
      var groups: [Value<SecurityGroupID>] = []
      for (index, block) in ["10.9.0.0/24", "10.9.1.0/24"].enumerated() {
        let subnet = try await client.send(
          AWSCall(.ec2, "CreateSubnet", ["VpcId": vpc, "CidrBlock": .string(block)]))
        subnets.append(Value(SubnetID(subnet["Subnet.SubnetId"].string ?? "")))
        let group = try await client.send(
          AWSCall(
            .ec2, "CreateSecurityGroup",
            [
              "VpcId": vpc, "GroupName": .string("\(name)-\(index)"),
              "GroupDescription": "of a test",
            ]))
        groups.append(Value(SecurityGroupID(group["GroupId"].string ?? "")))
      }
      self.subnets = subnets
      self.groups = groups
    }
  }

  private static func group(_ name: String) -> Value<ARN<AWSLBTargetGroup>> {
    Value(
      ARN("arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/\(name)/0123456789"))
  }

  private static func registry(_ name: String) -> Value<ARN<AWSServiceDiscoveryService>> {
    Value(ARN("arn:aws:servicediscovery:eu-central-1:123456789012:service/\(name)"))
  }

  @Test("a service lives")
  func service() async throws {
    let moto = try await Moto.server()
    let ground = try await Ground(moto, "lives-service")
    let connect = { (name: String) in
      AWSECSService.ServiceConnect(
        namespace: ContainerLives.namespace,
        services: [
          .init(portName: "http", discoveryName: Value(name), alias: .init(port: 80, name: "app"))
        ],
        logs: .init(driver: .cloudWatch, options: ["awslogs-group": "/ecs/proxy"]))
    }
    try await TypeLife(
      AWSECSService(
        "lived", name: "web", cluster: ground.cluster, taskDefinition: ground.definitions[0],
        desiredCount: 2, launchType: .fargate, platformVersion: "1.4.0", scheduling: .replica,
        network: .init(
          subnets: [ground.subnets[0]], securityGroups: [ground.groups[0]], hasPublicIP: false),
        loadBalancers: [.init(targetGroup: Self.group("one"), container: "app", port: 8_080)],
        healthCheckGrace: .seconds(30), maximumPercent: 200, minimumHealthyPercent: 100,
        circuitBreaker: .init(), deploymentController: .ecs, alarms: .init(names: ["errors"]),
        zoneRebalancing: .disabled, registry: .init(service: Self.registry("srv-1")),
        serviceConnect: connect("one"), allowsCommands: false, hasManagedTags: false,
        tagSource: .service, deploysAlways: false, triggers: ["by": "1"],
        isDeletedWithTasks: false, waitsForSteadyState: false, tags: ["team": "core"]),
      AWSECSService(
        "lived", name: "web", cluster: ground.cluster, taskDefinition: ground.definitions[1],
        desiredCount: 3, launchType: .fargate, platformVersion: "LATEST", scheduling: .replica,
        network: .init(subnets: ground.subnets, securityGroups: ground.groups, hasPublicIP: true),
        loadBalancers: [.init(targetGroup: Self.group("two"), container: "app", port: 8_081)],
        healthCheckGrace: .seconds(60), maximumPercent: 150, minimumHealthyPercent: 50,
        circuitBreaker: .init(rollsBack: false), deploymentController: .ecs,
        alarms: .init(names: ["errors", "slow"], rollsBack: false), zoneRebalancing: .enabled,
        registry: .init(
          service: Self.registry("srv-2"), port: 8_080, container: "app", containerPort: 8_080),
        serviceConnect: connect("two"), allowsCommands: true, hasManagedTags: true,
        tagSource: .taskDefinition, deploysAlways: true, triggers: ["by": "2"],
        isDeletedWithTasks: true, waitsForSteadyState: false, tags: ["team": "other"]),
      leavingOut: [
        "load_balancer", "service_registries", "health_check_grace_period_seconds",
        "deployment_circuit_breaker", "alarms", "platform_version", "propagate_tags", "tags",
      ],
      importedAs: { arguments, _ in "lives-service/\(arguments["name"]?.string ?? "")" }
    ).run(moto)
  }

  @Test("a service on machines lives")
  func machines() async throws {
    let moto = try await Moto.server()
    let ground = try await Ground(moto, "lives-machines")
    try await TypeLife(
      AWSECSService(
        "lived", name: "batch", cluster: ground.cluster, taskDefinition: ground.definitions[0],
        placementStrategies: [.init(kind: .spread, field: "attribute:ecs.availability-zone")],
        placementConstraints: [.distinctMachines]),
      AWSECSService(
        "lived", name: "batch", cluster: ground.cluster, taskDefinition: ground.definitions[0],
        placementStrategies: [.init(kind: .packed, field: "memory")],
        placementConstraints: [.memberOf("attribute:ecs.os-type == linux")]),
      importedAs: { arguments, _ in "lives-machines/\(arguments["name"]?.string ?? "")" }
    ).run(moto)
  }

  @Test("what a service is scaled between and by lives")
  func scaling() async throws {
    let moto = try await Moto.server()
    let ground = try await Ground(moto, "lives-scaled")
    _ = try await ground.client.send(
      AWSCall(
        .ecs, "CreateService",
        [
          "cluster": "lives-scaled", "serviceName": "web", "taskDefinition": "lives-scaled",
          "desiredCount": 1,
        ]))
    let object: Value<String> = "service/lives-scaled/web"
    try await TypeLife(
      AWSAppAutoScalingTarget(
        "lived", service: .ecs, object: object, dimension: .tasks, minimum: 1, maximum: 4,
        role: ContainerLives.role, suspension: .init(scaleIn: false)),
      AWSAppAutoScalingTarget(
        "lived", service: .ecs, object: object, dimension: .tasks, minimum: 2, maximum: 5,
        role: "arn:aws:iam::123456789012:role/other",
        suspension: .init(scaleIn: true, scaleOut: true, schedules: true), tags: ["team": "core"]),
      importedAs: { arguments, _ in "ecs/service/lives-scaled/web/ecs:service:DesiredCount" }
    ).run(moto)
    let policyID = "ecs/service/lives-scaled/web/ecs:service:DesiredCount/by"
    try await TypeLife(
      AWSAppAutoScalingPolicy(
        "lived", name: "by", service: .ecs, object: object, dimension: .tasks, kind: .tracking,
        tracking: .init(
          60, of: .predefined(.serviceCPU), scaleInCooldown: .minutes(5),
          scaleOutCooldown: .minutes(1), neverScalesIn: false)),
      AWSAppAutoScalingPolicy(
        "lived", name: "by", service: .ecs, object: object, dimension: .tasks, kind: .tracking,
        tracking: .init(
          70.5,
          of: .customized(
            "Busy", namespace: "App", statistic: .maximum,
            dimensions: ["Service": "app", "Cluster": "main"]))),
      importedAs: { _, _ in policyID }
    ).run(moto)
    try await TypeLife(
      AWSAppAutoScalingPolicy(
        "lived", name: "by", service: .ecs, object: object, dimension: .tasks, kind: .steps,
        steps: .init(
          adjustment: .change, steps: [.init(1, from: 0)], cooldown: .minutes(1),
          aggregation: .average)),
      AWSAppAutoScalingPolicy(
        "lived", name: "by", service: .ecs, object: object, dimension: .tasks, kind: .steps,
        steps: .init(
          adjustment: .percent, steps: [.init(10, from: 0, to: 10.5), .init(20, from: 10.5)],
          cooldown: .minutes(2), aggregation: .maximum, leastChange: 1)),
      importedAs: { _, _ in policyID }
    ).run(moto)
  }
}
