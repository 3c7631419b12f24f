import InfraModel

/// Finds what bears an environment's labels: networks, volumes and containers.
struct OwnedObjects {
  let engine: Engine

  func list(_ environment: String) async throws(ProviderError) -> [OwnedObject] {
    let filter = EngineRequest.filters(["label": ["\(Ownership.environment)=\(environment)"]])
    return try await networks(filter) + volumes(filter) + containers(filter)
  }

  private typealias Filter = (name: String, value: String)

  private func networks(_ filter: Filter) async throws(ProviderError) -> [OwnedObject] {
    let operations = NetworkOperations(engine: engine)
    let listed = try await engine.send(EngineRequest(.get, "/networks", query: [filter]))
    var found: [OwnedObject] = []
    for network in listed.json.list ?? [] {
      // One that went meanwhile is not there.
      guard let id = network["Id"].string, let seen = try await operations.find(id) else {
        continue
      }
      found += Self.object("docker_network", network["Labels"], network["Created"], seen)
    }
    return found
  }

  private func volumes(_ filter: Filter) async throws(ProviderError) -> [OwnedObject] {
    let operations = VolumeOperations(engine: engine)
    let listed = try await engine.send(EngineRequest(.get, "/volumes", query: [filter]))
    var found: [OwnedObject] = []
    for volume in listed.json["Volumes"].list ?? [] {
      guard let name = volume["Name"].string, let seen = try await operations.find(name) else {
        continue
      }
      found += Self.object("docker_volume", volume["Labels"], volume["CreatedAt"], seen)
    }
    return found
  }

  private func containers(_ filter: Filter) async throws(ProviderError) -> [OwnedObject] {
    let operations = ContainerOperations(engine: engine)
    let listed = try await engine.send(
      EngineRequest(.get, "/containers/json", query: [("all", "1"), filter]))
    var found: [OwnedObject] = []
    for item in listed.json.list ?? [] {
      guard let id = item["Id"].string, let container = try await operations.inspect(id) else {
        continue
      }
      found += Self.object(
        "docker_container", container["Config"]["Labels"], container["Created"],
        try await operations.observe(container))
    }
    return found
  }

  /// The object, if its labels are whole and of its own type: others are not of our making.
  private static func object(
    _ type: String, _ labels: Datum, _ made: Datum, _ observation: Observation
  ) -> [OwnedObject] {
    guard let text = labels[Ownership.address].string, let address = Address(parsing: text),
      address.type == type, let instance = labels[Ownership.instance].string
    else { return [] }
    // Without its zone the text sorts as the time does: the engine leaves final zeros out.
    let time = (made.string ?? "").prefix { $0 != "Z" && $0 != "+" }
    return [
      OwnedObject(
        address: address, instance: InstanceID(instance), made: String(time),
        observation: observation)
    ]
  }
}
