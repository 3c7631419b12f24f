import AWS
import InfraDSL
import InfraModel

/// An environment of containers with everything around them: images, names, balancing, scaling. It
/// is in a region of its own: tests beside it look for what is left in theirs.
struct ComputeStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-west-1", tags: ["team": "core"]) }
  private var tags: Tags { ["version": isSecond ? "two" : "one"] }

  var body: [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16")
    vpc
    let a = AWSSubnet("a", vpc: vpc.id, cidrBlock: "10.0.0.0/24", zone: "eu-west-1a")
    a
    let b = AWSSubnet("b", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: "eu-west-1b")
    b
    let inner = AWSSecurityGroup("inner", name: "\(prefix)-inner", vpc: vpc.id)
    inner
    let balancer = AWSLB(
      "edge", name: Value(BalancerName("\(prefix)-edge")), securityGroups: [inner.id],
      subnets: [a.id, b.id])
    balancer
    let group = AWSLBTargetGroup(
      "web", name: Value(BalancerName("\(prefix)-web")), port: 8_080, transport: .http,
      vpc: vpc.id, targets: .addresses)
    group
    AWSLBListener(
      "http", balancer: balancer.arn, port: 80, transport: .http,
      actions: [.forward(to: group.arn)])
    images
    let cluster = AWSECSCluster(
      "main", name: Value(ClusterName("\(prefix)-main")),
      containerInsights: isSecond ? .enabled : .disabled, tags: tags)
    cluster
    services(
      in: cluster, registry: names(vpc), group: group,
      network: .init(subnets: [a.id, b.id], securityGroups: [inner.id]))
  }

  @DeclarationBuilder private var images: [Declaration] {
    let repository = AWSECRRepository(
      "web", name: Value(RepositoryName("\(prefix)/web")),
      tagMutability: isSecond ? .immutable : .mutable, scanning: .onPush, tags: tags)
    repository
    AWSECRLifecyclePolicy(
      "web", repository: repository.repositoryName,
      rules: [
        .delete(.untagged, afterDays: 7), .keep(isSecond ? 30 : 20, of: .tagged(prefixes: ["v"])),
      ])
  }

  private func names(_ vpc: AWSVPC) -> (
    AWSServiceDiscoveryPrivateDNSNamespace, AWSServiceDiscoveryService
  ) {
    let namespace = AWSServiceDiscoveryPrivateDNSNamespace(
      "inner", name: Value(DomainName("\(prefix).internal")), vpc: vpc.id,
      description: isSecond ? "the second" : "the first", tags: tags)
    let name = AWSServiceDiscoveryService(
      "web",
      dns: .init(
        namespace: namespace.id, records: [.init(.a, ttl: .seconds(isSecond ? 20 : 10))],
        routing: .multivalue),
      customHealth: .init(), tags: tags)
    return (namespace, name)
  }

  @DeclarationBuilder private func services(
    in cluster: AWSECSCluster,
    registry: (AWSServiceDiscoveryPrivateDNSNamespace, AWSServiceDiscoveryService),
    group: AWSLBTargetGroup, network: AWSECSService.NetworkConfiguration
  ) -> [Declaration] {
    registry.0
    registry.1
    let role = AWSIAMRole(
      "task", name: Value(RoleName("\(prefix)-task")),
      trust: .assumedBy(service: "ecs-tasks.amazonaws.com"))
    role
    let logs = AWSCloudWatchLogGroup("web", name: Value(LogGroupName("/\(prefix)/web")))
    logs
    let definition = AWSECSTaskDefinition(
      "web", family: Value(TaskFamily("\(prefix)-web")),
      containers: [
        ContainerDefinition(
          "app", image: isSecond ? "example/app:2" : "example/app:1", command: ["serve"],
          environment: ["LEVEL": "info"], ports: [.init(8_080)],
          logs: .cloudWatch(logs, region: "eu-west-1", prefix: "web"))
      ], compatibilities: [.fargate], cpu: .vcpu(0.25), memory: .mebibytes(512),
      networkMode: .vpc, executionRole: role.arn, taskRole: role.arn, tags: tags)
    definition
    let service = AWSECSService(
      "web", name: Value(ECSServiceName("\(prefix)-web")), cluster: cluster.arn,
      taskDefinition: definition.arn, desiredCount: 2, launchType: .fargate, network: network,
      loadBalancers: [.init(targetGroup: group.arn, container: "app", port: 8_080)],
      healthCheckGrace: .seconds(isSecond ? 60 : 30), circuitBreaker: .init(),
      registry: .init(service: registry.1.arn), waitsForSteadyState: true, tags: tags
    ).ignoreChanges(\.desiredCount)
    service
    let target = AWSAppAutoScalingTarget(
      "web", scaling: .tasks(of: service, in: cluster), isSecond ? 3...6 : 2...4)
    target
    AWSAppAutoScalingPolicy(
      "cpu", scaling: .tasks(of: service, in: cluster),
      tracking: .init(isSecond ? 70 : 60, of: .predefined(.serviceCPU))
    ).dependsOn(target)
    AWSAppAutoScalingPolicy(
      "queue", scaling: .tasks(of: service, in: cluster),
      steps: .init(adjustment: .change, steps: [.init(isSecond ? 2 : 1, from: 0)])
    ).dependsOn(target)
  }
}
