import AWS
import InfraDSL

/// Who reaches a service, and whom it reaches: a security group of its own, and a rule for each
/// port that it declares and each network that it is in.
struct TaskReach {
  let group: AWSSecurityGroup
  private(set) var declarations: [Declaration]
  private let scope: TaskScope

  init(_ scope: TaskScope, mounts: [TaskMount]) {
    self.scope = scope
    let location = scope.location
    group = AWSSecurityGroup(
      "service", name: Value(SecurityGroupName(scope.name)),
      description: Value("The service \(scope.path)"), vpc: scope.foundation.network.vpc.id,
      tags: ["Name": Value(scope.name)], file: location.file, line: location.line)
    declarations = [.resource(group)]
    for network in scope.networks {
      for port in scope.innerPorts {
        enter("from-\(network.key)-\(port)", port, network.group, "The network \(network.key)")
      }
    }
    let network = scope.foundation.network
    leave("aws", 443, .group(network.endpointGroup.id), "AWS's own services")
    leave("images", 443, .prefixList(network.storage.prefixList), "The layers of images")
    for mount in mounts {
      leave("volume-\(mount.volume)", 2_049, .group(mount.group), "The volume \(mount.volume)")
      declarations.append(
        .resource(
          AWSVPCSecurityGroupIngressRule(
            "volume-\(mount.volume)", securityGroup: mount.group, .tcp(2_049),
            from: .group(group.id), description: Value("The service \(scope.path)"),
            file: location.file, line: location.line)))
    }
    let edge = scope.foundation.edge.group.id
    for port in doorPorts {
      enter("door-\(port)", port, edge, "The balancer before the world")
      declarations.append(
        .resource(
          AWSVPCSecurityGroupEgressRule(
            "door-\(port)", securityGroup: edge, .tcp(Port(port)), to: .group(group.id),
            description: Value("The service \(scope.path)"), file: location.file,
            line: location.line)))
    }
  }

  /// The ports that the balancer before the world reaches: entrances, and the one that it asks
  /// how the service is.
  private var doorPorts: [Int] {
    guard !scope.entrances.isEmpty else { return [] }
    let ports = scope.entrances.map(\.port.number)
    let health = scope.service.health?.probe.port.map { [$0.number] } ?? []
    return Set(ports + health).sorted()
  }

  private mutating func enter(
    _ key: String, _ port: Int, _ peer: Value<SecurityGroupID>, _ description: String
  ) {
    let rule = AWSVPCSecurityGroupIngressRule(
      key, securityGroup: group.id, .tcp(Port(port)), from: .group(peer),
      description: Value(description), file: scope.location.file, line: scope.location.line)
    declarations.append(.resource(rule))
  }

  private mutating func leave(
    _ key: String, _ port: Int, _ peer: SecurityGroupPeer, _ description: String
  ) {
    let rule = AWSVPCSecurityGroupEgressRule(
      "to-\(key)", securityGroup: group.id, .tcp(Port(port)), to: peer,
      description: Value(description), file: scope.location.file, line: scope.location.line)
    declarations.append(.resource(rule))
  }
}

extension Health.Probe {
  /// The port that is asked, if one is.
  var port: Port? {
    switch self {
    case .http(_, let port), .tcp(let port): port
    case .command: nil
    }
  }
}
