import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("What cannot be undone")
struct IrreversibleTests {
  @Test("is told for each change that loses data, forgets, takes over, protects or retains")
  func warnings() {
    var protected = Lifecycle()
    protected.preventDestroy = true
    var retained = Lifecycle()
    retained.retainOnDelete = true
    var builder = PlanBuilder()
    builder.create("docker_network.plain", Sample.network, ["name": "a"])
    builder.change(
      "docker_volume.data", Sample.volume, .replace(.deleteThenCreate), .replacing(["driver"]),
      from: ["driver": "a"], to: ["driver": "b"],
      impact: Impact(interruption: .gap, dataLoss: "the volume's data"), line: 4)
    builder.change(
      "docker_network.left", Sample.network, .forget, .forgotten, from: ["name": "l"], to: [:])
    builder.change(
      "docker_network.safe", Sample.network, .create, .declared, from: [:], to: ["name": "s"],
      lifecycle: protected)
    builder.change(
      "docker_network.stays", Sample.network, .create, .declared, from: [:], to: ["name": "t"],
      lifecycle: retained)
    builder.change(
      "docker_network.taken", Sample.network, .importing, .imported(id: "n1"), from: [:],
      to: ["name": "n"])
    let plan = builder.plan.created(["docker_network.safe", "docker_network.stays"])
    #expect(
      Irreversible.warnings(plan).map(\.detail) == [
        "docker_network.left: it leaves the state, and a rollback would have to take its object"
          + " over by name.",
        "docker_network.safe: it is protected, and a rollback keeps it.",
        "docker_network.stays: its object is retained: a rollback takes it out of the state and"
          + " leaves it there.",
        "docker_network.taken: its object was there before, and a rollback keeps it as it is then.",
        "docker_volume.data: the volume's data is lost, and a rollback makes an empty one.",
      ])
    #expect(Irreversible.warnings(plan).last?.location?.line == 4)
    #expect(
      Irreversible.kept(plan)
        == ["docker_network.safe", "docker_network.taken"].map(Sample.address))
  }
}

extension Plan {
  /// The same plan where the state knows nothing of these resources.
  fileprivate func created(_ addresses: [String]) -> Plan {
    var plan = self
    for index in plan.changes.indices where addresses.contains(plan.changes[index].address.text) {
      plan.changes[index].prior = nil
    }
    return plan
  }
}
