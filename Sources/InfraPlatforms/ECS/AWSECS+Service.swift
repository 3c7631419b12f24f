import AWS
import InfraDSL
import InfraModel

extension AWSECS {
  /// Tasks that are kept running, with all that they need: a definition, roles with the rights
  /// that they use, logs, a name, a security group, a balancer and scaling where they are asked
  /// for, and alarms.
  public func expand(_ service: Service, _ context: inout ExpansionContext) -> Expansion {
    if service.watchesHost {
      return Expansion(declarations: [], attributes: ["replicas": .datum("none")])
    }
    let problems = FargateLimits(service).problems
    for problem in problems { context.report(problem) }
    let scope = TaskScope(service, self, context)
    let image = TaskImage(service.image, of: scope, &context)
    let files = TaskFiles(scope, context)
    let mounts = service.volumes.map { TaskMount($0, scope) }
    let reach = TaskReach(scope, mounts: mounts)
    let balance = TaskBalance(scope, &context)
    let tools = files.isNeeded ? TaskImage(TaskImage.tools, of: scope, &context) : nil
    let group = logGroup(scope)
    let roles = TaskRoles(
      scope, logs: group, images: [image] + (tools.map { [$0] } ?? []), secrets: files.secrets,
      mounts: mounts)
    let definition = TaskContainers(
      scope, image: image, tools: tools, files: files, mounts: mounts, logs: group
    ).definition(roles)
    let name = discoveryName(scope)
    let tasks = tasks(scope, definition, reach, balance, name)
      .dependsOn(roles.policies + balance.needs)
    var declarations = files.declarations + mounts.map { .resource($0.accessPoint) }
    declarations += reach.declarations + balance.declarations + roles.declarations
    declarations += [
      .resource(group), .resource(definition), .resource(name), .resource(tasks),
    ]
    if let scaling = service.scaling {
      declarations += TaskScaling(scaling, of: tasks, balance, scope).declarations
    }
    declarations += TaskAlarms(of: tasks, balance, scope).declarations
    return Expansion(
      declarations: declarations, attributes: attributes(scope, balance), anchors: [tasks])
  }

  private func attributes(_ scope: TaskScope, _ balance: TaskBalance) -> [String: Expression] {
    let addresses = Expression.datum(.string(scope.hostName))
    var attributes: [String: Expression] = [
      "replicas": .datum("together"), "addresses": addresses, "host": addresses,
    ]
    if let inner = balance.inner {
      attributes["host"] = .attribute(inner.declaration.handle, "dns_name")
    }
    for number in 1...max(scope.service.replicas, 1) {
      attributes["host-\(number)"] = attributes["host"]
    }
    for port in scope.service.ports {
      attributes["published-\(port.number.number)"] = .attribute(
        foundation.edge.balancer.declaration.handle, "dns_name")
    }
    return attributes
  }

  private func logGroup(_ scope: TaskScope) -> AWSCloudWatchLogGroup {
    AWSCloudWatchLogGroup(
      "logs", name: Value(LogGroupName("\(LogGroups.prefix(of: foundation.name))\(scope.path)")),
      retention: .days(30), kmsKey: foundation.key.arn, file: scope.location.file,
      line: scope.location.line)
  }

  private func discoveryName(_ scope: TaskScope) -> AWSServiceDiscoveryService {
    AWSServiceDiscoveryService(
      "name", name: Value(DiscoveryName(scope.path)),
      dns: .init(
        namespace: foundation.namespace.id, records: [.init(.a, ttl: .seconds(10))],
        routing: .multivalue), customHealth: .init(), file: scope.location.file,
      line: scope.location.line)
  }

  private func tasks(
    _ scope: TaskScope, _ definition: AWSECSTaskDefinition, _ reach: TaskReach,
    _ balance: TaskBalance, _ name: AWSServiceDiscoveryService
  ) -> AWSECSService {
    let service = scope.service
    // One that is made anew has a gap; what writes to a volume must not run twice.
    let isRolling = service.rollout == .rolling && service.volumes.isEmpty
    let tasks = AWSECSService(
      "service", name: Value(ECSServiceName(scope.path)), cluster: foundation.cluster.arn,
      taskDefinition: definition.arn,
      desiredCount: Value(max(service.replicas, service.scaling?.bounds.lowerBound ?? 1)),
      launchType: .fargate, platformVersion: "1.4.0",
      network: .init(
        subnets: foundation.network.privateSubnets,
        securityGroups: [reach.group.id] + scope.networks.map(\.group)),
      loadBalancers: balance.attachments,
      healthCheckGrace: balance.attachments.isEmpty
        ? nil : service.health?.startPeriod ?? .seconds(60),
      maximumPercent: isRolling ? 200 : 100, minimumHealthyPercent: isRolling ? 100 : 0,
      circuitBreaker: .init(), registry: .init(service: name.arn), hasManagedTags: true,
      tagSource: .service, file: scope.location.file, line: scope.location.line)
    // How many run is scaling's business once the service is there.
    return service.scaling == nil ? tasks : tasks.ignoreChanges(\.desiredCount)
  }
}
