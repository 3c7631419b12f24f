import Docker
import InfraDSL

/// Twelve containers in four rows, three of which come one after the other, with networks and
/// volumes. Two versions: the second replaces a row, changes one in place, makes the successors of
/// one before they take over, and exchanges a network and a volume for others.
struct Fleet: ScenarioEnvironment {
  let name = "scenario-fleet"
  let version: Int

  init(_ inputs: Inputs) {
    version = inputs.number("version", default: 1, "which version")
  }

  var body: [Declaration] {
    let networks = (1...3).map { DockerNetwork("net-\($0)", name: "infra-scenario-fleet-\($0)") }
    for network in networks { network }
    let volumes = (1...2).map { number in
      DockerVolume("data-\(number)", name: Value(ObjectName("infra-scenario-fleet-data-\(number)")))
    }
    for volume in volumes { volume }
    DockerNetwork(
      "spare-\(version)", name: Value(ObjectName("infra-scenario-fleet-net-\(version)")))
    DockerVolume(
      "spare-\(version)", name: Value(ObjectName("infra-scenario-fleet-volume-\(version)")))
    for row in rows(networks, volumes) { for ship in row { ship } }
  }

  private func rows(_ networks: [DockerNetwork], _ volumes: [DockerVolume]) -> [[DockerContainer]] {
    var rows: [[DockerContainer]] = []
    for row in 1...4 {
      rows.append(
        (1...3).map { column in
          ship(
            row, column, after: row == 4 ? nil : rows.last?[column - 1], in: networks[column - 1],
            with: column < 3 ? volumes[column - 1] : nil)
        })
    }
    return rows
  }

  /// The second row changes in place, the third is replaced with a gap, the fourth without one.
  private func ship(
    _ row: Int, _ column: Int, after: DockerContainer?, in network: DockerNetwork,
    with volume: DockerVolume?
  ) -> DockerContainer {
    let suffix = row == 4 ? "-v\(version)" : ""
    return DockerContainer(
      "ship-\(row)-\(column)",
      name: Value(ObjectName("infra-scenario-fleet-\(row)-\(column)\(suffix)")),
      image: "debian:bookworm-slim",
      command: ["bash", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"],
      environment: row == 3 ? ["VERSION": Value("\(version)")] : [:], hasInit: true,
      stopTimeout: .seconds(1), networks: [NetworkAttachment(network)],
      mounts: row == 1 ? volume.map { [.volume($0, at: "/data")] } ?? [] : [],
      memory: row == 2 ? .mebibytes(32 * version) : nil
    )
    .createBeforeDestroy(row == 4)
    .dependsOn(after)
  }
}

extension DockerContainer {
  /// Comes after another one, if there is one.
  fileprivate func dependsOn(_ other: DockerContainer?) -> DockerContainer {
    guard let other else { return self }
    return dependsOn(other)
  }
}
