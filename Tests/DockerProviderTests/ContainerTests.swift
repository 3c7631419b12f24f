import Docker
import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("A container on the engine", .needsEngine)
struct ContainerTests {
  @Test("is as declared in every argument, and a refresh right after is empty")
  func everything() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let network = try await box.create(
        DockerNetwork(
          "net", name: Value(ObjectName("\(box.name)-net")),
          subnets: [NetworkSubnet("10.213.78.0/24")]))
      let volume = try await box.create(
        DockerVolume("data", name: Value(ObjectName("\(box.name)-data"))))
      let networkID = try #require(network.attributes["id"]?.string)
      let volumeID = try #require(volume.attributes["id"]?.string)
      let port = try FreePort.find()
      let container = DockerContainer(
        "full", name: Value(ObjectName("\(box.name)-full")), image: Value(ImageReference(image)),
        command: ["-c", "while :; do sleep 0.1; done"], entrypoint: ["sh"],
        environment: ["A": "1=2", "B": ""], workingDirectory: "/tmp", user: "1234:1234",
        hasInit: true, stopSignal: .terminate, stopTimeout: .seconds(3),
        restart: .onFailure, maxRetryCount: 2,
        files: [
          UploadedFile("/config/b.conf", "b", onChange: .reload),
          UploadedFile("/config/deep/a.conf", "a", mode: "0600", user: 1_234, group: 1_234),
        ],
        secretFiles: [UploadedFile("/config/token", .secret(.environment("TOKEN")), mode: "0440")],
        ports: [PortBinding(80, on: Port(port)), PortBinding(53, on: nil, transport: .udp)],
        networks: [
          NetworkAttachment(
            id: Value(NetworkID(networkID)), aliases: ["full", "other"], address: "10.213.78.9")
        ], hostname: "full", domainName: "example.org", extraHosts: ["there": "10.0.0.1"],
        dns: ["127.0.0.1"],
        mounts: [
          .volume(named: Value(VolumeID(volumeID)), at: "/data"),
          .anonymousVolume(at: "/config"), .folder("/proc/self", at: "/self"),
          .tmpfs(at: "/run/x", size: .mebibytes(1), mode: "700"),
        ], tmpfs: ["/tmp": Tmpfs(size: .mebibytes(16), mode: "1777")], isReadOnly: true,
        sharedMemory: .mebibytes(32),
        healthCheck: .command(["test", "-e", "/config/token"], every: .milliseconds(300)),
        waitForHealth: .minutes(3), memory: .mebibytes(64), memorySwap: .mebibytes(96),
        memoryReservation: .mebibytes(32), cpus: 0.5, cpuShares: 512, processLimit: 50,
        ulimits: [.openFiles(512)], capabilities: .only("CHOWN", "KILL"),
        securityOptions: [.noNewPrivileges], groups: ["4321"], logDriver: .jsonFile,
        logOptions: .rotatingLogs(), sysctls: ["net.core.somaxconn": "512"],
        labels: ["team": "core"])
      let state = try await box.create(container)
      let id = try #require(state.attributes["id"]?.string)
      let read = try #require(
        try await box.provider.read(state, DockerContainer.schema.schema))
      for entry in state.arguments.entries {
        #expect(read.arguments[entry.key] == entry.value, "\(entry.key)")
      }
      #expect(read.arguments == state.arguments)
      try await expectInspection(box, id, port: port)
      #expect(
        try await box.text(of: "/config/token", in: id) == "content of environment variable TOKEN")
      #expect(try await box.text(of: "/config/deep/a.conf", in: id) == "a")
    }
  }

  private func expectInspection(_ box: Sandbox, _ id: String, port: Int) async throws {
    let answer = try await box.engine.send(EngineRequest(.get, "/containers/\(id)/json"))
    #expect(!String(decoding: answer.body, as: UTF8.self).contains("content of"))
    let seen = answer.json
    let host = seen["HostConfig"]
    #expect(seen["State"]["Health"]["Status"] == "healthy")
    #expect(seen["Config"]["User"] == "1234:1234")
    #expect(seen["Config"]["StopTimeout"] == 3)
    #expect(host["ReadonlyRootfs"] == true)
    #expect(host["Memory"] == .int(64 << 20))
    #expect(host["NanoCpus"] == 500_000_000)
    #expect(host["CapDrop"] == ["ALL"])
    #expect(host["Init"] == true)
    #expect(host["SecurityOpt"] == ["no-new-privileges:true"])
    #expect(
      host["PortBindings"]["80/tcp"]
        == [["HostIp": "127.0.0.1", "HostPort": .string(String(port))]])
    #expect(seen["Config"]["Labels"]["infra.environment"] == .string(box.name))
  }

  @Test("that an interrupted creation left unstarted is finished, not made twice")
  func partial() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let request = try box.request(box.sleeper(image, files: [UploadedFile("/a", "content")]))
      let made = try await box.engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", "\(box.name)-c")],
          json: [
            "Image": .string(image), "Cmd": ["sleep", "60"], "HostConfig": ["Init": true],
            "Labels": [
              "infra.instance": .string(request.instance.text),
              "infra.environment": .string(box.name),
            ],
          ]))
      let attributes = try await box.provider.perform(.create, request, box.context)
      #expect(attributes["id"] == made.json["Id"])
      let id = try #require(attributes["id"]?.string)
      #expect(try await box.inspect("/containers/\(id)/json")["State"]["Running"] == true)
      #expect(try await box.text(of: "/a", in: id) == "content")
      let again = try await box.provider.perform(.create, request, box.context)
      #expect(again == attributes)
    }
  }

  @Test("left by an interrupted creation with other arguments is made anew")
  func otherArguments() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let first = try box.request(box.sleeper(image))
      let old = try await box.provider.perform(.create, first, box.context)
      let second = try box.request(
        box.sleeper(image, environment: ["A": "2"]), instance: first.instance)
      let new = try await box.provider.perform(.create, second, box.context)
      #expect(new["id"] != old["id"])
      let id = try #require(new["id"]?.string)
      let seen = try await box.inspect("/containers/\(id)/json")
      #expect(seen["Config"]["Env"].list?.contains("A=2") == true)
    }
  }

  @Test("of a stranger is not taken; the error says who it is and how to adopt it")
  func stranger() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let made = try await box.engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", "\(box.name)-c")],
          json: ["Image": .string(image), "Labels": ["owner": "somebody"]]))
      let id = try #require(made.json["Id"].string).prefix(12)
      let error = try #require(
        await box.failure(.create, try box.request(box.sleeper(image))))
      #expect(error.kind == .stranger)
      #expect(error.message.contains("owner=somebody"))
      #expect(error.message.contains(image))
      #expect(
        error.commands == [
          "infra import \(box.name) docker_container.c \(id)", "docker container rm -f \(id)",
        ])
    }
  }

  @Test("is in every network it names, before API 1.44 too")
  func severalNetworks() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      var ids: [String] = []
      for suffix in ["one", "two"] {
        let state = try await box.create(
          DockerNetwork("net", name: Value(ObjectName("\(box.name)-\(suffix)"))))
        ids.append(try #require(state.attributes["id"]?.string))
      }
      let state = try await box.create(
        box.sleeper(
          image,
          networks: ids.map { NetworkAttachment(id: Value(NetworkID($0)), aliases: ["shared"]) }))
      let id = try #require(state.attributes["id"]?.string)
      let networks = try await box.inspect("/containers/\(id)/json")["NetworkSettings"]["Networks"]
      #expect(networks.object?.keys == ["\(box.name)-one", "\(box.name)-two"])
      for name in networks.object?.keys ?? [] {
        #expect(networks[name]["Aliases"].list?.contains("shared") == true)
      }
      let read = try await box.provider.read(state, DockerContainer.schema.schema)
      #expect(read?.arguments == state.arguments)
    }
  }

  @Test("goes with its anonymous volumes after its grace, and going twice is fine")
  func deleted() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = box.sleeper(image, mounts: [.anonymousVolume(at: "/config")])
      let state = try await box.create(container)
      let id = try #require(state.attributes["id"]?.string)
      let mounts = try await box.inspect("/containers/\(id)/json")["Mounts"]
      let volume = try #require(mounts.list?.first?["Name"].string)
      try await box.delete(container, state)
      #expect(try await box.provider.read(state, DockerContainer.schema.schema) == nil)
      let answer = try await box.engine.send(
        EngineRequest(.get, "/volumes/\(volume)", expecting: [404]))
      #expect(answer.status == 404)
      try await box.delete(container, state)
    }
  }

  @Test("that was stopped or whose settings were changed by hand is seen to differ")
  func drift() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = box.sleeper(
        image, files: [UploadedFile("/a", "content")], memory: .mebibytes(64))
      let state = try await box.create(container)
      let id = try #require(state.attributes["id"]?.string)
      _ = try await box.engine.send(
        EngineRequest(
          .post, "/containers/\(id)/update",
          json: ["Memory": .int(32 << 20), "MemorySwap": .int(64 << 20)]))
      let file: Datum = ["file": "/a", "content": "changed by hand", "permissions": "0644"]
      var put = try box.request(container)
      put.arguments = Fields(["upload": [file]])
      let files = ContainerFiles(engine: box.engine, container: id)
      try await files.put(put, ["upload"], box.context)
      _ = try await box.engine.send(EngineRequest(.post, "/containers/\(id)/stop"))
      let read = try #require(
        try await box.provider.read(state, DockerContainer.schema.schema))
      #expect(read.arguments["memory"] == 32)
      #expect(read.arguments["must_run"] == false)
      #expect(read.arguments["upload"]?.list?.first?["content"] == "changed by hand")
      #expect(read.arguments["env"] == state.arguments["env"])

      let update = try box.request(
        container, prior: state, changed: ["memory", "must_run", "upload"])
      _ = try await box.provider.perform(.update, update, box.context)
      let healed = try await box.provider.read(state, DockerContainer.schema.schema)
      #expect(healed?.arguments == state.arguments)
      #expect(healed?.attributes == state.attributes)
    }
  }

  @Test("that nobody declared can be found, without what its image sets")
  func found() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let state = try await box.create(box.sleeper(image, environment: ["A": "1"]))
      let found = try #require(
        try await box.provider.find("\(box.name)-c", DockerContainer.schema.schema))
      #expect(found.attributes == state.attributes)
      #expect(found.arguments["env"] == ["A": "1"])
      #expect(found.arguments["command"] == ["sleep", "60"])
      #expect(found.arguments["entrypoint"] == nil)
    }
  }

  @Test("has its limits and restart policy changed while it lives")
  func limits() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      func container(_ memory: ByteCount, _ cpus: CPUCount, _ restart: RestartPolicy)
        -> DockerContainer
      {
        DockerContainer(
          "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
          command: ["sleep", "60"], hasInit: true, restart: restart, memory: memory, cpus: cpus,
          processLimit: memory.bytes >> 20)
      }
      let state = try await box.create(container(.mebibytes(64), 0.5, .no))
      let request = try box.request(
        container(.mebibytes(200), 1, .always), prior: state,
        changed: ["memory", "cpus", "pids_limit", "restart"])
      let attributes = try await box.provider.perform(.update, request, box.context)
      #expect(attributes == state.attributes)
      let after = Sandbox.state(request, attributes)
      let read = try await box.provider.read(after, DockerContainer.schema.schema)
      #expect(read?.arguments == after.arguments)
      let id = try #require(attributes["id"]?.string)
      let host = try await box.inspect("/containers/\(id)/json")["HostConfig"]
      #expect(host["Memory"] == .int(200 << 20))
      #expect(host["PidsLimit"] == 200)
    }
  }

  @Test("of another maker is taken over by its id, and goes by it")
  func imported() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let made = try await box.engine.send(
        EngineRequest(
          .post, "/containers/create", query: [("name", "\(box.name)-c")],
          json: ["Image": .string(image), "Cmd": ["sleep", "60"]]))
      let schema = DockerContainer.schema.schema
      let found = try #require(try await box.provider.find("\(box.name)-c", schema))
      var state = try Sandbox.state(box.request(box.sleeper(image)), found.attributes)
      let request = try box.request(box.sleeper(image), prior: state)
      state.attributes = try await box.provider.perform(.importing, request, box.context)
      #expect(state.attributes["id"] == made.json["Id"])
      try await box.delete(box.sleeper(image), state)
      #expect(try await box.provider.read(state, schema) == nil)
    }
  }
}
