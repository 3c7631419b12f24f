import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("Who reaches whom on ECS")
struct ECSReachTests {
  /// The rules of a direction: whose group, the ports, and who is on the other side.
  private static func rules(_ found: OnECS, _ direction: String, in path: String) -> [String] {
    found.all("aws_vpc_security_group_\(direction)_rule", in: path).map { address in
      guard let rule = found[address] else { return "" }
      let peers = ["referenced_security_group_id", "prefix_list_id", "cidr_ipv4"].map { rule[$0] }
      let peer = OnECS.text(peers.first { !$0.isNull })
      let ports = "\(OnECS.text(rule["from_port"]))-\(OnECS.text(rule["to_port"]))"
      return "\(OnECS.text(rule["security_group_id"])) \(ports) \(peer)"
    }
  }

  private static let found = OnECS {
    let inner = Network("inner", internal: true)
    inner
    let outer = Network("outer")
    outer
    let data = Volume("data")
    data
    Service(
      "web", image: .web, ports: [.entrance(8080, rank: 5), .inside(8081)],
      networks: [inner, outer], volumes: [VolumeMount(data, at: "/data")],
      health: .http("/healthz", port: 8081), metrics: .inside(9100, path: "/metrics"))
    Service("quiet", image: .web, networks: [inner])
  }

  private static let web = "<web/aws_security_group.service.id>"
  private static let edge = "<base/edge/aws_security_group.edge.id>"
  private static let volume = "<data/aws_security_group.volume.id>"

  @Test("is the members of its networks on its own ports, and the balancer at its entrances")
  func entering() {
    #expect(Self.found.problems.map(\.detail) == [])
    let (inner, outer) = (
      "<inner/aws_security_group.network.id>", "<outer/aws_security_group.network.id>"
    )
    #expect(
      Self.rules(Self.found, "ingress", in: "web/") == [
        "\(Self.web) 8080-8080 \(Self.edge)", "\(Self.web) 8081-8081 \(Self.edge)",
        "\(Self.web) 8081-8081 \(inner)", "\(Self.web) 9100-9100 \(inner)",
        "\(Self.web) 8081-8081 \(outer)", "\(Self.web) 9100-9100 \(outer)",
        "\(Self.volume) 2049-2049 \(Self.web)",
      ])
    #expect(Self.rules(Self.found, "ingress", in: "quiet/") == [])
  }

  @Test("is AWS's own services and its volumes, beyond the members of its networks")
  func leaving() {
    #expect(
      Self.rules(Self.found, "egress", in: "web/") == [
        "\(Self.edge) 8080-8080 \(Self.web)", "\(Self.edge) 8081-8081 \(Self.web)",
        "\(Self.web) 443-443 <base/network/aws_security_group.endpoints.id>",
        "\(Self.web) 443-443 <base/network/aws_vpc_endpoint.s3.prefix_list_id>",
        "\(Self.web) 2049-2049 \(Self.volume)",
      ])
  }

  @Test("is the members alone in an internal network, and the world as well in another")
  func networks() {
    #expect(Self.rules(Self.found, "egress", in: "inner/").count == 1)
    #expect(Self.rules(Self.found, "egress", in: "outer/").last?.hasSuffix("0.0.0.0/0") == true)
    #expect(Self.rules(Self.found, "ingress", in: "inner/") == [])
  }

  @Test("has the balancer ask where the service says how it is")
  func health() {
    let group = Self.found["web/aws_lb_target_group.entrance-8080"]
    #expect(group?["health_check"][0]["path"] == "/healthz")
    #expect(group?["health_check"][0]["port"] == "8081")
    let rule = Self.found["web/aws_lb_listener_rule.entrance-8080"]
    #expect(rule?["priority"] == 5)
    #expect(
      Self.found["web/aws_ecs_service.service"]?.lifecycle.dependsOn.map(\.text).contains(
        "web/aws_lb_listener_rule.entrance-8080") == true)
  }
}
