import Docker
import InfraModel

/// The operations on `docker_network`.
struct NetworkOperations {
  let engine: Engine

  func perform(_ operation: InfraModel.Operation, _ request: ProviderRequest)
    async throws(ProviderError) -> Fields
  {
    switch operation {
    case .create: return try await create(request)
    case .delete, .deleteDeposed:
      try await delete(request)
      return Fields()
    case .update, .reload, .restart, .importing, .read, .record:
      guard let id = request.knownID, let found = try await inspect(id) else {
        throw gone(request)
      }
      return Self.attributes(found)
    }
  }

  func read(_ resource: ResourceState) async throws(ProviderError) -> Observation? {
    var found: Datum?
    if let id = resource.attributes["id"]?.string { found = try await inspect(id) }
    if found == nil { found = try await own(resource.instance) }
    return found.map { Self.observe($0, declared: resource.arguments) }
  }

  func find(_ identifier: String) async throws(ProviderError) -> Observation? {
    try await inspect(identifier).map { Self.observe($0, declared: nil) }
  }

  /// Makes the network, or takes up the one that an interrupted creation has left.
  ///
  /// Before API 1.44 names were not unique, and `CheckDuplicate` only does its best: so it looks
  /// by label and by exact name first, waits for a request that may still be at work, and looks by
  /// label again after.
  private func create(_ request: ProviderRequest) async throws(ProviderError) -> Fields {
    let left = try await UnfinishedCreation.end(of: request) { () async throws(ProviderError) in
      try await sole(request.instance)
    }
    if let left { return Self.attributes(left) }
    let name = request["name"].string ?? ""
    if let other = try await named(name) { throw stranger(other, name, request) }
    let answer = try await engine.send(
      EngineRequest(
        .post, "/networks/create", json: Self.body(request), expecting: [403, 409]))
    if answer.status == 409, let other = try await named(name) {
      if Ownership.isOwn(other["Labels"], request.instance) { return Self.attributes(other) }
      throw stranger(other, name, request)
    }
    if answer.status >= 400 { throw refused(answer, request) }
    guard let made = try await sole(request.instance, keeping: answer.json["Id"]) else {
      throw gone(request)
    }
    return Self.attributes(made)
  }

  /// The network of an instance that is being created, and no second one: a killed apply's request
  /// may still have been at work while it was looked for. Nothing uses either of them yet.
  private func sole(_ instance: InstanceID, keeping id: Datum = .null) async throws(ProviderError)
    -> Datum?
  {
    let found = try await all(instance)
    guard let kept = found.first(where: { $0["Id"] == id }) ?? found.first else { return nil }
    for other in found where other["Id"] != kept["Id"] {
      let path = "/networks/\(EngineRequest.encode(other["Id"].string ?? ""))"
      _ = try await engine.send(EngineRequest(.delete, path, expecting: [404]))
    }
    return kept
  }

  private static func body(_ request: ProviderRequest) -> Datum {
    let subnets = (request["ipam_config"].list ?? []).map { block in
      Datum.fields([
        "Subnet": block["subnet"], "Gateway": block["gateway"], "IPRange": block["ip_range"],
      ])
    }
    return .fields([
      "Name": request["name"], "CheckDuplicate": true, "Driver": request["driver"],
      "Internal": request["internal"], "Attachable": request["attachable"],
      "EnableIPv6": request["ipv6"], "Options": request["options"],
      "Labels": .object(Ownership.labels(request)),
      "IPAM": subnets.isEmpty ? .null : .object(Fields(["Config": .list(subnets)])),
    ])
  }

  /// Takes away what there is of the instance, with what of ours is still in it.
  private func delete(_ request: ProviderRequest) async throws(ProviderError) {
    if let id = request.knownID, let found = try await inspect(id) {
      try await remove(found, request)
    }
    let others = try await UnfinishedCreation.end(of: request) { () async throws(ProviderError) in
      let found = try await all(request.instance)
      return found.isEmpty ? nil : found
    }
    for network in others ?? [] { try await remove(network, request) }
  }

  /// Takes one network away; others in it are named.
  private func remove(_ network: Datum, _ request: ProviderRequest) async throws(ProviderError) {
    guard let id = network["Id"].string else { return }
    for member in network["Containers"].object?.keys ?? [] {
      let container = try await engine.send(
        EngineRequest(.get, "/containers/\(EngineRequest.encode(member))/json", expecting: [404]))
      let labels = container.json["Config"]["Labels"]
      guard labels[Ownership.environment].string == request.environment else { continue }
      _ = try await engine.send(
        EngineRequest(
          .post, "/networks/\(id)/disconnect",
          json: ["Container": .string(member), "Force": true], expecting: [404, 403]))
    }
    let answer = try await engine.send(
      EngineRequest(.delete, "/networks/\(id)", expecting: [403, 404, 409]))
    if answer.status == 404 || answer.status < 400 { return }
    throw try await inUse(network, answer, request)
  }

  private func inUse(_ network: Datum, _ answer: EngineAnswer, _ request: ProviderRequest)
    async throws(ProviderError) -> ProviderError
  {
    let now = try await inspect(network["Id"].string ?? "") ?? network
    let names = (now["Containers"].object?.entries ?? []).compactMap { $0.value["Name"].string }
    let name = network["Name"].string ?? ""
    return ProviderError(
      .refused, request: "DELETE /networks/{id}", status: answer.status,
      message: names.isEmpty
        ? "The network \"\(name)\" cannot be removed: \(answer.message)."
        : "The network \"\(name)\" is used by \(names.joined(separator: ", ")), which this "
          + "environment does not manage.",
      hints: ["take those out of it, then apply again"],
      commands: names.map { "docker network disconnect \(name) \($0)" })
  }

  private func inspect(_ id: String) async throws(ProviderError) -> Datum? {
    let answer = try await engine.send(
      EngineRequest(.get, "/networks/\(EngineRequest.encode(id))", expecting: [404]))
    return answer.status == 404 ? nil : answer.json
  }

  private func own(_ instance: InstanceID) async throws(ProviderError) -> Datum? {
    try await all(instance).first
  }

  private func all(_ instance: InstanceID) async throws(ProviderError) -> [Datum] {
    let answer = try await engine.send(
      EngineRequest(.get, "/networks", query: [Ownership.filter(instance)]))
    return answer.json.list ?? []
  }

  /// The network of exactly this name: the engine's filter finds parts of names too.
  private func named(_ name: String) async throws(ProviderError) -> Datum? {
    let answer = try await engine.send(
      EngineRequest(.get, "/networks", query: [EngineRequest.filters(["name": [name]])]))
    return answer.json.list?.first { $0["Name"].string == name }
  }

  private func stranger(_ other: Datum, _ name: String, _ request: ProviderRequest)
    -> ProviderError
  {
    Ownership.stranger(
      "network", name: name, id: other["Id"].string.map { String($0.prefix(12)) } ?? name,
      labels: other["Labels"], request, asked: "POST /networks/create")
  }

  private func refused(_ answer: EngineAnswer, _ request: ProviderRequest) -> ProviderError {
    ProviderError(
      .refused, request: "POST /networks/create", status: answer.status,
      message: "The network \"\(request["name"].string ?? "")\" was refused: \(answer.message).",
      hints: ["check its driver, its address ranges and its options"], isWithoutEffect: true)
  }

  private func gone(_ request: ProviderRequest) -> ProviderError {
    ProviderError(
      .uncertain, request: "GET /networks/{id}", status: 404,
      message: "The network of \(request.address) is gone.", hints: ["plan with --refresh"])
  }

  private static func attributes(_ network: Datum) -> Fields {
    Fields(["id": network["Id"], "scope": network["Scope"]])
  }

  private static func observe(_ network: Datum, declared: Fields?) -> Observation {
    var observer = Observer(declared: declared)
    observer.see("name", network["Name"])
    observer.see("driver", network["Driver"])
    observer.see("internal", network["Internal"])
    observer.see("attachable", network["Attachable"])
    observer.see("ipv6", network["EnableIPv6"])
    observer.see("options") { declared in network["Options"].restricted(to: declared) }
    observer.see("ipam_config", as: .set) { declared in
      subnets(network["IPAM"]["Config"].list ?? [], declared: declared)
    }
    observer.see("labels") { declared in
      Ownership.withoutOwn(network["Labels"], declared: declared)
    }
    return Observation(arguments: observer.arguments, attributes: attributes(network))
  }

  /// The address ranges, each with those fields alone that its declaration has: the engine fills
  /// in a gateway of its own.
  private static func subnets(_ found: [Datum], declared: Datum?) -> Datum {
    .list(
      found.map { block in
        let mine = declared?.list?.first { $0["subnet"] == block["Subnet"] }
        let keep = { (name: String, value: Datum) in
          declared != nil && (mine?[name] ?? .null).isNull ? Datum.null : value
        }
        return .fields([
          "subnet": block["Subnet"], "gateway": keep("gateway", block["Gateway"]),
          "ip_range": keep("ip_range", block["IPRange"]),
        ])
      })
  }
}
