import AWS
import InfraDSL
import InfraModel

/// What stands before a service: the world's balancer, by a rule for each entrance, or a balancer
/// of its own inside, at which requests are counted so that it can be scaled by them.
struct TaskBalance {
  private(set) var declarations: [Declaration] = []
  private(set) var attachments: [AWSECSService.LoadBalancerAttachment] = []
  /// What must be there before tasks can be targets.
  private(set) var needs: [any Declared] = []
  private(set) var groups: [AWSLBTargetGroup] = []
  /// The balancer and the group at which requests are counted.
  private(set) var counted: (balancer: AWSLB, group: AWSLBTargetGroup)?
  private let scope: TaskScope

  init(_ scope: TaskScope, _ context: inout ExpansionContext) {
    self.scope = scope
    for (port, entrance) in scope.entrances { open(port, entrance, &context) }
    if let port = scope.balancedPort { count(at: port) }
  }

  /// The balancer inside, if the service has one: whoever looks for the service finds it.
  var inner: AWSLB? { scope.entrances.isEmpty ? counted?.balancer : nil }

  private mutating func open(
    _ port: Port, _ entrance: ServicePort.Entrance, _ context: inout ExpansionContext
  ) {
    let location = scope.location
    context.claim(
      "Rank \(entrance.rank) of \(scope.foundation.name)", at: location,
      hint: "give each entrance a rank of its own")
    let group = targetGroup("entrance-\(port.number)", port)
    let edge = scope.foundation.edge
    let condition: ListenerCondition =
      entrance.names.isEmpty ? .path("/*") : .hosts(entrance.names.map { Value($0) })
    let rule = AWSLBListenerRule(
      "entrance-\(port.number)", listener: edge.listener.arn, priority: Value(entrance.rank),
      conditions: [condition], actions: [.forward(to: group.arn)], file: location.file,
      line: location.line)
    add(rule, group, port)
    if scope.service.scaling?.requestsPerMinute != nil { counted = (edge.balancer, group) }
  }

  private mutating func count(at port: Port) {
    let location = scope.location
    let group = targetGroup("inner", port)
    let door = AWSSecurityGroup(
      "balancer", name: Value(SecurityGroupName("\(scope.name)-balancer")),
      description: Value("The balancer of \(scope.path)"), vpc: scope.foundation.network.vpc.id,
      tags: ["Name": Value("\(scope.name)-balancer")], file: location.file, line: location.line)
    declarations.append(.resource(door))
    for network in scope.networks {
      let rule = AWSVPCSecurityGroupIngressRule(
        "balancer-\(network.key)", securityGroup: door.id, .tcp(port), from: .group(network.group),
        description: Value("The network \(network.key)"), file: location.file,
        line: location.line)
      declarations.append(.resource(rule))
    }
    // It is a member of the networks itself, by which it reaches the tasks.
    let balancer = AWSLB(
      "inner", name: Value(BalancerName(FittedName.of(scope.name, 32))), kind: .application,
      isInternal: true, securityGroups: [door.id] + scope.networks.map(\.group),
      subnets: scope.foundation.network.privateSubnets, dropsInvalidHeaders: true,
      file: location.file, line: location.line)
    let listener = AWSLBListener(
      "inner", balancer: balancer.arn, port: port, transport: .http,
      actions: [.forward(to: group.arn)], file: location.file, line: location.line)
    declarations.append(.resource(balancer))
    add(listener, group, port)
    counted = (balancer, group)
  }

  private mutating func add(_ door: some Resource, _ group: AWSLBTargetGroup, _ port: Port) {
    declarations += [.resource(group), .resource(door)]
    needs.append(door)
    groups.append(group)
    attachments.append(
      .init(targetGroup: group.arn, container: Value(scope.service.key), port: port))
  }

  private func targetGroup(_ key: String, _ port: Port) -> AWSLBTargetGroup {
    let network = scope.foundation.network
    return AWSLBTargetGroup(
      key, name: Value(BalancerName(FittedName.of("\(scope.name)-\(port.number)", 32))),
      port: port, transport: .http, vpc: network.vpc.id, targets: .addresses,
      deregistrationDelay: .seconds(30), algorithm: .leastOutstanding,
      healthCheck: healthCheck(port), file: scope.location.file, line: scope.location.line)
  }

  private func healthCheck(_ port: Port) -> TargetHealthCheck {
    let path: String
    let asked: Port
    switch scope.service.health?.probe {
    case .http(let given, let number): (path, asked) = (given, number)
    case .tcp, .command, nil: (path, asked) = ("/", port)
    }
    return TargetHealthCheck(
      path: Value(path), matcher: "200", port: asked == port ? nil : asked, transport: .http,
      interval: .seconds(10), timeout: .seconds(5), healthyThreshold: 2, unhealthyThreshold: 3)
  }
}
