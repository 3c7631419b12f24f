import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("How two plans differ")
struct PlanDifferenceTests {
  private func plan(_ image: Datum, serial: Int = 7, secret: Datum = .null) -> Plan {
    var builder = PlanBuilder(serial: serial)
    builder.create(
      "docker_container.a", Sample.container,
      ["name": "a", "image": image, "secrets": ["f": secret]])
    return builder.plan
  }

  @Test("is nothing for equal plans")
  func equal() {
    let difference = PlanDifference(reviewed: plan("a:1"), now: plan("a:1"))
    #expect(difference.isEmpty)
    #expect(difference.text() == "")
  }

  @Test("names the argument that would be another, and the state that moved on")
  func arguments() {
    #expect(
      PlanDifference(reviewed: plan("a:1"), now: plan("a:2", serial: 8)).text() == """
        the state moved on from serial 7 to 8
        docker_container.a: image would be "a:2"; reviewed was "a:1"

        """)
  }

  @Test("names what came, what went, and what is done otherwise")
  func changes() {
    var reviewed = PlanBuilder()
    reviewed.create("docker_network.gone", Sample.network, ["name": "n"])
    reviewed.create("docker_network.n", Sample.network, ["name": "n"])
    var now = PlanBuilder()
    now.change(
      "docker_network.n", Sample.network, .delete, .undeclared, from: ["name": "n"], to: [:],
      impact: Impact(interruption: .end))
    now.create("docker_network.new", Sample.network, ["name": "n"])
    let text = PlanDifference(reviewed: reviewed.plan, now: now.plan).text()
    #expect(text.contains("docker_network.gone: would no longer be touched; reviewed was: create"))
    #expect(
      text.contains(
        "docker_network.n: delete (in the state, no longer declared);"
          + " reviewed was: create (declared, not in the state)"))
    #expect(text.contains("docker_network.n: the network is away for good; reviewed was: interr"))
    #expect(text.contains("docker_network.new: create (declared, not in the state); the reviewed"))
  }

  @Test("shows no sensitive value")
  func sensitive() {
    let text = PlanDifference(
      reviewed: plan("a", secret: "hunter2"), now: plan("a", secret: "hunter3")
    ).text()
    #expect(text == "docker_container.a: secrets would get another value than was reviewed\n")
  }
}
