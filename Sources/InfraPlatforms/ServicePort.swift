import InfraDSL

/// A port on which a service listens.
public struct ServicePort: Sendable {
  /// The port inside the service's networks.
  public let number: Port
  let published: Port?
  let audience: Audience
  /// The path at which it answers, where one is asked for: metrics.
  public let path: String

  /// Who may reach a published port.
  public enum Audience: Sendable {
    /// Processes of the host alone.
    case host
    /// Everybody who reaches the host.
    case everybody
  }

  /// A port for others in the service's networks.
  public static func inside(_ number: Port, path: String = "/") -> ServicePort {
    ServicePort(number: number, published: nil, audience: .host, path: path)
  }

  /// A port that is also reached from outside of the service's networks.
  public static func published(_ number: Port, on host: Port, to audience: Audience = .host)
    -> ServicePort
  {
    ServicePort(number: number, published: host, audience: audience, path: "/")
  }
}

/// How it is told whether a replica does its work.
public struct Health: Sendable {
  enum Probe: Sendable {
    case http(path: String, port: Port)
    case tcp(port: Port)
    case command([Value<String>])
  }

  let probe: Probe
  let interval: Duration
  let timeout: Duration
  let retries: Int
  let startPeriod: Duration

  /// It answers 200 at a path.
  public static func http(
    _ path: String, port: Port, every interval: Duration = .seconds(2),
    startPeriod: Duration = .seconds(60)
  ) -> Health {
    Health(
      probe: .http(path: path, port: port), interval: interval, timeout: .seconds(3), retries: 3,
      startPeriod: startPeriod)
  }

  /// It accepts connections.
  public static func tcp(
    port: Port, every interval: Duration = .seconds(2), startPeriod: Duration = .seconds(60)
  ) -> Health {
    Health(
      probe: .tcp(port: port), interval: interval, timeout: .seconds(3), retries: 3,
      startPeriod: startPeriod)
  }

  /// A command in it ends with 0.
  public static func command(
    _ words: [Value<String>], every interval: Duration = .seconds(2),
    startPeriod: Duration = .seconds(60)
  ) -> Health {
    Health(
      probe: .command(words), interval: interval, timeout: .seconds(3), retries: 3,
      startPeriod: startPeriod)
  }
}
