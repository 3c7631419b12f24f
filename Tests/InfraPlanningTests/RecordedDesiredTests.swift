import InfraModel
import InfraPlanning
import TestKit
import Testing

@Suite("What was recorded, taken for declarations,")
struct RecordedDesiredTests {
  private let network = Sample.address("docker_network.front")
  private let container = Sample.address("docker_container.web")
  private let schemas = [
    "docker_network": Sample.network, "docker_container": Sample.container,
  ]

  /// A container in whose environment the network's id stands, as it was applied.
  private func state(networkID: String, status: ResourceState.Status = .ready) -> Snapshot {
    Snapshot(
      environment: "dev", lineage: "l", serial: 3,
      resources: [
        ResourceState(
          address: container, provider: "docker", instance: InstanceID("c"), status: status,
          arguments: Fields([
            "name": "web", "image": "i", "env": ["NET": .string(networkID)], "restart": "no",
          ]), attributes: Fields(["id": "c1"]),
          expressions: Fields(["env": ["NET": .ref("docker_network.front", "id")]]),
          dependencies: [network]),
        ResourceState(
          address: network, provider: "docker", instance: InstanceID("n"),
          arguments: Fields(["name": "front", "internal": false]),
          attributes: Fields(["id": .string(networkID)])),
      ])
  }

  private func plan(_ desired: Desired, from prior: Snapshot) throws -> Plan {
    try Planner.plan(PlanInput(desired: desired, prior: prior, schemas: schemas))
  }

  @Test("is no change while nothing has changed")
  func unchanged() throws {
    let now = state(networkID: "n1")
    for isRestoring in [false, true] {
      let desired = Desired(recorded: now, schemas: schemas, isRestoring: isRestoring)
      #expect(try plan(desired, from: now).isEmpty)
    }
  }

  @Test("is restored with references to the objects of now, not to those of then")
  func restored() throws {
    let desired = Desired(recorded: state(networkID: "n1"), schemas: schemas, isRestoring: true)
    #expect(try plan(desired, from: state(networkID: "n2")).isEmpty)
    let byValue = Desired(recorded: state(networkID: "n1"), schemas: schemas)
    let changes = try plan(byValue, from: state(networkID: "n2")).changes.filter(\.isChange)
    #expect(changes.map(\.address) == [container])
  }

  @Test("keeps where values came from when drift is healed by their values")
  func expressionsKept() throws {
    let now = state(networkID: "n1")
    let observed = Observation(
      arguments: Fields(["restart": "always"]), attributes: Fields(["id": "c1"]))
    let input = PlanInput(
      desired: Desired(recorded: now, schemas: schemas), prior: now,
      observed: [container: .present(observed)], schemas: schemas)
    let healing = try #require(try Planner.plan(input).changes.first { $0.isChange })
    #expect(healing.reason == .drift(["restart"]))
    #expect(healing.expressions["env"] == ["NET": .ref("docker_network.front", "id")])
  }

  @Test("leaves out what this version has no type for")
  func unknownTypes() {
    let desired = Desired(
      recorded: state(networkID: "n1"), schemas: ["docker_network": Sample.network])
    #expect(desired.resources.map(\.address) == [network])
  }
}
