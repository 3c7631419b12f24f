import InfraDSL
import InfraModel

/// What a service asks for and ECS on Fargate cannot give, each with what to do instead.
///
/// Limits that protect services of one machine from each other, as that of processes, need no
/// counterpart: each task has a machine of its own.
struct FargateLimits {
  private let service: Service

  init(_ service: Service) { self.service = service }

  /// All problems, at the service's declaration.
  var problems: [Diagnostic] {
    hostProblems + processProblems + sizeProblems
  }

  private var hostProblems: [Diagnostic] {
    var found = service.ports.compactMap { port in
      port.published.map { host in
        problem(
          "port \(port.number.number) of it is published on port \(host.number) of a host, and "
            + "there is none",
          "let the balancer send requests to it: .entrance(\(port.number.number), rank: 100)",
          "or let only services in its networks reach it: .inside(\(port.number.number))")
      }
    }
    found += service.sources.map {
      problem(
        "the folder \($0.folder) of this machine is mounted in it",
        "have the image hold it, and leave the mount to environments for development")
    }
    if service.reachesHost {
      found.append(
        problem(
          "it wants to reach the machine that it runs on",
          "give it the address of what it looks for, and set reachesHost: false"))
    }
    return found
  }

  private var processProblems: [Diagnostic] {
    var found: [Diagnostic] = []
    let capabilities = service.image.capabilities.filter { $0 != "SYS_PTRACE" }
    if !capabilities.isEmpty {
      found.append(
        problem(
          "its image needs the capabilities \(capabilities.joined(separator: ", ")), and Fargate "
            + "gives SYS_PTRACE alone",
          "use an image that needs none: one that listens above port 1024 and runs as its user"))
    }
    if service.stop.grace > .seconds(120) {
      found.append(
        problem(
          "it wants \(service.stop.grace.text) to stop, and Fargate ends a task after 120 s",
          "set stop: StopBehaviour(grace: .seconds(120)) or less"))
    }
    if service.scaling?.requestsPerMinute != nil, service.ports.isEmpty {
      found.append(
        problem(
          "it is scaled by requests, and listens on no port",
          "declare its port, or scale it by its processors alone"))
    }
    return found
  }

  private var sizeProblems: [Diagnostic] {
    let resources = service.resources
    guard FargateSize.fitting(cpus: resources.reserved, memory: resources.memory) == nil else {
      return []
    }
    return [
      problem(
        "it wants \(resources.reserved) processors and \(resources.memory.bytes >> 20) MiB, and "
          + "Fargate has at most 16 with 122880 MiB", "ask for less, and for more replicas")
    ]
  }

  private func problem(_ detail: String, _ hints: String...) -> Diagnostic {
    Diagnostic(
      "Not to be had on AWS ECS", "Service \"\(service.key)\": \(detail).",
      at: service.declaration.handle.location, hints: hints)
  }
}
