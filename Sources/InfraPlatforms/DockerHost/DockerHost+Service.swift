import Docker
import InfraDSL
import InfraModel

extension DockerHost {
  /// One container for each replica, with the image that all services of its name share.
  ///
  /// The key of a replica's container is its number, so that its address is
  /// `gateway/docker_container.replica-1`.
  public func expand(_ service: Service, _ context: inout ExpansionContext) -> Expansion {
    reportEntrances(service, &context)
    let image = image(of: service, &context)
    var declarations: [Declaration] = []
    var attributes: [String: Expression] = [
      "host": .datum(.string(service.key)), "replicas": .datum("each"),
    ]
    var anchors: [any Declared] = []
    var before: DockerContainer?
    for number in 1...max(service.replicas, 1) {
      let name = service.replicas > 1 ? "\(service.key)-\(number)" : service.key
      attributes["host-\(number)"] = .datum(.string(name))
      var container = container(service, image, name: name, number: number, context)
      if service.rollout == .rolling, let before { container = container.dependsOn(before) }
      before = container
      anchors.append(container)
      declarations.append(.resource(container))
    }
    for port in service.ports {
      guard let host = port.published else { continue }
      attributes["published-\(port.number.number)"] =
        .datum(.string("127.0.0.1:\(host.number)"))
    }
    return Expansion(declarations: declarations, attributes: attributes, anchors: anchors)
  }

  /// A cache is a service like others here.
  public func expand(_ cache: Cache, _ context: inout ExpansionContext) -> Expansion {
    let refuse = { (context: inout ExpansionContext, detail: String, hint: String) in
      context.report(
        Diagnostic(
          "Not to be had on a Docker host", "Cache \"\(cache.service.key)\" \(detail).",
          at: cache.declaration.handle.location, hints: [hint]))
    }
    if cache.copies > 1 {
      refuse(&context, "has \(cache.copies) nodes, and one host makes one", "set copies: 1")
    }
    if cache.isEncrypted {
      refuse(&context, "speaks TLS, for which it has no certificate", "set encrypted: false")
    }
    return expand(cache.service, &context)
  }

  private func reportEntrances(_ service: Service, _ context: inout ExpansionContext) {
    for port in service.ports where port.entrance != nil {
      context.report(
        Diagnostic(
          "Not to be had on a Docker host",
          "Service \"\(service.key)\" waits on port \(port.number.number) for a balancer of the "
            + "platform, and a Docker host has none.",
          at: service.declaration.handle.location,
          hints: ["publish it: .published(\(port.number.number), on: 8080, to: .everybody)"]))
    }
  }

  private func image(of service: Service, _ context: inout ExpansionContext) -> DockerImage {
    let location = service.declaration.handle.location
    let name = service.image.name
    let repository = "\(context.project)/\(name):\(context.environment)"
    return context.shared(
      name, identity: "\(service.image.source)", at: location
    ) {
      switch service.image.source {
      case .registry(let reference, let digest):
        let pinned = digest.map { ImageReference.pinned(reference, digest: $0) }
        return DockerImage(
          name, name: Value(pinned ?? ImageReference(reference)), keepLocally: true,
          file: location.file, line: location.line)
      case .build(let folder, let target, let arguments):
        return DockerImage(
          name, name: Value(ImageReference(repository)),
          build: ImageBuild(
            folder, target: target, buildArguments: arguments.mapValues { Value($0) }),
          file: location.file, line: location.line)
      }
    }
  }

  private func container(
    _ service: Service, _ image: DockerImage, name: String, number: Int,
    _ context: ExpansionContext
  ) -> DockerContainer {
    let location = service.declaration.handle.location
    let recipe = service.image
    let aliases = name == service.key ? [service.key] : [service.key, name]
    return DockerContainer(
      service.replicas > 1 ? "replica-\(number)" : "replica",
      name: Value(ObjectName(context.qualified(name))), image: image.imageID,
      command: recipe.command.map { Value($0) } + service.arguments,
      entrypoint: recipe.entrypoint.map { Value($0) }, environment: service.environment,
      user: recipe.user.map { Value($0) }, hasInit: recipe.hasInit ? true : nil,
      stopSignal: service.stop.signal == .quit ? .quit : .terminate,
      stopTimeout: service.stop.grace, restart: .always,
      files: files(service, secret: false), secretFiles: files(service, secret: true),
      reloadSignal: service.reload.map { _ in .hangUp }, ports: ports(service, number),
      networks: service.networks.map { network in
        NetworkAttachment(
          id: network.attribute("docker-id"), aliases: aliases.map { Value($0) })
      },
      extraHosts: service.reachesHost ? ["host.docker.internal": "host-gateway"] : [:],
      mounts: mounts(service), tmpfs: tmpfs(recipe), isReadOnly: recipe.isReadOnly ? true : nil,
      healthCheck: service.health.map { check($0, recipe) },
      waitForHealth: service.health.map { $0.startPeriod + .seconds(60) },
      memory: service.resources.memory, cpus: CPUCount(service.resources.cpus),
      processLimit: service.resources.processes,
      ulimits: service.resources.openFiles.map { [Ulimit("nofile", soft: $0, hard: $0)] } ?? [],
      capabilities: Capabilities(add: recipe.capabilities, drop: ["ALL"]),
      securityOptions: [.noNewPrivileges], logDriver: .jsonFile,
      logOptions: ["max-size": "10m", "max-file": "3"],
      labels: labels.mapValues { Value($0) }, file: location.file, line: location.line)
  }

  private func files(_ service: Service, secret isSecret: Bool) -> [UploadedFile] {
    let owner = (service.image.user ?? "0:0").split(separator: ":").compactMap { Int($0) }
    return service.files.filter { $0.isSecret == isSecret }.map { file in
      let onChange: UploadedFile.OnChange =
        switch file.onChange {
        case .replace: .replace
        case .restart: .restart
        case .reload: service.reload == nil ? .restart : .reload
        }
      return UploadedFile(
        file.path, file.content, mode: isSecret ? "0400" : "0444", user: owner.first ?? 0,
        group: owner.last ?? 0, onChange: onChange)
    }
  }

  /// Only the first replica publishes: a port of the host can be had once.
  private func ports(_ service: Service, _ number: Int) -> [PortBinding] {
    guard number == 1 else { return [] }
    return service.ports.compactMap { port in
      let address: Value<IPAddress> = port.audience == .host ? Value(.loopback) : "0.0.0.0"
      return port.published.map { PortBinding(port.number, on: $0, address: address) }
    }
  }

  private func mounts(_ service: Service) -> [Mount] {
    var mounts = service.volumes.map { mount in
      Mount.volume(named: mount.volume.attribute("docker-id"), at: mount.path)
    }
    mounts += service.sources.map { Mount.folder($0.folder, at: $0.path) }
    guard service.image.isReadOnly else { return mounts }
    // Files cannot be put into a read-only root: the engine refuses. They go into a volume of
    // the container's own, which it takes along when it goes.
    let folders = Set(service.files.map { folder(of: $0.path) }).sorted()
    var outermost: [String] = []
    for folder in folders where !outermost.contains(where: { folder.hasPrefix($0 + "/") }) {
      outermost.append(folder)
    }
    return mounts + outermost.map { Mount.anonymousVolume(at: $0) }
  }

  private func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  private func tmpfs(_ image: ServiceImage) -> [String: Tmpfs] {
    guard image.isReadOnly else { return [:] }
    return Dictionary(
      image.writable.map { ($0, Tmpfs(size: .mebibytes(64), mode: "1777")) },
      uniquingKeysWith: { first, _ in first })
  }

  private func check(_ health: Health, _ image: ServiceImage) -> HealthCheck {
    .command(
      ProbeCommand.words(health.probe, image.probe), every: health.interval,
      timeout: health.timeout, retries: health.retries, startPeriod: health.startPeriod)
  }
}
