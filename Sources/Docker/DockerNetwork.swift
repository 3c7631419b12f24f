import InfraDSL
import InfraModel

/// A network on a Docker host, as Terraform's `docker_network`.
///
///     let backend = DockerNetwork("backend", name: "prod-backend", internal: true)
public struct DockerNetwork: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<DockerNetwork>(
    "docker_network", "A network that containers on one Docker host share.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "The network's name on the host."),
      .optional(
        "driver", \.driver, changing: .replaceWithGap, default: "bridge",
        "What carries the traffic."),
      .optional(
        "internal", \.isInternal, changing: .replaceWithGap, default: false,
        "Whether it has no way out of the host."),
      .optional(
        "attachable", \.isAttachable, changing: .replaceWithGap, default: false,
        "Whether single containers may join an overlay network."),
      .optional(
        "ipv6", \.hasIPv6, changing: .replaceWithGap, default: false,
        "Whether it has IPv6 addresses."),
      .optional(
        "ipam_config", \.subnets, changing: .replaceWithGap,
        "Its address ranges; the engine chooses one if none is given."),
      .optional("options", \.options, changing: .replaceWithGap, "Options of the driver."),
      .optional(
        "labels", \.labels, changing: .replaceWithGap,
        terraform: .entries(key: "label", value: "value"), "Labels beside the ownership labels."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The network's id, chosen by the engine."),
      AttributeSchema("scope", terraform: "scope", "How far it reaches: local or swarm."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The network's name on the host.
  public let name: Value<ObjectName>
  /// What carries the traffic.
  public let driver: NetworkDriver?
  /// Whether it has no way out of the host.
  public let isInternal: Bool?
  /// Whether single containers may join an overlay network.
  public let isAttachable: Bool?
  /// Whether it has IPv6 addresses.
  public let hasIPv6: Bool?
  /// Its address ranges; the engine chooses one if none is given.
  public let subnets: [NetworkSubnet]
  /// Options of the driver.
  public let options: [String: Value<String>]
  /// Labels beside the ownership labels.
  public let labels: [String: Value<String>]

  /// Declares a network.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The network's name on the host; the key if not given.
  ///   - driver: What carries the traffic; a bridge if not given.
  ///   - isInternal: Whether it has no way out of the host.
  ///   - isAttachable: Whether single containers may join an overlay network.
  ///   - hasIPv6: Whether it has IPv6 addresses.
  ///   - subnets: Its address ranges; the engine chooses one if none is given.
  ///   - options: Options of the driver.
  ///   - labels: Labels beside the ownership labels.
  public init(
    _ key: String, name: Value<ObjectName>? = nil, driver: NetworkDriver? = nil,
    internal isInternal: Bool? = nil, attachable isAttachable: Bool? = nil,
    ipv6 hasIPv6: Bool? = nil, subnets: [NetworkSubnet] = [],
    options: [String: Value<String>] = [:], labels: [String: Value<String>] = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "docker_network", key: key, file: file, line: line)
    self.name = name ?? Value(ObjectName(key))
    self.driver = driver
    self.isInternal = isInternal
    self.isAttachable = isAttachable
    self.hasIPv6 = hasIPv6
    self.subnets = subnets
    self.options = options
    self.labels = labels
  }

  /// The network's id, chosen by the engine.
  public var id: Value<NetworkID> { attribute("id") }
  /// The network's name on the host.
  public var networkName: Value<String> { attribute("name") }
  /// How far it reaches: local or swarm.
  public var scope: Value<String> { attribute("scope") }
}

/// What carries a network's traffic.
public enum NetworkDriver: ArgumentValue, Hashable {
  /// A bridge on the host.
  case bridge
  /// Between the nodes of a swarm.
  case overlay
  /// Addresses in the host's own network.
  case macvlan
  /// A driver by its name.
  case other(String)

  /// The driver's name.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .bridge: "bridge"
    case .overlay: "overlay"
    case .macvlan: "macvlan"
    case .other(let name): .string(name)
    }
  }
}
