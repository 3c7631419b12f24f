import Docker
import InfraDSL

/// Two versions of a small stack. The second changes everything that there is to change, one
/// container after the other, and at its end comes one that may never get healthy.
struct Undo: ScenarioEnvironment {
  let name = "scenario-undo"
  let version: Int
  let failing: String

  init(_ inputs: Inputs) {
    version = inputs.number("version", default: 1, "which version")
    failing = inputs.text("failing", default: "none", "which container never gets healthy")
  }

  var body: [Declaration] {
    let network = DockerNetwork("net", name: "infra-scenario-undo")
    network
    let data = DockerVolume("data", name: "infra-scenario-undo-data")
    data
    let store = idle(
      "store", "infra-scenario-undo-store", says: "version \(version)",
      networks: [NetworkAttachment(network)], mounts: [.volume(data, at: "/data")],
      health: .shell("true", every: .milliseconds(300)))
    store
    let extra = DockerNetwork("extra", name: "infra-scenario-undo-extra").enabled(version == 2)
    extra
    idle("old", "infra-scenario-undo-old").enabled(version == 1)
    idle("new", "infra-scenario-undo-new").enabled(version == 2)
    idle(
      "door", "infra-scenario-undo-door", says: "version \(version) after \(store.id)",
      networks: [NetworkAttachment(network)], health: health(of: "door"))
    // Its name is of its version, so that its successor can come before it goes.
    idle(
      "gate", "infra-scenario-undo-gate-\(version)", says: "version \(version)",
      health: health(of: "gate")
    )
    .createBeforeDestroy()
    Output("version", "\(version)")
  }

  private func health(of key: String) -> HealthCheck {
    .shell(
      failing == key ? "echo the hinge is broken; exit 1" : "true", every: .milliseconds(300),
      retries: 2)
  }
}
