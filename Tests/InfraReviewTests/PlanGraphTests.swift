import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("The graph of resources")
struct PlanGraphTests {
  private var desired: Desired {
    Desired(
      environment: "dev",
      resources: [
        DesiredResource("docker_network.n", Sample.network),
        DesiredResource(
          "m/docker_container.a", Sample.container,
          dependencies: ["docker_network.n", "docker_volume.missing"]),
      ])
  }

  @Test("is DOT with an arrow to what is needed, in the order of addresses")
  func dot() {
    #expect(
      PlanGraph(desired).dot == """
        digraph "dev" {
          rankdir = "LR"
          node [shape = "box"]
          n0 [label = "docker_network.n"]
          n1 [label = "m/docker_container.a"]
          n1 -> n0
        }

        """)
  }

  @Test("is Mermaid with the same arrows")
  func mermaid() {
    #expect(
      PlanGraph(desired).mermaid == """
        flowchart LR
          n0["docker_network.n"]
          n1["m/docker_container.a"]
          n1 --> n0

        """)
  }

  @Test("shows a plan's actions")
  func plan() {
    let graph = PlanGraph(SamplePlans.first)
    #expect(graph.dot.contains("label = \"+ cache/docker_container.redis\", color = \"green\""))
    #expect(graph.mermaid.contains("style n0 stroke:green"))
  }

  @Test("has no label that ends its quotes, in either language")
  func hostile() {
    let resource = DesiredResource(
      address: Address(module: [], type: "t", key: SamplePlans.hostile + "\"\\\"];"),
      schema: Sample.data, arguments: [])
    let graph = PlanGraph(Desired(environment: "a\"b", resources: [resource]))
    let label = graph.mermaid.split(separator: "\n")[1]
    #expect(label.count { $0 == "\"" } == 2)
    #expect(!label.contains("<") && !label.contains("`"))
    let quotes = graph.dot.replacing("\\\\", with: "").replacing("\\\"", with: "").count {
      $0 == "\""
    }
    // The name, the direction, the shape, the label: two each.
    #expect(quotes == 8)
    #expect(graph.dot.split(separator: "\n").count == 5)
  }
}
