import InfraDSL
import InfraModel

extension ContainerDefinition {
  /// A port that a container listens on.
  public struct PortMapping: ArgumentValue {
    /// What runs over a port.
    public enum Transport: String, Choice {
      /// Streams.
      case tcp
      /// Datagrams.
      case udp
    }

    /// What a proxy before the port may take the traffic for.
    public enum Application: String, Choice {
      /// HTTP.
      case http
      /// HTTP of version 2.
      case http2
      /// Remote procedure calls over HTTP of version 2.
      case grpc
    }

    let container: Port
    let host: Port?
    let transport: Transport
    let name: Value<String>?
    let application: Application?

    /// A port.
    ///
    /// - Parameters:
    ///   - container: The port that the container listens on.
    ///   - host: The machine's port, where tasks share its network; the same if not given.
    ///   - transport: What runs over it.
    ///   - name: Its name, by which services are reached.
    ///   - application: What a proxy may take the traffic for.
    public init(
      _ container: Port, host: Port? = nil, transport: Transport = .tcp,
      name: Value<String>? = nil, application: Application? = nil
    ) {
      self.container = container
      self.host = host
      self.transport = transport
      self.name = name
      self.application = application
    }

    /// The object. The machine's port is written out, since ECS writes it out.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "containerPort": container, "hostPort": host ?? container, "protocol": transport,
        "name": name, "appProtocol": application,
      ])
    }
  }

  /// Where a volume of the task is in a container.
  public struct MountPoint: ArgumentValue {
    let volume: String
    let path: Value<String>
    let isReadOnly: Bool

    /// A volume by its name in the task definition, at a path of the container.
    public init(_ volume: String, at path: Value<String>, isReadOnly: Bool = false) {
      self.volume = volume
      self.path = path
      self.isReadOnly = isReadOnly
    }

    /// The object.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "sourceVolume": volume, "containerPath": path, "readOnly": isReadOnly,
      ])
    }
  }

  /// How ECS finds out whether a container works.
  public struct HealthCheck: ArgumentValue {
    let test: [Value<String>]
    let interval: TimeSpan
    let timeout: TimeSpan
    let retries: Bounded
    let startPeriod: TimeSpan?

    /// A command that ends with 0 if the container works.
    ///
    /// - Parameters:
    ///   - command: The command and its arguments; no shell is between.
    ///   - interval: From check to check, 5 s to 5 min.
    ///   - timeout: How long a check may take, 2 s to 1 min.
    ///   - retries: How many failed checks in a row make it unhealthy, 1 to 10.
    ///   - startPeriod: How long failed checks do not count after its start, up to 5 min.
    public static func command(
      _ command: [Value<String>], every interval: Duration = .seconds(30),
      timeout: Duration = .seconds(5), retries: Value<Int> = 3, startPeriod: Duration? = nil
    ) -> HealthCheck {
      HealthCheck(["CMD"] + command, interval, timeout, retries, startPeriod)
    }

    /// A line of the container's shell that ends with 0 if the container works.
    public static func shell(
      _ line: Value<String>, every interval: Duration = .seconds(30),
      timeout: Duration = .seconds(5), retries: Value<Int> = 3, startPeriod: Duration? = nil
    ) -> HealthCheck {
      HealthCheck(["CMD-SHELL", line], interval, timeout, retries, startPeriod)
    }

    private init(
      _ test: [Value<String>], _ interval: Duration, _ timeout: Duration, _ retries: Value<Int>,
      _ startPeriod: Duration?
    ) {
      self.test = test
      self.interval = TimeSpan(interval, in: .seconds, 5...300)
      self.timeout = TimeSpan(timeout, in: .seconds, 2...60)
      self.retries = Bounded(retries, 1...10)
      self.startPeriod = startPeriod.map { TimeSpan($0, in: .seconds, 0...300) }
    }

    /// The object.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "command": test, "interval": interval, "timeout": timeout, "retries": retries,
        "startPeriod": startPeriod,
      ])
    }
  }

  /// A container that must be up before another starts.
  public struct Dependency: ArgumentValue {
    /// What is waited for.
    public enum Condition: String, Choice {
      /// That it has started.
      case started = "START"
      /// That it has ended.
      case ended = "COMPLETE"
      /// That it has ended without an error.
      case succeeded = "SUCCESS"
      /// That its health check succeeds.
      case healthy = "HEALTHY"
    }

    let container: String
    let condition: Condition

    /// Another container of the task by its name.
    public init(_ container: String, _ condition: Condition) {
      self.container = container
      self.condition = condition
    }

    /// The object.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["containerName": container, "condition": condition])
    }
  }
}
