import Docker
import InfraModel

/// The operations on `docker_volume`.
struct VolumeOperations {
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
        throw ProviderError(
          .uncertain, request: "GET /volumes/{name}", status: 404,
          message: "The volume of \(request.address) is gone.", hints: ["plan with --refresh"])
      }
      return Self.attributes(found)
    }
  }

  func read(_ resource: ResourceState) async throws(ProviderError) -> Observation? {
    let name = resource.attributes["id"]?.string ?? resource.arguments["name"]?.string ?? ""
    guard let found = try await inspect(name), owns(found, resource.instance, resource.attributes)
    else { return nil }
    var observation = Self.observe(found, declared: resource.arguments)
    // The local driver tells the last change of the folder's owner or mode (st_ctime; moby,
    // volume/local), which a container's first mount moves: what it was when it was made counts.
    if let created = resource.attributes["created_at"] {
      observation.attributes["created_at"] = created
    }
    return observation
  }

  func find(_ identifier: String) async throws(ProviderError) -> Observation? {
    try await inspect(identifier).map { Self.observe($0, declared: nil) }
  }

  /// Makes the volume. A creation answers an existing volume of the name and ignores that its
  /// labels and options differ: so it looks before, and compares after.
  private func create(_ request: ProviderRequest) async throws(ProviderError) -> Fields {
    let name = request["name"].string ?? ""
    if let found = try await inspect(name) { return try taken(found, name, request) }
    _ = try await engine.send(
      EngineRequest(
        .post, "/volumes/create",
        json: .fields([
          "Name": request["name"], "Driver": request["driver"],
          "DriverOpts": request["driver_opts"], "Labels": .object(Ownership.labels(request)),
        ])))
    guard let made = try await inspect(name) else {
      throw ProviderError(
        .uncertain, request: "POST /volumes/create",
        message: "The volume \"\(name)\" was created and is gone already.")
    }
    return try taken(made, name, request)
  }

  /// The volume of the wanted name, if it is this instance's and as declared.
  private func taken(_ volume: Datum, _ name: String, _ request: ProviderRequest)
    throws(ProviderError) -> Fields
  {
    guard Ownership.isOwn(volume["Labels"], request.instance) else {
      throw stranger(volume, name, request)
    }
    let options = request["driver_opts"]
    let isSame =
      volume["Driver"] == request["driver"]
      && volume["Options"].restricted(to: options) == (options.isNull ? .object(Fields()) : options)
    guard isSame else {
      throw ProviderError(
        .refused, request: "POST /volumes/create",
        message: "The volume \"\(name)\" was made by an interrupted apply with another driver or "
          + "other options than are declared now.",
        hints: ["remove it if it holds nothing, then apply again"],
        commands: ["docker volume rm \(name)"])
    }
    return Self.attributes(volume)
  }

  /// The error of a volume that is not known as ours. The engine makes a volume's folder first and
  /// keeps its labels after: killed between the two, it comes back with a volume that bears none
  /// (seen of Engine 20.10), and nothing tells it from somebody else's.
  private func stranger(_ volume: Datum, _ name: String, _ request: ProviderRequest)
    -> ProviderError
  {
    var error = Ownership.stranger(
      "volume", name: name, id: name, labels: volume["Labels"],
      detail: volume["CreatedAt"].string.map { " (made \($0))" } ?? "", request,
      asked: "POST /volumes/create")
    if volume["Labels"].object?.entries.isEmpty ?? true {
      error.hints.append(
        "if the engine was killed while it made this volume, it is what is left: empty, without "
          + "labels, to be removed")
    }
    return error
  }

  /// Takes the volume away; one that is used, or is another one under the same name, is not.
  private func delete(_ request: ProviderRequest) async throws(ProviderError) {
    let attributes = request.knownAttributes
    let name = attributes["id"]?.string ?? request["name"].string ?? ""
    let found = try await UnfinishedCreation.end(of: request) { () async throws(ProviderError) in
      try await inspect(name)
    }
    guard let volume = found, owns(volume, request.instance, attributes) else { return }
    let answer = try await engine.send(
      EngineRequest(.delete, "/volumes/\(EngineRequest.encode(name))", expecting: [404, 409]))
    if answer.status != 409 { return }
    let users = try await users(of: name)
    throw ProviderError(
      .refused, request: "DELETE /volumes/{name}", status: 409,
      message: users.isEmpty
        ? "The volume \"\(name)\" cannot be removed: \(answer.message)."
        : "The volume \"\(name)\" is used by \(users.joined(separator: ", ")).",
      hints: [
        "remove what uses it, then apply again", "or keep it with .retainOnDelete()",
      ], commands: users.map { "docker rm -f \($0)" }, isWithoutEffect: true)
  }

  /// Whether a volume found under the name is the one that the state means: a name can be taken
  /// again by somebody else's volume, whose data are not ours to delete. A volume that was taken
  /// over has no labels of ours; it is known by the time it was made.
  private func owns(_ volume: Datum, _ instance: InstanceID, _ attributes: Fields) -> Bool {
    let labels = volume["Labels"]
    if !labels[Ownership.instance].isNull { return Ownership.isOwn(labels, instance) }
    return attributes["created_at"] == volume["CreatedAt"]
  }

  private func users(of name: String) async throws(ProviderError) -> [String] {
    let answer = try await engine.send(
      EngineRequest(
        .get, "/containers/json",
        query: [("all", "1"), EngineRequest.filters(["volume": [name]])]))
    return (answer.json.list ?? []).compactMap { container in
      container["Names"].list?.first?.string.map { String($0.dropFirst()) }
    }
  }

  private func inspect(_ name: String) async throws(ProviderError) -> Datum? {
    let answer = try await engine.send(
      EngineRequest(.get, "/volumes/\(EngineRequest.encode(name))", expecting: [404]))
    return answer.status == 404 ? nil : answer.json
  }

  private static func attributes(_ volume: Datum) -> Fields {
    Fields([
      "id": volume["Name"], "mountpoint": volume["Mountpoint"], "created_at": volume["CreatedAt"],
    ])
  }

  private static func observe(_ volume: Datum, declared: Fields?) -> Observation {
    var observer = Observer(declared: declared)
    observer.see("name", volume["Name"])
    observer.see("driver", volume["Driver"])
    observer.see("driver_opts") { volume["Options"].restricted(to: $0) }
    observer.see("labels") { Ownership.withoutOwn(volume["Labels"], declared: $0) }
    return Observation(arguments: observer.arguments, attributes: attributes(volume))
  }
}
