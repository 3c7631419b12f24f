import InfraDSL
import InfraModel

/// The containers of a task, written as canonical JSON, and checked together.
public struct ContainerDefinitions: ArgumentValue, ExpressibleByArrayLiteral {
  let containers: [ContainerDefinition]
  private(set) var volumes: [String] = []
  private(set) var isFargate = false
  private(set) var hasSize = false

  /// Containers.
  public init(_ containers: [ContainerDefinition]) { self.containers = containers }

  /// Containers.
  public init(arrayLiteral elements: ContainerDefinition...) { containers = elements }

  /// The containers with what they must fit to.
  func within(
    volumes: [TaskVolume], compatibilities: [LaunchType], hasSize: Bool
  ) -> ContainerDefinitions {
    var copy = self
    copy.volumes = volumes.map(\.name)
    copy.isFargate = compatibilities.contains(.fargate)
    copy.hasSize = hasSize
    return copy
  }

  /// The containers as JSON text; what ECS would refuse is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let names = containers.map(\.name)
    report(names, &context)
    for container in containers {
      for mount in container.mounts where !volumes.contains(mount.volume) {
        context.report(
          "Unknown volume",
          "Container \"\(container.name)\" mounts \"\(mount.volume)\", "
            + "which is none of the task's.",
          hints: guess(mount.volume, volumes))
      }
      for dependency in container.dependencies where !names.contains(dependency.container) {
        context.report(
          "Unknown container",
          "Container \"\(container.name)\" waits for \"\(dependency.container)\", "
            + "which is none of the task's.", hints: guess(dependency.container, names))
      }
    }
    return JSONText.of(.list(containers.map { $0.lower(&context) }))
  }

  private func report(_ names: [String], _ context: inout LoweringContext) {
    if containers.isEmpty {
      context.report("No container", "A task needs at least one container.")
    } else if !containers.contains(where: \.isEssential) {
      context.report(
        "No essential container", "No container of the task is essential: it would never end.")
    }
    for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
      context.report("Container given twice", "Two containers have the name \"\(name)\".")
    }
    if isFargate, !hasSize {
      context.report(
        "Task without a size", "A task for Fargate needs its processors and its memory.",
        hints: ["add cpu: .vcpu(0.25), memory: .mebibytes(512)"])
    }
  }

  private func guess(_ name: String, _ known: [String]) -> [String] {
    nearest(to: name, in: known).map { ["did you mean \"\($0)\"?"] } ?? []
  }
}
