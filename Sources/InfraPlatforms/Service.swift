import InfraDSL
import InfraModel

/// A replicated workload, described without a platform: a Docker host makes containers of it,
/// other platforms what they have.
///
///     Service(
///       "gateway", image: images.gateway, networks: [backend],
///       environment: ["AI_ENGINE_URL": "http://\(engine.host):8080"],
///       ports: [.http(8080)], health: .http("/health", port: 8080), replicas: 2)
public struct Service: Expandable {
  /// The service's identity.
  public var declaration: DeclarationInfo
  let key: String
  let image: ServiceImage
  let arguments: [Value<String>]
  let environment: [String: Value<String>]
  let files: [ServiceFile]
  let ports: [ServicePort]
  let networks: [Network]
  let volumes: [VolumeMount]
  let sources: [SourceMount]
  let health: Health?
  let resources: ServiceResources
  let replicas: Int
  let placement: Placement
  let rollout: Rollout
  let stop: StopBehaviour
  let reload: ReloadSignal?
  let scaling: ServiceScaling?
  let reachesHost: Bool
  let watchesHost: Bool
  /// The port and path at which Prometheus finds its figures.
  public let metrics: ServicePort?

  /// Declares a service; its key is its name in its networks.
  ///
  /// - Parameters:
  ///   - image: What runs, and what its processes need: user, writable folders, capabilities.
  ///   - arguments: What is added to the image's command.
  ///   - files: Configuration files and secrets, each with what a change of it does.
  ///   - sources: Folders of the project mounted as they are, for development.
  ///   - replicas: How many run at once.
  ///   - scaling: How the platform may change their number, where it can.
  ///   - metrics: The port and path at which Prometheus finds its figures.
  ///   - reachesHost: Whether it finds the machine it runs on as `host.docker.internal`.
  ///   - watchesHost: Whether it is there for the machine it runs on, and for nothing where a
  ///     platform has no machine of the environment's own.
  public init(
    _ key: String, image: ServiceImage, arguments: [Value<String>] = [],
    environment: [String: Value<String>] = [:], files: [ServiceFile] = [],
    ports: [ServicePort] = [], networks: [Network] = [], volumes: [VolumeMount] = [],
    sources: [SourceMount] = [], health: Health? = nil,
    resources: ServiceResources = ServiceResources(), replicas: Int = 1,
    placement: Placement = .anywhere, rollout: Rollout = .recreate,
    stop: StopBehaviour = StopBehaviour(), reload: ReloadSignal? = nil,
    scaling: ServiceScaling? = nil, metrics: ServicePort? = nil, reachesHost: Bool = false,
    watchesHost: Bool = false,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "Service", key: key, file: file, line: line)
    self.key = key
    self.image = image
    self.arguments = arguments
    self.environment = environment
    self.files = files
    self.ports = ports
    self.networks = networks
    self.volumes = volumes
    self.sources = sources
    self.health = health
    self.resources = resources
    self.replicas = replicas
    self.placement = placement
    self.rollout = rollout
    self.stop = stop
    self.reload = reload
    self.scaling = scaling
    self.metrics = metrics
    self.reachesHost = reachesHost
    self.watchesHost = watchesHost
  }

  /// The name under which others in its networks reach it: any of its replicas.
  public var host: Value<String> { attribute("host") }

  /// The names of the single replicas, for those who balance or watch them one by one; only
  /// where the platform gives each a name, see `found(each:together:)`.
  public var instances: [Value<String>] {
    (1...max(replicas, 1)).map { attribute("host-\($0)") }
  }

  /// Text about replicas: `each` where every one has a name of its own; `together` where they
  /// come and go under one name, whose addresses are to be looked up again and again; nothing
  /// where the platform runs none of the service.
  public func found(each: Value<String>, together: Value<String>) -> Value<String> {
    chosen(by: "replicas", ["each": each, "together": together, "none": ""])
  }

  /// The name whose addresses are those of all replicas, where they are found together.
  public var addresses: Value<String> { attribute("addresses") }

  /// Where a port that is published can be reached from outside, as `127.0.0.1:8080`.
  public func published(_ port: ServicePort) -> Value<String> {
    attribute("published-\(port.number.number)")
  }

  /// Has the platform turn it into resources.
  public func expand(_ context: inout ExpansionContext) -> Expansion {
    if replicas < 1 {
      context.report(
        Diagnostic(
          "Invalid number of replicas",
          "Service \"\(key)\" has \(replicas) replicas; it needs at least one.",
          at: declaration.handle.location, hints: ["leave it out with .enabled(false)"]))
    }
    return platform(&context)?.expand(self, &context) ?? Expansion(declarations: [])
  }
}

/// Within which bounds, and by what, the number of a service's replicas may change.
public struct ServiceScaling: Sendable {
  let bounds: ClosedRange<Int>
  let cpuPercent: Int
  let requestsPerMinute: Int?

  /// Scales to keep the load of a replica where it is said to be.
  ///
  /// - Parameters:
  ///   - bounds: The least and the most replicas.
  ///   - cpuPercent: How much of its processors a replica should use, 10 to 100.
  ///   - requestsPerMinute: How many requests a replica should get; a platform counts them at a
  ///     balancer that it puts before the service. Not counted if not given.
  public init(_ bounds: ClosedRange<Int>, cpuPercent: Int, requestsPerMinute: Int? = nil) {
    self.bounds = bounds
    self.cpuPercent = cpuPercent
    self.requestsPerMinute = requestsPerMinute
  }
}

/// How a new version of a service replaces the old one.
public enum Rollout: Hashable, Sendable {
  /// The old one goes, the new one comes: there is a gap.
  case recreate
  /// One replica after the other, each when the one before is healthy.
  case rolling
}

/// Where replicas may run.
public enum Placement: Hashable, Sendable {
  /// Wherever the platform puts them.
  case anywhere
  /// Never two of them on one host, as far as there are hosts.
  case spread
}

/// How a service is stopped.
public struct StopBehaviour: Hashable, Sendable {
  let signal: StopSignalName
  let grace: Duration

  /// Sends a signal, and after the grace ends what still runs.
  public init(signal: StopSignalName = .terminate, grace: Duration = .seconds(20)) {
    self.signal = signal
    self.grace = grace
  }
}

/// The signals that services are stopped by.
public enum StopSignalName: Hashable, Sendable {
  /// SIGTERM.
  case terminate
  /// SIGQUIT: nginx finishes its requests on it.
  case quit
}

/// The signals on which services read their files anew.
public enum ReloadSignal: Hashable, Sendable {
  /// SIGHUP: nginx, Prometheus, Alertmanager.
  case hangUp
}

/// What a service may use.
public struct ServiceResources: Sendable {
  let memory: ByteCount
  let cpus: Double
  let processes: Int
  let openFiles: Int?
  let reserved: Double

  /// Limits of memory, of processors (0.5 is half of one), of processes, of open files.
  ///
  /// `reserving` is the part of a processor that it is given alone on a platform where processors
  /// are paid for and not shared.
  public init(
    memory: ByteCount = .mebibytes(256), cpus: Double = 1, processes: Int = 256,
    openFiles: Int? = nil, reserving reserved: Double = 0.25
  ) {
    self.memory = memory
    self.cpus = cpus
    self.processes = processes
    self.openFiles = openFiles
    self.reserved = reserved
  }
}
