import Docker
import InfraDSL
import InfraModel

/// One Docker Engine: a service becomes containers, a network a bridge.
public struct DockerHost: ServicePlatform {
  let endpoint: String?
  let certificates: String?
  let labels: [String: String]

  /// A Docker Engine by its endpoint, as `unix:///var/run/docker.sock` or
  /// `tcp://host.example:2376` with the folder of its certificates; without one, the endpoint of
  /// `--host`, `DOCKER_HOST` or the current Docker context. The labels are put on everything.
  public init(
    endpoint: String? = nil, certificates: String? = nil, labels: [String: String] = [:]
  ) {
    self.endpoint = endpoint
    self.certificates = certificates
    self.labels = labels
  }

  /// What messages call it.
  public var name: String { "a Docker host" }

  /// The engine's configuration.
  public var providers: [ProviderConfiguration] {
    var settings = Fields()
    if let endpoint { settings["host"] = .string(endpoint) }
    if let certificates { settings["cert_path"] = .string(certificates) }
    return [ProviderConfiguration(name: "docker", settings: settings)]
  }

  /// A bridge network.
  public func expand(_ network: Network, _ context: inout ExpansionContext) -> Expansion {
    let location = network.declaration.handle.location
    let bridge = DockerNetwork(
      "network", name: Value(ObjectName(context.qualified(network.key))),
      internal: network.isInternal ? true : nil, labels: labels.mapValues { Value($0) },
      file: location.file, line: location.line)
    return Expansion(
      declarations: [.resource(bridge)],
      attributes: ["docker-id": .attribute(bridge.declaration.handle, "id")], anchors: [bridge])
  }

  /// A local volume.
  public func expand(_ volume: Volume, _ context: inout ExpansionContext) -> Expansion {
    let location = volume.declaration.handle.location
    let local = DockerVolume(
      "volume", name: Value(ObjectName(context.qualified(volume.key))),
      labels: labels.mapValues { Value($0) }, file: location.file, line: location.line
    ).retainOnDelete(volume.isRetained)
    return Expansion(
      declarations: [.resource(local)],
      attributes: ["docker-id": .attribute(local.declaration.handle, "id")], anchors: [local])
  }
}
