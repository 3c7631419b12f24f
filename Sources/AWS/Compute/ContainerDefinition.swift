import InfraDSL
import InfraModel

/// One container of a task, as an object of a task definition's `container_definitions`.
///
///     let gateway = ContainerDefinition(
///       "gateway", image: "example/gateway:1.4", environment: ["LOG_LEVEL": "info"],
///       secrets: ["TOKEN": token.arn.ofAnyKind], ports: [.init(8080, name: "http")],
///       logs: .cloudWatch(logs, region: "eu-central-1", prefix: "gateway"))
public struct ContainerDefinition: ArgumentValue {
  let name: String
  let image: Value<String>
  let command: [Value<String>]
  let entrypoint: [Value<String>]
  let environment: [String: Value<String>]
  let secrets: [String: Value<AnyARN>]
  let ports: [PortMapping]
  let mounts: [MountPoint]
  let healthCheck: HealthCheck?
  let logs: ContainerLogs?
  let dependencies: [Dependency]
  let isEssential: Bool
  let cpu: Bounded?
  let memory: ByteCount?
  let memoryReservation: ByteCount?
  let user: Value<String>?
  let workingDirectory: Value<String>?
  let isReadOnly: Bool?
  let process: ProcessOptions
  let labels: [String: Value<String>]

  /// Describes a container; what is not given is the image's or ECS's own.
  ///
  /// - Parameters:
  ///   - name: Its name, unique in the task.
  ///   - image: The image that it runs.
  ///   - command: What it runs.
  ///   - entrypoint: What comes before the command.
  ///   - environment: Environment variables; whoever may read the definition can read them.
  ///   - secrets: Environment variables whose values are read, when a task starts, from the
  ///     secrets or parameters of these ARNs.
  ///   - ports: The ports that it listens on.
  ///   - mounts: Where the task's volumes are in it.
  ///   - healthCheck: How ECS finds out whether it works.
  ///   - logs: Where its output goes.
  ///   - dependencies: The containers that must be up before it starts.
  ///   - isEssential: Whether the task ends with it.
  ///   - cpu: Its share of the task's processors, in units of 1/1024.
  ///   - memory: The most memory it may use; whole MiB.
  ///   - memoryReservation: What it keeps when memory is short; whole MiB.
  ///   - user: The user that it runs as, as 10001:10001.
  ///   - workingDirectory: The folder that it starts in.
  ///   - isReadOnly: Whether its own file system cannot be written.
  ///   - process: Limits and rights of its processes.
  ///   - labels: Labels of the container.
  public init(
    _ name: String, image: Value<String>, command: [Value<String>] = [],
    entrypoint: [Value<String>] = [], environment: [String: Value<String>] = [:],
    secrets: [String: Value<AnyARN>] = [:], ports: [PortMapping] = [], mounts: [MountPoint] = [],
    healthCheck: HealthCheck? = nil, logs: ContainerLogs? = nil, dependencies: [Dependency] = [],
    isEssential: Bool = true, cpu: Value<Int>? = nil, memory: ByteCount? = nil,
    memoryReservation: ByteCount? = nil, user: Value<String>? = nil,
    workingDirectory: Value<String>? = nil, isReadOnly: Bool? = nil,
    process: ProcessOptions = ProcessOptions(), labels: [String: Value<String>] = [:]
  ) {
    self.name = name
    self.image = image
    self.command = command
    self.entrypoint = entrypoint
    self.environment = environment
    self.secrets = secrets
    self.ports = ports
    self.mounts = mounts
    self.healthCheck = healthCheck
    self.logs = logs
    self.dependencies = dependencies
    self.isEssential = isEssential
    self.cpu = cpu.map { Bounded($0, 0...196_608) }
    self.memory = memory
    self.memoryReservation = memoryReservation
    self.user = user
    self.workingDirectory = workingDirectory
    self.isReadOnly = isReadOnly
    self.process = process
    self.labels = labels
  }

  /// The object as ECS reads it, without what is not given.
  public func lower(_ context: inout LoweringContext) -> Datum {
    for name in environment.keys.sorted() where secrets[name] != nil {
      context.report(
        "Variable given twice",
        "Container \"\(self.name)\" has \"\(name)\" as a variable and as a secret.")
    }
    return context.object([
      "name": name, "image": image, "command": command, "entryPoint": entrypoint,
      "environment": Pairs(environment, value: "value"),
      "secrets": Pairs(secrets, value: "valueFrom"), "portMappings": ports, "mountPoints": mounts,
      "healthCheck": healthCheck, "logConfiguration": logs, "dependsOn": dependencies,
      "essential": isEssential, "cpu": cpu, "memory": memory.map { TaskMemory($0) },
      "memoryReservation": memoryReservation.map { TaskMemory($0) }, "user": user,
      "workingDirectory": workingDirectory, "readonlyRootFilesystem": isReadOnly,
      "dockerLabels": labels, "ulimits": process.ulimits, "linuxParameters": process.linux,
      "stopTimeout": process.stopTimeout, "startTimeout": process.startTimeout,
      "systemControls": Pairs(process.sysctls, key: "namespace", value: "value"),
      "privileged": process.isPrivileged,
    ])
  }

  /// Entries by name as a list of objects, sorted by the names.
  struct Pairs<Content: ArgumentValue>: ArgumentValue {
    let entries: [String: Content]
    let keyName: String
    let valueName: String

    init(_ entries: [String: Content], key: String = "name", value: String) {
      self.entries = entries
      keyName = key
      valueName = value
    }

    func lower(_ context: inout LoweringContext) -> Datum {
      guard !entries.isEmpty else { return .null }
      return .list(
        entries.sorted { $0.key < $1.key }.map { entry in
          [keyName: .string(entry.key), valueName: entry.value.lower(&context)]
        })
    }
  }
}
