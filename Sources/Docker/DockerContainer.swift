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
  let name: Value<ObjectName>
  let image: Value<ImageReference>
  let command: [Value<String>]
  let entrypoint: [Value<String>]
  let environment: [String: Value<String>]
  let workingDirectory: Value<String>?
  let user: Value<String>?
  let hasInit: Bool?
  let stopSignal: Signal?
  let stopTimeout: WholeSeconds?
  let mustRun: Bool?
  let restart: RestartPolicy?
  let maxRetryCount: Int?
  let files: UploadedFiles
  let secretFiles: UploadedFiles
  let reloadSignal: Signal?
  let ports: [PortBinding]
  let networks: [NetworkAttachment]
  let networkMode: NetworkMode?
  let hostname: Value<String>?
  let domainName: Value<String>?
  let extraHosts: [String: Value<String>]
  let dns: [Value<IPAddress>]
  let mounts: [Mount]
  let tmpfs: [String: Tmpfs]
  let isReadOnly: Bool?
  let sharedMemory: Mebibytes?
  let healthCheck: HealthCheck?
  let waitsForHealth: Bool?
  let waitTimeout: WholeSeconds?
  let memory: Mebibytes?
  let memorySwap: Mebibytes?
  let memoryReservation: Mebibytes?
  let cpus: CPUCount?
  let cpuShares: Int?
  let processLimit: Int?
  let ulimits: [Ulimit]
  let capabilities: Capabilities?
  let securityOptions: [SecurityOption]
  let isPrivileged: Bool?
  let groups: [Value<String>]
  let pidMode: PIDMode?
  let logDriver: LogDriver?
  let logOptions: [String: Value<String>]
  let sysctls: [String: Value<String>]
  let labels: [String: Value<String>]

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
