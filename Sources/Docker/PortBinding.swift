import InfraDSL
import InfraModel

/// A port of a container that is reachable from its host, as Terraform's `ports` block.
public struct PortBinding: ArgumentValue {
  /// What runs over a port.
  public enum TransportProtocol: String, Sendable {
    /// Streams.
    case tcp
    /// Datagrams.
    case udp
  }

  let container: Port
  let host: Port?
  let address: Value<IPAddress>
  let transport: TransportProtocol

  /// A published port.
  ///
  /// - Parameters:
  ///   - container: The port that the container listens on.
  ///   - host: The port of the host; the engine chooses one at each start if not given.
  ///   - address: The host's address; its loopback if not given, so that nothing is open by chance.
  ///   - transport: What runs over it.
  public init(
    _ container: Port, on host: Port?, address: Value<IPAddress> = Value(.loopback),
    transport: TransportProtocol = .tcp
  ) {
    self.container = container
    self.host = host
    self.address = address
    self.transport = transport
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object([
      "internal": container, "external": host, "ip": address, "protocol": transport.rawValue,
    ])
  }
}
