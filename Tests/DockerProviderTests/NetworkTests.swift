import Docker
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("A network on the engine", .needsEngine)
struct NetworkTests {
  func network(_ box: Sandbox, _ suffix: String = "a") -> DockerNetwork {
    DockerNetwork(
      "net", name: Value(ObjectName("\(box.name)-\(suffix)")), internal: true,
      labels: ["team": "core"])
  }

  @Test("is as declared, and a refresh right after says so")
  func created() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(network(box))
      let id = try #require(state.attributes["id"]?.string)
      let seen = try await box.inspect("/networks/\(id)")
      #expect(seen["Internal"] == true)
      #expect(seen["Driver"] == "bridge")
      #expect(seen["Labels"]["team"] == "core")
      #expect(seen["Labels"]["infra.environment"] == .string(box.name))
      #expect(seen["Labels"]["infra.address"] == "docker_network.net")
      #expect(seen["Labels"]["infra.instance"] == .string(state.instance.text))
      let read = try await box.provider.read(state, DockerNetwork.schema.schema)
      #expect(read?.arguments == state.arguments)
      #expect(read?.attributes == state.attributes)
    }
  }

  @Test("created again by the same instance is the same network")
  func again() async throws {
    try await Sandbox.run { box in
      let request = try box.request(network(box))
      let first = try await box.provider.perform(.create, request, box.context)
      let second = try await box.provider.perform(.create, request, box.context)
      #expect(first == second)
    }
  }

  @Test("of a stranger is not taken; the error says how to adopt it")
  func stranger() async throws {
    try await Sandbox.run { box in
      _ = try await box.engine.send(
        EngineRequest(
          .post, "/networks/create",
          json: ["Name": .string("\(box.name)-a"), "Labels": ["owner": "somebody"]]))
      let request = try box.request(network(box))
      let error = try #require(await box.failure(.create, request))
      #expect(error.kind == .stranger)
      #expect(error.message.contains("\"\(box.name)-a\""))
      #expect(error.message.contains("owner=somebody"))
      #expect(error.hints.contains { $0.contains(".imported(id:") })
      #expect(
        error.commands.contains { $0.hasPrefix("infra import \(box.name) docker_network.net") })
    }
  }

  @Test("goes, and going twice is fine")
  func deleted() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(network(box))
      try await box.delete(network(box), state)
      #expect(try await box.provider.read(state, DockerNetwork.schema.schema) == nil)
      try await box.delete(network(box), state)
    }
  }

  @Test("made while a killed apply's request is still at work is made once")
  func raced() async throws {
    try await Sandbox.run { box in
      for round in 1...4 {
        let name = network(box, "race-\(round)")
        let fresh = try box.request(name)
        let request = try box.request(name, prior: Sandbox.state(fresh, Fields()))
        async let killed: () = unseen(request, box)
        let made = try await box.provider.perform(.create, request, box.context)
        try await killed
        let left = try await box.engine.send(
          EngineRequest(.get, "/networks", query: [Ownership.filter(request.instance)]))
        #expect(left.json.list?.map { $0["Id"] } == [made["id"] ?? .null])
      }
    }
  }

  @Test("that was made twice goes whole")
  func twice() async throws {
    try await Sandbox.run { box in
      let request = try box.request(network(box))
      try await unseen(request, box)
      try await unseen(request, box)
      var state = Sandbox.state(request, Fields())
      _ = try await box.provider.perform(
        .delete, try box.request(network(box), prior: state), box.context)
      state.attributes = try await box.provider.perform(.create, request, box.context)
      try await unseen(request, box)
      try await box.delete(network(box), state)
      #expect(try await box.provider.read(state, DockerNetwork.schema.schema) == nil)
    }
  }

  @Test("whose creation is still at work as it is deleted is waited for")
  func unfinished() async throws {
    try await Sandbox.run { box in
      let request = try box.request(network(box))
      let state = Sandbox.state(request, Fields())
      let deletion = try box.request(network(box), prior: state)
      // An engine that is busy with other tests may take longer than anybody waits.
      for _ in 1...5 {
        async let deleted = box.provider.perform(.delete, deletion, box.context)
        try await Task.sleep(for: .milliseconds(100))
        let time = try await ContinuousClock().measure { try await unseen(request, box) }
        _ = try await deleted
        guard time > .seconds(1) else { break }
        _ = try await box.provider.perform(.delete, deletion, box.context)
      }
      #expect(try await box.provider.read(state, DockerNetwork.schema.schema) == nil)
    }
  }

  /// Makes the network of a request as one does who did not live to see the answer.
  private func unseen(_ request: ProviderRequest, _ box: Sandbox) async throws {
    _ = try await box.engine.send(
      EngineRequest(
        .post, "/networks/create",
        json: [
          "Name": request["name"], "Driver": "bridge", "Internal": true,
          "Labels": .object(Ownership.labels(request)),
        ]))
  }

  @Test("that a stranger's container is in stays; the error names the container")
  func inUse() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(network(box))
      let image = try await TestEngine.image()
      let made = try await box.engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", "\(box.name)-guest")],
          json: [
            "Image": .string(image), "Cmd": ["sleep", "60"],
            "HostConfig": [
              "NetworkMode": .string("\(box.name)-a"), "Init": true,
            ],
          ]))
      let id = try #require(made.json["Id"].string)
      _ = try await box.engine.send(EngineRequest(.post, "/containers/\(id)/start"))
      let request = try box.request(network(box), prior: state)
      let error = try #require(await box.failure(.delete, request))
      #expect(error.kind == .refused)
      #expect(error.message.contains("\(box.name)-guest"))
    }
  }

  @Test("with address ranges shows those that are declared, and drift of none")
  func subnets() async throws {
    try await Sandbox.run { box in
      let network = DockerNetwork(
        "net", name: Value(ObjectName("\(box.name)-b")),
        subnets: [NetworkSubnet("10.213.77.0/24")])
      let state = try await box.create(network)
      let read = try await box.provider.read(state, DockerNetwork.schema.schema)
      #expect(read?.arguments == state.arguments)
      #expect(read?.arguments["ipam_config"] == [["subnet": "10.213.77.0/24"]])
    }
  }

  @Test("that nobody declared can be found by its name")
  func found() async throws {
    try await Sandbox.run { box in
      let state = try await box.create(network(box))
      let found = try await box.provider.find("\(box.name)-a", DockerNetwork.schema.schema)
      #expect(found?.attributes == state.attributes)
      #expect(found?.arguments["internal"] == true)
      #expect(try await box.provider.find("\(box.name)-none", DockerNetwork.schema.schema) == nil)
    }
  }

  @Test("goes although a container of the same environment is left in it")
  func ownLeftover() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let state = try await box.create(network(box))
      let id = try #require(state.attributes["id"]?.string)
      let container = try await box.create(
        box.sleeper(image, networks: [NetworkAttachment(id: Value(NetworkID(id)))]))
      try await box.delete(network(box), state)
      #expect(try await box.provider.read(state, DockerNetwork.schema.schema) == nil)
      let schema = DockerContainer.schema.schema
      let read = try await box.provider.read(container, schema)
      #expect(read?.arguments["networks_advanced"]?.list?.isEmpty == true)
    }
  }
}
