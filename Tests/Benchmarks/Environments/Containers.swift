import Docker
import InfraDSL
import InfraPlatforms

/// `count` containers of the base image that do nothing until they are stopped.
struct Containers: Environment {
  let name = "containers"
  let project = "infra-benchmark"
  let count: Int

  init(_ inputs: Inputs) { count = inputs.number("count", default: 20, "how many containers") }

  var platform: any Platform { DockerHost() }

  var body: [Declaration] {
    for number in 1...max(1, count) {
      DockerContainer(
        "idle-\(number)", name: Value(ObjectName("infra-benchmark-\(number)")),
        image: "debian:bookworm-slim", command: ["sleep", "3600"], stopTimeout: .seconds(1))
    }
  }
}
