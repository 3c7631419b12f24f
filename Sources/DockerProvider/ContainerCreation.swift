import Docker
import InfraCrypto
import InfraModel

/// Makes a container: creates it, connects it, puts its files, starts it, waits for it. An
/// interrupted creation is taken up where it ended.
struct ContainerCreation {
  let engine: Engine
  private var containers: ContainerOperations { ContainerOperations(engine: engine) }

  func create(_ request: ProviderRequest, _ context: ProviderContext) async throws(ProviderError)
    -> Fields
  {
    let body = ContainerBody(request.arguments, endpoints: try await endpoints(request))
    let version = try await engine.facts().version
    var labels = Ownership.labels(request)
    let whole = JSONWriter.bytes(body.json(labels: labels, version: .severalNetworks))
    // A broken libcrypto leaves the digest out: then a leftover is made anew.
    if let digest = try? SHA256.hash(whole).hex { labels[Ownership.digest] = .string(digest) }

    var container = try await leftover(request, labels, context)
    if container == nil {
      context.progress("creating")
      container = try await make(request, body.json(labels: labels, version: version))
    }
    guard let container, let id = container["Id"].string else {
      throw ProviderError(
        .uncertain, request: "POST /containers/create", status: 404,
        message: "The container of \(request.address) was created and is gone already.")
    }
    try await connect(id, container, body, request)
    if container["State"]["Running"].bool != true {
      let files = ContainerFiles(engine: engine, container: id)
      try await files.put(request, ["upload", "secret_upload"], context)
    }
    // One that need not run is started once; it may have ended since.
    if request["must_run"].bool != false
      || container["State"]["Status"].string == "created"
    {
      if let failure = try await begin(id, request, context) {
        // It can never be started again, and nothing has run in it: the retry makes another. Where
        // it cannot be removed either, what the start said is the better news.
        if failure.isLeftByKilledEngine {
          context.progress("removing what a killed engine left")
          try? await containers.remove(id, grace: 0, context)
        }
        throw await failure.error()
      }
      try await ContainerHealth(engine: engine, id: id).wait(request, context)
    }
    return ContainerOperations.attributes(container)
  }

  /// Starts one that is there for longer and waits for it as declared.
  func start(_ id: String, _ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError)
  {
    if let failure = try await begin(id, request, context) { throw await failure.error() }
    try await ContainerHealth(engine: engine, id: id).wait(request, context)
  }

  /// Starts it; why not, if it cannot be started.
  private func begin(_ id: String, _ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError) -> StartFailure?
  {
    context.progress("starting")
    let answer = try await engine.send(
      EngineRequest(
        .post, "/containers/\(id)/start", expecting: [400, 403, 404, 409, 500, 503]))
    if answer.status < 400 { return nil }
    return StartFailure(engine: engine, request: request, answer: answer)
  }

  /// What an interrupted creation of this very instance has left. One that was created from other
  /// arguments is removed: it would never become what is declared.
  private func leftover(_ request: ProviderRequest, _ labels: Fields, _ context: ProviderContext)
    async throws(ProviderError) -> Datum?
  {
    guard let found = try await containers.own(request.instance), let id = found["Id"].string else {
      return nil
    }
    let theirs = found["Config"]["Labels"][Ownership.digest]
    if theirs.isNull || theirs == labels[Ownership.digest] { return found }
    context.progress("removing what an interrupted apply left")
    try await containers.remove(id, grace: found["Config"]["StopTimeout"].int ?? 10, context)
    return nil
  }

  /// Creates the container, or finds that its name is taken: by itself, when the answer of an
  /// earlier request was lost, or by a stranger. Of one that was just created is known what it is:
  /// nothing is asked.
  private func make(_ request: ProviderRequest, _ body: Datum) async throws(ProviderError) -> Datum
  {
    let name = request["name"].string ?? ""
    // A request that was cut off may still be at work: the name is taken then, and nothing is
    // there yet. Creating takes the engine some 30 ms; 5 s is plenty.
    for attempt in 1...25 {
      let answer = try await engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", name)], json: body,
          expecting: [400, 404, 409]))
      if answer.json["Id"].string != nil, answer.status < 400 {
        return [
          "Id": answer.json["Id"], "State": ["Status": "created", "Running": false],
          "NetworkSettings": ["Networks": body["NetworkingConfig"]["EndpointsConfig"]],
        ]
      }
      guard answer.status == 409 else { throw refused(answer, name, request) }
      if let other = try await containers.inspect(name) {
        if Ownership.isOwn(other["Config"]["Labels"], request.instance) { return other }
        throw stranger(other, name, request)
      }
      guard attempt < 25, (try? await Task.sleep(for: .milliseconds(200))) != nil else { break }
    }
    throw ProviderError(
      .uncertain, request: "POST /containers/create", status: 409,
      message: "The name \"\(name)\" is taken, and no container of that name can be seen.",
      hints: ["wait for the engine to finish what it does, then apply again"])
  }

  private func stranger(_ other: Datum, _ name: String, _ request: ProviderRequest) -> ProviderError
  {
    let image = other["Config"]["Image"].string ?? ""
    let state = other["State"]["Status"].string ?? ""
    return Ownership.stranger(
      "container", name: name, id: String((other["Id"].string ?? "").prefix(12)),
      labels: other["Config"]["Labels"], detail: " (image \(image), \(state))", request,
      asked: "POST /containers/create")
  }

  private func refused(_ answer: EngineAnswer, _ name: String, _ request: ProviderRequest)
    -> ProviderError
  {
    if answer.status == 404, answer.message.lowercased().contains("image") {
      let image = request["image"].string ?? ""
      return ProviderError(
        .refused, request: "POST /containers/create", status: 404,
        message: "The image \(image) of \(request.address) is not on the engine's machine.",
        hints: [
          "declare it as a DockerImage and pass its imageID: then it is pulled or built first"
        ], commands: image.hasPrefix("sha256:") ? [] : ["docker pull \(image)"],
        isWithoutEffect: true)
    }
    return ProviderError(
      .refused, request: "POST /containers/create", status: answer.status,
      message: "The container \"\(name)\" was refused: \(answer.message).",
      hints: ["look at the argument that the message is about"], isWithoutEffect: true)
  }

  /// The settings of the declared networks, by name: given by an id, an engine before 1.44 lists
  /// a network under both.
  private func endpoints(_ request: ProviderRequest) async throws(ProviderError)
    -> [(name: String, settings: Datum)]
  {
    var found: [(name: String, settings: Datum)] = []
    for block in request["networks_advanced"].list ?? [] {
      let given = block["name"].string ?? ""
      let answer = try await engine.send(
        EngineRequest(.get, "/networks/\(EngineRequest.encode(given))", expecting: [404]))
      guard answer.status == 200, let name = answer.json["Name"].string else {
        throw ProviderError(
          .refused, request: "GET /networks/{id}", status: 404,
          message: "The network \(given) that \(request.address) is to be in does not exist.",
          hints: ["plan with --refresh: if it was removed by hand, apply makes it anew"])
      }
      let address = block["ipv4_address"]
      found.append(
        (
          name,
          .fields([
            "Aliases": block["aliases"],
            "IPAMConfig": address.isNull ? .null : ["IPv4Address": address],
          ])
        ))
    }
    return found
  }

  /// Connects it to those networks that it is not in yet: before API 1.44 a container is created
  /// in one at most.
  private func connect(
    _ id: String, _ container: Datum, _ body: ContainerBody, _ request: ProviderRequest
  ) async throws(ProviderError) {
    let joined = container["NetworkSettings"]["Networks"]
    for endpoint in body.endpoints where joined[endpoint.name].isNull {
      let answer = try await engine.send(
        EngineRequest(
          .post, "/networks/\(EngineRequest.encode(endpoint.name))/connect",
          json: ["Container": .string(id), "EndpointConfig": endpoint.settings],
          expecting: [403, 404, 409]))
      if answer.status < 400 || answer.message.contains("already exists") { continue }
      throw ProviderError(
        .refused, request: "POST /networks/{id}/connect", status: answer.status,
        message: "\(request.address) could not join the network \"\(endpoint.name)\": "
          + "\(answer.message).",
        hints: ["check its address and its network mode"])
    }
  }
}
