import Docker
import InfraCrypto
import InfraHTTP
import InfraModel

/// The operations on `docker_container`.
struct ContainerOperations {
  let engine: Engine

  func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    switch operation {
    case .create: return try await ContainerCreation(engine: engine).create(request, context)
    case .delete, .deleteDeposed:
      try await delete(request, context)
      return Fields()
    case .update: return try await update(request, context)
    case .reload: return try await reload(request, context)
    case .restart: return try await restart(request, context)
    case .importing, .read, .record: return Self.attributes(try await present(request))
    }
  }

  func read(_ resource: ResourceState) async throws(ProviderError) -> Observation? {
    var found: Datum?
    if let id = resource.attributes["id"]?.string { found = try await inspect(id) }
    if found == nil { found = try await own(resource.instance) }
    guard let container = found, let id = container["Id"].string else { return nil }
    let declared = resource.arguments
    var arguments = try await withNetworkNames(container, declared)
    let files = ContainerFiles(engine: engine, container: id)
    if let upload = declared["upload"] {
      arguments["upload"] = try await files.observe(upload, isSecret: false)
    }
    if let upload = declared["secret_upload"] {
      arguments["secret_upload"] = try await files.observe(upload, isSecret: true)
    }
    return Observation(arguments: arguments, attributes: Self.attributes(container))
  }

  func find(_ identifier: String) async throws(ProviderError) -> Observation? {
    guard let container = try await inspect(identifier) else { return nil }
    return try await observe(container)
  }

  /// What an inspected container shows when nothing is known of its declaration.
  func observe(_ container: Datum) async throws(ProviderError) -> Observation {
    let image = try await engine.send(
      EngineRequest(.get, "/images/\(container["Image"].string ?? "")/json", expecting: [404]))
    let observed = ContainerObservation(container, image: image.json, declared: nil)
    return Observation(
      arguments: observed.arguments, attributes: Self.attributes(container))
  }

  /// What a container is whose state was lost: as `read`, with its files compared by content.
  func recover(_ resource: ResourceState, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
  {
    var found: Datum?
    if let id = resource.attributes["id"]?.string { found = try await inspect(id) }
    if found == nil { found = try await own(resource.instance) }
    guard let container = found, let id = container["Id"].string else { return nil }
    let declared = resource.arguments
    var arguments = try await withNetworkNames(container, declared)
    let files = ContainerFiles(engine: engine, container: id)
    for name in ["upload", "secret_upload"] {
      guard let upload = declared[name] else { continue }
      arguments[name] = try await files.recover(upload, context)
    }
    return Observation(arguments: arguments, attributes: Self.attributes(container))
  }

  /// The arguments of an inspected container. One that was never started does not know the ids of
  /// its networks, only their names.
  private func withNetworkNames(_ container: Datum, _ declared: Fields) async throws(ProviderError)
    -> Fields
  {
    var container = container
    if var settings = container["NetworkSettings"].object,
      var networks = settings["Networks"]?.object, var whole = container.object
    {
      for entry in networks.entries where entry.value["NetworkID"].isEmptyOrNull {
        let answer = try await engine.send(
          EngineRequest(.get, "/networks/\(EngineRequest.encode(entry.key))", expecting: [404]))
        guard answer.status == 200, var endpoint = entry.value.object else { continue }
        endpoint["NetworkID"] = answer.json["Id"]
        networks[entry.key] = .object(endpoint)
      }
      settings["Networks"] = .object(networks)
      whole["NetworkSettings"] = .object(settings)
      container = .object(whole)
    }
    return ContainerObservation(container, declared: declared).arguments
  }

  /// Changes what can be changed on a living container: limits and the restart policy, whether it
  /// runs, files. What reads the files anew is an operation of its own.
  private func update(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError) -> Fields
  {
    let container = try await present(request)
    let id = container["Id"].string ?? ""
    // Nothing is named when an interrupted update is finished: then all of it is done again.
    let isAll = request.changed.isEmpty
    let changed = Set(isAll ? request.arguments.keys : request.changed)
    let limits: Set = [
      "memory", "memory_swap", "memory_reservation", "cpus", "cpu_shares", "pids_limit", "restart",
      "max_retry_count",
    ]
    if !changed.isDisjoint(with: limits) {
      let body = Datum.object(ContainerBody.resources(request.arguments))
      _ = try await engine.send(EngineRequest(.post, "/containers/\(id)/update", json: body))
    }
    let files = ["upload", "secret_upload"].filter { changed.contains($0) }
    if !files.isEmpty {
      context.progress("putting files")
      try await ContainerFiles(engine: engine, container: id).put(request, files, context)
    }
    if request["must_run"].bool != false, container["State"]["Running"].bool != true {
      try await ContainerCreation(engine: engine).start(id, request, context)
    }
    return Self.attributes(container)
  }

  /// Has the process read its configuration anew, and looks that it still runs.
  private func reload(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError) -> Fields
  {
    let container = try await present(request)
    let id = container["Id"].string ?? ""
    // The signal would end a process that does not know it: it goes to one only whose files say so.
    let files = ["upload", "secret_upload"].flatMap { request[$0].list ?? [] }
    guard files.contains(where: { $0["on_change"] == "reload" }) else {
      return Self.attributes(container)
    }
    let signal = request["reload_signal"].string ?? "SIGHUP"
    context.progress("sending \(signal)")
    let answer = try await engine.send(
      EngineRequest(
        .post, "/containers/\(id)/kill", query: [("signal", signal)], expecting: [409]))
    if answer.status == 409 {
      // It does not run: started anew it reads the files that were put.
      guard request["must_run"].bool != false else { return Self.attributes(container) }
      try await ContainerCreation(engine: engine).start(id, request, context)
      return Self.attributes(container)
    }
    try await ContainerHealth(engine: engine, id: id).wait(request, context)
    let after = try await present(request)
    if after["State"]["StartedAt"] != container["State"]["StartedAt"] {
      context.progress("it ended on \(signal) and was started again")
    }
    return Self.attributes(after)
  }

  private func restart(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError) -> Fields
  {
    let container = try await present(request)
    let id = container["Id"].string ?? ""
    context.progress("restarting")
    let grace = request["stop_timeout"].int ?? 10
    var call = EngineRequest(
      .post, "/containers/\(id)/restart", query: [("t", String(grace))], expecting: [404, 500])
    call.timeouts = Self.timeouts(grace: grace)
    let answer = try await engine.send(call)
    if answer.status >= 400 {
      throw await StartFailure(engine: engine, request: request, answer: answer).error()
    }
    try await ContainerHealth(engine: engine, id: id).wait(request, context)
    return Self.attributes(container)
  }

  /// Stops the container with its grace and removes it with its anonymous volumes.
  private func delete(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError)
  {
    var found: Datum?
    if let id = request.knownID { found = try await inspect(id) }
    if found == nil {
      found = try await UnfinishedCreation.end(of: request) { () async throws(ProviderError) in
        try await own(request.instance)
      }
    }
    guard let container = found, let id = container["Id"].string else { return }
    try await remove(id, grace: container["Config"]["StopTimeout"].int ?? 10, context)
  }

  /// Stops and removes a container by its id; one that is gone, or is going, is fine.
  func remove(_ id: String, grace: Int, _ context: ProviderContext) async throws(ProviderError) {
    context.progress("stopping")
    var stop = EngineRequest(
      .post, "/containers/\(id)/stop", query: [("t", String(grace))], expecting: [404])
    stop.timeouts = Self.timeouts(grace: grace)
    _ = try await engine.send(stop)
    for attempt in 1...50 {
      let answer = try await engine.send(
        EngineRequest(
          .delete, "/containers/\(id)", query: [("v", "1"), ("force", "1")],
          expecting: [404, 409]))
      if answer.status != 409 { return }
      // 409: its removal is already under way; it is waited for.
      guard attempt < 50, (try? await Task.sleep(for: .milliseconds(200))) != nil else {
        throw ProviderError(
          .uncertain, request: "DELETE /containers/{id}", status: 409,
          message: "The container is not removed yet: \(answer.message).")
      }
    }
  }

  /// A stop takes as long as its grace: the request must be given longer.
  static func timeouts(grace: Int) -> HTTPTimeouts {
    HTTPTimeouts(idle: .seconds(grace + 60), total: .seconds(grace + 120))
  }

  func present(_ request: ProviderRequest) async throws(ProviderError) -> Datum {
    if let id = request.knownID, let found = try await inspect(id) { return found }
    if let found = try await own(request.instance) { return found }
    throw ProviderError(
      .uncertain, request: "GET /containers/{id}/json", status: 404,
      message: "The container of \(request.address) is gone.",
      hints: ["plan with --refresh, then apply: it is made anew"])
  }

  func inspect(_ id: String) async throws(ProviderError) -> Datum? {
    let answer = try await engine.send(
      EngineRequest(.get, "/containers/\(EngineRequest.encode(id))/json", expecting: [404]))
    return answer.status == 404 ? nil : answer.json
  }

  /// The container that bears an instance's label, running or not.
  func own(_ instance: InstanceID) async throws(ProviderError) -> Datum? {
    let answer = try await engine.send(
      EngineRequest(
        .get, "/containers/json", query: [("all", "1"), Ownership.filter(instance)]))
    guard let id = answer.json.list?.first?["Id"].string else { return nil }
    return try await inspect(id)
  }

  static func attributes(_ container: Datum) -> Fields { Fields(["id": container["Id"]]) }
}
