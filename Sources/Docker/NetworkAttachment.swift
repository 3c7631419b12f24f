import InfraDSL
import InfraModel

/// A container's place in a network, as Terraform's `networks_advanced` block.
///
/// It refers to the network by its id, so that a network made anew has its containers follow.
public struct NetworkAttachment: ArgumentValue {
  let network: Value<NetworkID>
  let aliases: [Value<String>]
  let address: Value<IPAddress>?

  /// A place in a declared network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - aliases: Names beside the container's own that the others reach it by.
  ///   - address: A fixed address in the network; the engine chooses one if not given.
  public init(
    _ network: DockerNetwork, aliases: [Value<String>] = [], address: Value<IPAddress>? = nil
  ) {
    self.init(id: network.id, aliases: aliases, address: address)
  }

  /// A place in a network that is given by its id or name.
  public init(
    id network: Value<NetworkID>, aliases: [Value<String>] = [],
    address: Value<IPAddress>? = nil
  ) {
    self.network = network
    self.aliases = aliases
    self.address = address
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object(["name": network, "aliases": aliases, "ipv4_address": address])
  }
}

/// A network that is none of a container's own.
public enum NetworkMode: ArgumentValue, Hashable {
  /// The host's: its ports are the host's ports.
  case host
  /// None at all.
  case none
  /// The engine's default bridge.
  case bridge

  /// The mode's name.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .host: "host"
    case .none: "none"
    case .bridge: "bridge"
    }
  }
}

/// Whose processes a container sees.
public enum PIDMode: String, ArgumentValue {
  /// All of the host's, as an exporter of the host's figures needs it.
  case host

  /// The mode's name.
  public func lower(_ context: inout LoweringContext) -> Datum { .string(rawValue) }
}
