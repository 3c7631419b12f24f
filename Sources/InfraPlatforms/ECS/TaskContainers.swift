import AWS
import InfraDSL

/// The containers of a service's tasks: the one that writes its files, and its own.
struct TaskContainers {
  let scope: TaskScope
  let image: TaskImage
  let tools: TaskImage?
  let files: TaskFiles
  let mounts: [TaskMount]
  let logs: AWSCloudWatchLogGroup

  init(
    _ scope: TaskScope, image: TaskImage, tools: TaskImage?, files: TaskFiles,
    mounts: [TaskMount], logs: AWSCloudWatchLogGroup
  ) {
    self.scope = scope
    self.image = image
    self.tools = tools
    self.files = files
    self.mounts = mounts
    self.logs = logs
  }

  func definition(_ roles: TaskRoles) -> AWSECSTaskDefinition {
    let service = scope.service
    let size =
      FargateSize.fitting(cpus: service.resources.reserved, memory: service.resources.memory)
      ?? FargateSize(cpu: 256, mebibytes: 512)
    let output = ContainerLogs.cloudWatch(
      logs, region: Value(scope.region), prefix: Value(service.key))
    var containers = [main(output)]
    if let tools { containers.append(files.container(image: tools, logs: output)) }
    var volumes = (files.folders + files.writable).map { TaskVolume.empty(TaskScope.word($0)) }
    volumes += mounts.map { .efs($0.volume, accessPoint: $0.accessPoint) }
    return AWSECSTaskDefinition(
      "definition", family: Value(TaskFamily(scope.name)),
      containers: ContainerDefinitions(containers), compatibilities: [.fargate],
      cpu: .units(size.cpu), memory: .mebibytes(size.mebibytes), networkMode: .vpc,
      executionRole: roles.execution.arn, taskRole: roles.task?.arn,
      platform: .init(architecture: .x86, system: "LINUX"), volumes: volumes,
      file: scope.location.file, line: scope.location.line)
  }

  private func main(_ output: ContainerLogs) -> ContainerDefinition {
    let service = scope.service
    let recipe = service.image
    let ports = Set(scope.innerPorts + scope.entrances.map(\.port.number)).sorted()
    return ContainerDefinition(
      service.key, image: image.reference,
      command: recipe.command.map { Value($0) } + service.arguments,
      entrypoint: recipe.entrypoint.map { Value($0) }, environment: service.environment,
      ports: ports.map { .init(Port($0)) }, mounts: mountPoints,
      healthCheck: service.health.map { check($0) }, logs: output,
      dependencies: tools == nil ? [] : [.init("files", .succeeded)],
      user: recipe.user.map { Value($0) }, isReadOnly: recipe.isReadOnly,
      process: .init(
        ulimits: service.resources.openFiles.map { [.openFiles($0)] } ?? [],
        hasInit: recipe.hasInit ? true : nil, adding: recipe.capabilities, dropping: ["ALL"],
        stopTimeout: service.stop.grace))
  }

  private var mountPoints: [ContainerDefinition.MountPoint] {
    files.folders.map { .init(TaskScope.word($0), at: Value($0), isReadOnly: true) }
      + files.writable.map { .init(TaskScope.word($0), at: Value($0)) }
      + mounts.map { .init($0.volume, at: Value($0.path)) }
  }

  /// ECS asks every 5 s at the soonest, and waits 5 min at the most for a start.
  private func check(_ health: Health) -> ContainerDefinition.HealthCheck {
    .command(
      ProbeCommand.words(health.probe, scope.service.image.probe),
      every: max(health.interval, .seconds(5)), timeout: max(health.timeout, .seconds(2)),
      retries: Value(health.retries), startPeriod: min(health.startPeriod, .minutes(5)))
  }
}
