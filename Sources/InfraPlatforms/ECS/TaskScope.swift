import AWS
import InfraDSL
import InfraModel

/// One service on its way to ECS: what the parts of its resources are made from.
struct TaskScope {
  let service: Service
  let platform: AWSECS
  /// The service's path in the environment, as `api-gateway`: its name in the cluster and in the
  /// names inside.
  let path: String
  /// The same with project and environment before it, for objects of the account.
  let name: String
  let location: SourceLocation

  init(_ service: Service, _ platform: AWSECS, _ context: ExpansionContext) {
    self.service = service
    self.platform = platform
    path = (context.module + [service.key]).joined(separator: "-")
    name = context.qualified(service.key)
    location = service.declaration.handle.location
  }

  var foundation: AWSFoundation { platform.foundation }
  var region: Region { platform.foundation.region }

  /// The name under which the addresses of its tasks are found.
  var hostName: String { "\(path).\(foundation.internalDomain)" }

  /// The user and the group that its processes have; 0 is root.
  var owner: (user: Int, group: Int) {
    let parts = (service.image.user ?? "0:0").split(separator: ":").map { Int($0) ?? 0 }
    return (parts.first ?? 0, parts.count > 1 ? parts[1] : parts.first ?? 0)
  }

  /// The port before which a balancer inside counts its requests, if it is scaled by them and
  /// the world's balancer does not count them already.
  var balancedPort: Port? {
    guard service.scaling?.requestsPerMinute != nil, entrances.isEmpty else { return nil }
    return service.ports.first { $0.entrance == nil }?.number
  }

  /// The ports that others in its networks reach, in order, each once.
  var innerPorts: [Int] {
    let all = service.ports.filter { $0.entrance == nil }.map(\.number.number)
    return Set(all + (service.metrics.map { [$0.number.number] } ?? [])).sorted()
  }

  /// The entrances at which requests of the world arrive.
  var entrances: [(port: Port, entrance: ServicePort.Entrance)] {
    service.ports.compactMap { port in port.entrance.map { (port.number, $0) } }
  }

  /// The groups of its networks with the networks' keys.
  var networks: [(key: String, group: Value<SecurityGroupID>)] {
    service.networks.map { ($0.key, $0.attribute("group")) }
  }

  /// A path as part of a key or of a name in a task: `/config/tls` is `config-tls`.
  static func word(_ path: String) -> String {
    path.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
      .joined(separator: "-")
  }
}
