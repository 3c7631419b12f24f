import Builtin
import Docker
import InfraDSL
import InfraPlatforms

/// Environments that show one thing each.
enum SampleEnvironments {
  /// Those alone that are as they should be.
  static let sound = EnvironmentCatalog(
    project: "sample", [.fixed("dev", "Two values, no provider.") { Values(inputs: $0) }])

  static let catalogue = EnvironmentCatalog(
    project: "sample",
    [
      .fixed("dev", "Two values, no provider.") { Values(inputs: $0) },
      .fixed("staging", "Needs a variable.") { Demanding(inputs: $0) },
      .fixed("bridge", "Two networks on a Docker host.") { _ in Bridges() },
      .fixed("vault", "Needs two secrets.") { _ in Vault() },
      .fixed("broken", "Has everything wrong that values can have.") { _ in Broken() },
      .fixed("homeless", "Needs a Docker Engine and names none.") { _ in Homeless() },
      .family("preview-", parameter: "pull request", "One for each pull request.") {
        Values(name: "preview-\($0)", inputs: $1)
      },
    ])
}

/// A value and one that is made of it; nothing outside of the state.
private struct Values: Environment {
  let name: String
  let project = "sample"
  let version: String

  init(name: String = "dev", inputs: Inputs) {
    self.name = name
    version = inputs.text("version", default: "1.0", "the version that runs")
  }

  var body: [Declaration] {
    let version = TerraformData("version", input: Value(version))
    version
    TerraformData("banner", input: "runs \(version.output)")
    Output("version", version.output)
  }
}

private struct Demanding: Environment {
  let name = "staging"
  let project = "sample"
  let region: String
  let size: Int

  init(inputs: Inputs) {
    region = inputs.text("region", "where it runs")
    size = inputs.number("size", "how many there are")
  }

  var body: [Declaration] { TerraformData("region", input: Value("\(region) \(size)")) }
}

private struct Bridges: Environment {
  let name = "bridge"
  let project = "sample"
  var platform: any Platform { DockerHost() }
  var body: [Declaration] {
    DockerNetwork("front", name: "infra-test-command-front")
    DockerNetwork("back", name: "infra-test-command-back")
  }
}

private struct Vault: Environment {
  let name = "vault"
  let project = "sample"
  var platform: any Platform { DockerHost() }
  var body: [Declaration] {
    DockerContainer(
      "keeper", name: "infra-test-command-keeper", image: "debian:bookworm-slim",
      secretFiles: [
        UploadedFile("/run/token", .secret(.environment("SAMPLE_TOKEN"))),
        UploadedFile("/run/password", .secret(.file("secrets/password"))),
      ])
  }
}

private struct Broken: Environment {
  let name = "broken"
  let project = "sample"
  var platform: any Platform { DockerHost() }
  var body: [Declaration] {
    DockerNetwork("net", name: "no blanks", subnets: [NetworkSubnet("10.0.0.0/33")])
    DockerContainer(
      "web", image: "debian:bookworm-slim", ports: [.init(70_000, on: 80)],
      waitForHealth: .seconds(-1), memory: .mebibytes(1))
  }
}

private struct Homeless: Environment {
  let name = "homeless"
  let project = "sample"
  var body: [Declaration] { DockerNetwork("front", name: "infra-test-command-homeless") }
}
