import Docker
import InfraDSL
import InfraPlatforms

/// Small environments of containers that need no image of their own.
let catalogue = EnvironmentCatalog(
  project: "infra-scenario",
  [
    .fixed("scenario-chain", "Many small objects in a long line.") { Chain($0) },
    .fixed("scenario-port", "A port of the host, given by a variable.") { PublishedPort($0) },
    .fixed("scenario-missing", "An image that no registry has.") { MissingImage($0) },
    .fixed("scenario-build", "A build that fails.") { _ in FailingBuild() },
    .fixed("scenario-unhealthy", "A container that never gets healthy.") { _ in Unhealthy() },
    .fixed("scenario-ending", "A container that ends at once.") { _ in Ending() },
    .fixed("scenario-name", "A container whose name may be taken.") { _ in TakenName() },
    .fixed("scenario-secrets", "Secrets of every source in files.") { _ in Secrets() },
    .fixed("scenario-fleet", "Twelve containers in two versions.") { Fleet($0) },
    .fixed("scenario-aws", "Types of every protocol of AWS.") { OnAWS($0) },
    .fixed("scenario-takeover", "What Terraform made on AWS.") { _ in Takeover() },
    .fixed("scenario-sources", "What is read of AWS and not made there.") { Sources($0) },
    .fixed("scenario-undo", "Two versions; the second can be made to fail.") { Undo($0) },
  ])

/// What all of them are.
protocol ScenarioEnvironment: Environment {}

extension ScenarioEnvironment {
  var project: String { "infra-scenario" }
  var platform: any Platform { DockerHost() }
}

/// A container of the base image that does nothing until it is stopped.
func idle(
  _ key: String, _ name: String, says text: Value<String> = "idle", ports: [PortBinding] = [],
  networks: [NetworkAttachment] = [], mounts: [Mount] = [], secretFiles: [UploadedFile] = [],
  health: HealthCheck? = nil, file: String = #filePath, line: Int = #line
) -> DockerContainer {
  DockerContainer(
    key, name: Value(ObjectName(name)), image: "debian:bookworm-slim",
    command: ["bash", "-c", "trap 'exit 0' TERM; echo \(text); while :; do sleep 0.1; done"],
    environment: ["TEXT": text], hasInit: true, stopTimeout: .seconds(2),
    secretFiles: secretFiles, ports: ports, networks: networks, mounts: mounts,
    healthCheck: health, waitForHealth: health == nil ? nil : .seconds(20), file: file, line: line)
}

private struct Chain: ScenarioEnvironment {
  let name = "scenario-chain"
  let length: Int
  /// After how many seconds a container is healthy.
  let health: String

  init(_ inputs: Inputs) {
    length = inputs.number("length", default: 6, "how many containers")
    health = inputs.text("health", default: "0", "after how many seconds they are healthy")
  }

  var body: [Declaration] {
    let networks = (1...3).map { DockerNetwork("net-\($0)", name: "infra-scenario-chain-\($0)") }
    for network in networks { network }
    let volume = DockerVolume("data", name: "infra-scenario-chain-data")
    volume
    let links = links(networks, volume)
    for link in links { link }
    Output("last", links[length - 1].id)
  }

  private func links(_ networks: [DockerNetwork], _ volume: DockerVolume) -> [DockerContainer] {
    var links: [DockerContainer] = []
    for number in 1...length {
      links.append(
        idle(
          "link-\(number)", "infra-scenario-chain-\(number)",
          says: links.last.map { "after \($0.id)" } ?? "first",
          networks: [NetworkAttachment(networks[number % 3])],
          mounts: number == 1 ? [.volume(volume, at: "/data")] : [],
          health: .shell(
            health == "0" ? "true" : "sleep \(health)", every: .milliseconds(500),
            timeout: .seconds(30))))
    }
    return links
  }
}

private struct PublishedPort: ScenarioEnvironment {
  let name = "scenario-port"
  let port: Int

  init(_ inputs: Inputs) { port = inputs.number("port", "the port of the host") }

  var body: [Declaration] {
    idle("door", "infra-scenario-door", ports: [PortBinding(80, on: Port(port))])
    idle("bystander", "infra-scenario-bystander")
  }
}

private struct MissingImage: ScenarioEnvironment {
  let name = "scenario-missing"
  let image: String

  init(_ inputs: Inputs) { image = inputs.text("image", "the image that is not there") }

  var body: [Declaration] { DockerImage("nothing", name: Value(ImageReference(image))) }
}

private struct FailingBuild: ScenarioEnvironment {
  let name = "scenario-build"
  var body: [Declaration] {
    DockerImage("broken", name: "infra-scenario/broken:1", build: ImageBuild("broken"))
  }
}

private struct Unhealthy: ScenarioEnvironment {
  let name = "scenario-unhealthy"
  var body: [Declaration] {
    idle(
      "ill", "infra-scenario-ill", says: "the cellar is flooded",
      health: .shell(
        "echo pump is off; exit 3", every: .milliseconds(300), retries: 2))
  }
}

private struct Ending: ScenarioEnvironment {
  let name = "scenario-ending"
  var body: [Declaration] {
    DockerContainer(
      "brief", name: "infra-scenario-brief", image: "debian:bookworm-slim",
      command: ["bash", "-c", "echo no configuration found >&2; exit 7"])
  }
}

private struct TakenName: ScenarioEnvironment {
  let name = "scenario-name"
  var body: [Declaration] {
    DockerContainer(
      "mine", name: "infra-scenario-taken", image: "debian:bookworm-slim",
      command: ["sleep", "600"])
  }
}

private struct Secrets: ScenarioEnvironment {
  let name = "scenario-secrets"
  var body: [Declaration] {
    idle(
      "keeper", "infra-scenario-keeper",
      secretFiles: [
        UploadedFile("/run/secrets/environment", .secret(.environment("SCENARIO_TOKEN"))),
        UploadedFile("/run/secrets/file", .secret(.file("secrets.txt"))),
        UploadedFile("/run/secrets/generated", .secret(.generated("password"))),
        UploadedFile(
          "/run/secrets/mixed", "token=\(Secret.environment("SCENARIO_TOKEN"))\n",
          onChange: .restart),
      ])
  }
}
