import InfraDSL

/// A port on which a service listens.
public struct ServicePort: Sendable {
  /// The port inside the service's networks.
  public let number: Port
  let published: Port?
  let audience: Audience
  let entrance: Entrance?
  /// The path at which it answers, where one is asked for: metrics.
  public let path: String

  /// Whether the platform's own balancer sends the world's requests to it.
  public var isEntrance: Bool { entrance != nil }

  /// Who may reach a published port.
  public enum Audience: Sendable {
    /// Processes of the host alone.
    case host
    /// Everybody who reaches the host.
    case everybody
  }

  /// Which requests of the world a platform's own balancer sends to a port.
  struct Entrance: Sendable {
    let names: [String]
    let rank: Int
  }

  /// A port for others in the service's networks.
  public static func inside(_ number: Port, path: String = "/") -> ServicePort {
    ServicePort(number: number, published: nil, audience: .host, entrance: nil, path: path)
  }

  /// A port to which the platform's own balancer, which speaks TLS with the world, sends requests
  /// for these names; for any name if none is given. Of several entrances the one of the lower
  /// rank, 1 to 50,000, is asked first; each has its own.
  public static func entrance(_ number: Port, for names: [String] = [], rank: Int)
    -> ServicePort
  {
    ServicePort(
      number: number, published: nil, audience: .everybody,
      entrance: Entrance(names: names, rank: rank), path: "/")
  }

  /// A port that is also reached from outside of the service's networks.
  public static func published(_ number: Port, on host: Port, to audience: Audience = .host)
    -> ServicePort
  {
    ServicePort(
      number: number, published: host, audience: audience, entrance: nil, path: "/")
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
