import InfraDSL
import InfraModel

/// A container on a Docker host, as Terraform's `docker_container`.
///
///     let redis = DockerContainer(
///       "redis", name: "prod-redis", image: image.imageID,
///       command: ["redis-server", "/config/redis.conf"],
///       files: [UploadedFile("/config/redis.conf", .file("redis.conf"), onChange: .restart)],
///       networks: [NetworkAttachment(backend, aliases: ["redis"])],
///       mounts: [.volume(data, at: "/data")],
///       restart: .unlessStopped, memory: .mebibytes(256), isReadOnly: true)
///
/// Files cannot be put into a read-only container but under a mounted volume: the engine refuses
/// it, and reading the declarations does before.
public struct DockerContainer: Resource {
  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The container's name on the host.
  public let name: Value<ObjectName>
  /// The image that it runs.
  public let image: Value<ImageReference>
  /// What it runs; the image's if not given.
  public let command: [Value<String>]
  /// What comes before the command; the image's if not given.
  public let entrypoint: [Value<String>]
  /// Environment variables; whoever may inspect the container can read them.
  public let environment: [String: Value<String>]
  /// The folder it starts in.
  public let workingDirectory: Value<String>?
  /// The user it runs as, as 10001:10001; the image's if not given.
  public let user: Value<String>?
  /// Whether a small init process reaps what it leaves behind.
  public let hasInit: Bool?
  /// The signal that asks it to stop; the image's if not given.
  public let stopSignal: Signal?
  /// Seconds from that signal until it is killed; the engine's 10 if not given.
  public let stopTimeout: WholeSeconds?
  /// Whether it is started and kept running; without it, it may end by itself.
  public let mustRun: Bool?
  /// What the engine does when it ends.
  public let restart: RestartPolicy?
  /// How often it is started again on failure; without limit if not given.
  public let maxRetryCount: Int?
  /// Files put into it before it starts.
  public let files: UploadedFiles
  /// Files with secrets, put into it before it starts; no inspection shows them.
  public let secretFiles: UploadedFiles
  /// The signal that has it read its configuration anew.
  public let reloadSignal: Signal?
  /// Ports that are reachable from the host.
  public let ports: [PortBinding]
  /// The networks it is in, and its names there.
  public let networks: [NetworkAttachment]
  /// A network that is none of its own, as the host's.
  public let networkMode: NetworkMode?
  /// Its own host name.
  public let hostname: Value<String>?
  /// Its own domain name.
  public let domainName: Value<String>?
  /// Further host names and their addresses, as host-gateway.
  public let extraHosts: [String: Value<String>]
  /// Name servers instead of the engine's.
  public let dns: [Value<IPAddress>]
  /// Volumes and folders of the host in it.
  public let mounts: [Mount]
  /// Folders in memory, with their options.
  public let tmpfs: [String: Tmpfs]
  /// Whether its own file system cannot be written.
  public let isReadOnly: Bool?
  /// The size of /dev/shm in MiB.
  public let sharedMemory: Mebibytes?
  /// How the engine finds out whether it works; the image's if not given.
  public let healthCheck: HealthCheck?
  /// Whether it counts as created only once it is healthy.
  public let waitsForHealth: Bool?
  /// Seconds to wait for health.
  public let waitTimeout: WholeSeconds?
  /// The most memory it may use, in MiB, at least 6.
  public let memory: Mebibytes?
  /// Memory and swap together, in MiB; twice the memory if not given.
  public let memorySwap: Mebibytes?
  /// What it keeps when memory is short, in MiB.
  public let memoryReservation: Mebibytes?
  /// The most processors it may use, as 1.5.
  public let cpus: CPUCount?
  /// Its weight when processors are short; 1024 is the usual.
  public let cpuShares: Int?
  /// The most processes and threads it may have.
  public let processLimit: Int?
  /// Limits of its processes.
  public let ulimits: [Ulimit]
  /// What it may do beyond an ordinary process, and what not.
  public let capabilities: Capabilities?
  /// Security options, as no-new-privileges.
  public let securityOptions: [SecurityOption]
  /// Whether nothing keeps it from the host; for debugging only.
  public let isPrivileged: Bool?
  /// Further groups of its processes.
  public let groups: [Value<String>]
  /// Whose processes it sees.
  public let pidMode: PIDMode?
  /// Where its output goes; the engine's default if not given.
  public let logDriver: LogDriver?
  /// Options of the log driver.
  public let logOptions: [String: Value<String>]
  /// Kernel settings of its own.
  public let sysctls: [String: Value<String>]
  /// Labels beside the ownership labels.
  public let labels: [String: Value<String>]

  /// Declares a container; what is not given is the image's or the engine's own.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The container's name on the host; the key if not given.
  ///   - image: The image that it runs, by preference a declared image's `imageID`.
  ///   - environment: Environment variables; whoever may inspect the container can read them.
  ///   - files: Files put into it before it starts, and what a change of them does.
  ///   - secretFiles: The same with secrets in them.
  ///   - reloadSignal: What has it read its configuration anew; SIGHUP if not given.
  ///   - networks: The networks it is in; the engine's default bridge if none is given.
  ///   - extraHosts: Further host names and their addresses; `host-gateway` is the host.
  ///   - tmpfs: Folders in memory by their paths.
  ///   - waitForHealth: How long creation waits until it is healthy; it does not if not given.
  ///   - stopTimeout: From the stop signal until it is killed; 10 s if not given.
  ///   - mustRun: Whether it is kept running; without it, it may end by itself.
  public init(
    _ key: String, name: Value<ObjectName>? = nil, image: Value<ImageReference>,
    command: [Value<String>] = [], entrypoint: [Value<String>] = [],
    environment: [String: Value<String>] = [:], workingDirectory: Value<String>? = nil,
    user: Value<String>? = nil, hasInit: Bool? = nil, stopSignal: Signal? = nil,
    stopTimeout: Duration? = nil, mustRun: Bool? = nil, restart: RestartPolicy? = nil,
    maxRetryCount: Int? = nil, files: [UploadedFile] = [], secretFiles: [UploadedFile] = [],
    reloadSignal: Signal? = nil, ports: [PortBinding] = [], networks: [NetworkAttachment] = [],
    networkMode: NetworkMode? = nil, hostname: Value<String>? = nil,
    domainName: Value<String>? = nil, extraHosts: [String: Value<String>] = [:],
    dns: [Value<IPAddress>] = [], mounts: [Mount] = [], tmpfs: [String: Tmpfs] = [:],
    isReadOnly: Bool? = nil, sharedMemory: ByteCount? = nil, healthCheck: HealthCheck? = nil,
    waitForHealth: Duration? = nil, memory: ByteCount? = nil, memorySwap: ByteCount? = nil,
    memoryReservation: ByteCount? = nil, cpus: CPUCount? = nil, cpuShares: Int? = nil,
    processLimit: Int? = nil, ulimits: [Ulimit] = [], capabilities: Capabilities? = nil,
    securityOptions: [SecurityOption] = [], isPrivileged: Bool? = nil,
    groups: [Value<String>] = [], pidMode: PIDMode? = nil, logDriver: LogDriver? = nil,
    logOptions: [String: Value<String>] = [:], sysctls: [String: Value<String>] = [:],
    labels: [String: Value<String>] = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "docker_container", key: key, file: file, line: line)
    self.name = name ?? Value(ObjectName(key))
    self.image = image
    self.command = command
    self.entrypoint = entrypoint
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.user = user
    self.hasInit = hasInit
    self.stopSignal = stopSignal
    self.stopTimeout = stopTimeout.map(WholeSeconds.init)
    self.mustRun = mustRun
    self.restart = restart
    self.maxRetryCount = maxRetryCount
    let placement = FilePlacement(mounts, tmpfs, isReadOnly: isReadOnly)
    self.files = UploadedFiles(files, placement)
    self.secretFiles = UploadedFiles(secretFiles, placement)
    self.reloadSignal = reloadSignal
    self.ports = ports
    self.networks = networks
    self.networkMode = networkMode
    self.hostname = hostname
    self.domainName = domainName
    self.extraHosts = extraHosts
    self.dns = dns
    self.mounts = mounts
    self.tmpfs = tmpfs
    self.isReadOnly = isReadOnly
    self.sharedMemory = sharedMemory.map { Mebibytes($0) }
    self.healthCheck = healthCheck
    self.waitsForHealth = waitForHealth == nil ? nil : true
    self.waitTimeout = waitForHealth.map(WholeSeconds.init)
    self.memory = memory.map { Mebibytes($0, atLeast: 6) }
    self.memorySwap = memorySwap.map { Mebibytes($0) }
    self.memoryReservation = memoryReservation.map { Mebibytes($0, atLeast: 6) }
    self.cpus = cpus
    self.cpuShares = cpuShares
    self.processLimit = processLimit
    self.ulimits = ulimits
    self.capabilities = capabilities
    self.securityOptions = securityOptions
    self.isPrivileged = isPrivileged
    self.groups = groups
    self.pidMode = pidMode
    self.logDriver = logDriver
    self.logOptions = logOptions
    self.sysctls = sysctls
    self.labels = labels
  }

  /// The container's id, chosen by the engine.
  public var id: Value<ContainerID> { attribute("id") }
  /// The container's name on the host.
  public var containerName: Value<String> { attribute("name") }
}
