import Docker
import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import DockerProvider

@Suite("A container that does not come up", .needsEngine)
struct ContainerFailureTests {
  func container(
    _ box: Sandbox, _ image: String, _ line: String, healthCheck: HealthCheck? = nil,
    waitForHealth: Duration? = nil
  ) -> DockerContainer {
    DockerContainer(
      "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
      command: ["sh", "-c", Value(line)], hasInit: true, stopTimeout: .seconds(1),
      healthCheck: healthCheck, waitForHealth: waitForHealth)
  }

  @Test("because it is unhealthy is told with its last lines and probe, and left for inspection")
  func unhealthy() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = container(
        box, image, "echo out; echo cannot open database >&2; sleep 60",
        healthCheck: .shell("echo no answer; exit 1", every: .milliseconds(200), retries: 2),
        waitForHealth: .minutes(3))
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.kind == .unhealthy)
      #expect(error.message.contains("\"\(box.name)-c\" is unhealthy; it is left for inspection"))
      #expect(error.message.contains("exit code 1: no answer"))
      #expect(error.message.contains("  | cannot open database"))
      #expect(error.commands.first == "docker logs --tail 100 \(box.name)-c")
      #expect(try await box.inspect("/containers/\(box.name)-c/json")["State"]["Running"] == true)
    }
  }

  @Test("in time is told so")
  func slow() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = container(
        box, image, "sleep 60", healthCheck: .command(["true"], every: .seconds(30)),
        waitForHealth: .seconds(5))
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.message.contains("is not healthy after 5 s"))
      #expect(box.progress.all.contains { $0.hasPrefix("waiting for health, ") })
    }
  }

  @Test("because it ends at once is told with its exit code and last lines")
  func exits() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = container(box, image, "echo no configuration; exit 9")
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.kind == .unhealthy)
      #expect(error.message.contains("ended with exit code 9"))
      #expect(error.message.contains("  | no configuration"))
    }
  }

  @Test("because nothing checks its health is told what to declare")
  func noHealthCheck() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = container(box, image, "sleep 60", waitForHealth: .seconds(5))
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.kind == .refused)
      #expect(error.hints == ["declare a healthCheck, or leave waitForHealth out"])
    }
  }

  @Test("because its image is missing is told which and what to declare")
  func missingImage() async throws {
    try await Sandbox.run { box in
      let request = try box.request(container(box, "infra-test/none:1", "true"))
      let error = try #require(await box.failure(.create, request))
      #expect(error.kind == .refused)
      #expect(
        error.message
          == "The image infra-test/none:1 of docker_container.c is not on the engine's machine.")
      #expect(error.hints.contains { $0.contains("DockerImage") })
    }
  }

  @Test("because the image has no such program is told so")
  func missingProgram() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["/no/such/program"])
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.kind == .refused)
      #expect(error.message.contains("/no/such/program"))
      #expect(error.hints.contains { $0.contains("\"command\"") })
    }
  }

  @Test("because a network is gone is told which")
  func missingNetwork() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = box.sleeper(image, networks: [NetworkAttachment(id: "infra-test-none")])
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.message.contains("The network infra-test-none"))
    }
  }

  @Test("because another container has its port is told which; freed, the next try finishes it")
  func portOfContainer() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let port = try FreePort.find()
      let first = DockerContainer(
        "first", name: Value(ObjectName("\(box.name)-first")),
        image: Value(ImageReference(image)), command: ["sleep", "60"], hasInit: true,
        ports: [PortBinding(80, on: Port(port))])
      let state = try await box.create(first)
      let request = try box.request(
        box.sleeper(image, ports: [PortBinding(8_080, on: Port(port))]))
      let error = try #require(await box.failure(.create, request))
      #expect(error.kind == .refused)
      #expect(
        error.message
          == "Port \(port)/tcp of 127.0.0.1, declared in \"ports\" of docker_container.c, is taken "
          + "by the container \"\(box.name)-first\".")
      try await box.delete(first, state)
      let made = try await box.provider.perform(.create, request, box.context)
      let id = try #require(made["id"]?.string)
      #expect(try await box.inspect("/containers/\(id)/json")["State"]["Running"] == true)
    }
  }

  @Test("because a process of the host has its port is told which")
  func portOfHost() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let listener = try FreePort.Listener()
      let container = box.sleeper(image, ports: [PortBinding(80, on: Port(listener.port))])
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.message.contains("Port \(listener.port)/tcp of 127.0.0.1"))
      #expect(error.message.contains("of the host"))
      listener.close()
    }
  }

  @Test("because it ends again and again is told so, whatever its restart policy")
  func crashLoop() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let container = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["sh", "-c", "echo no way; exit 5"], restart: .always,
        healthCheck: .command(["true"]), waitForHealth: .minutes(3))
      let error = try #require(await box.failure(.create, try box.request(container)))
      #expect(error.kind == .unhealthy)
      #expect(error.message.contains("ends and is restarted again and again (exit code 5)"))
      #expect(error.message.contains("  | no way"))
    }
  }

  @Test("at its first try and does at its second counts as up")
  func secondTry() async throws {
    let image = try await TestEngine.image()
    try await Sandbox.run { box in
      let line = "test -e /state/x || { echo 1 > /state/x; exit 1; }; sleep 60"
      let container = DockerContainer(
        "c", name: Value(ObjectName("\(box.name)-c")), image: Value(ImageReference(image)),
        command: ["sh", "-c", Value(line)], hasInit: true, restart: .onFailure,
        mounts: [.anonymousVolume(at: "/state")],
        healthCheck: .command(["true"], every: .milliseconds(200)), waitForHealth: .minutes(3))
      let state = try await box.create(container)
      let id = try #require(state.attributes["id"]?.string)
      #expect(try await box.inspect("/containers/\(id)/json")["RestartCount"] == 1)
    }
  }
}
