import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("Scaling on ECS")
struct ECSScalingTests {
  private static func policies(_ found: OnECS, _ path: String) -> [String: Datum] {
    Dictionary(
      uniqueKeysWithValues: found.all("aws_appautoscaling_policy", in: path).map {
        ($0, found[$0]?["target_tracking_scaling_policy_configuration"][0] ?? .null)
      })
  }

  @Test("by requests puts a balancer inside before the service, which others find instead of it")
  func requests() throws {
    let found = OnECS {
      let net = Network("net", internal: true)
      net
      let web = Service(
        "web", image: .web, ports: [.inside(8080)], networks: [net],
        health: .http("/health", port: 8080), replicas: 2, rollout: .rolling,
        scaling: ServiceScaling(3...9, cpuPercent: 60, requestsPerMinute: 600))
      web
      Service("client", image: .web, environment: ["URL": "http://\(web.host):8080"])
    }
    #expect(found.problems.map(\.detail) == [])
    let target = found["web/aws_appautoscaling_target.scaling"]
    #expect(target?["min_capacity"] == 3)
    #expect(target?["max_capacity"] == 9)
    #expect(
      OnECS.text(target?["resource_id"])
        == "service/<base/aws_ecs_cluster.cluster.name>/<web/aws_ecs_service.service.name>")
    let policies = Self.policies(found, "web/")
    #expect(policies.count == 2)
    let cpu = policies["web/aws_appautoscaling_policy.cpu"]
    #expect(cpu?["target_value"] == 60)
    let requests = policies["web/aws_appautoscaling_policy.requests"]
    #expect(requests?["target_value"] == 600)
    #expect(
      OnECS.text(requests?["predefined_metric_specification"][0]["resource_label"])
        == "<web/aws_lb.inner.arn_suffix>/<web/aws_lb_target_group.inner.arn_suffix>")
    #expect(found["web/aws_lb.inner"]?["internal"] == true)
    let client = try #require(try found.containers("client")["client"])
    #expect(client["environment"][0]["value"] == "http://<web/aws_lb.inner.dns_name>:8080")
  }

  @Test("takes the number of tasks over once the service is there")
  func desiredCount() {
    let found = OnECS {
      Service(
        "web", image: .web, replicas: 1, scaling: ServiceScaling(2...4, cpuPercent: 50))
    }
    let tasks = found["web/aws_ecs_service.service"]
    #expect(tasks?["desired_count"] == 2)
    #expect(tasks?.lifecycle.ignoreChanges == ["desired_count"])
    #expect(found.all("aws_lb") == [])
  }

  @Test("by requests of the world counts them at the balancer before it")
  func entrance() {
    let found = OnECS {
      Service(
        "web", image: .web, ports: [.entrance(8080, rank: 1)],
        scaling: ServiceScaling(1...4, cpuPercent: 50, requestsPerMinute: 100))
    }
    #expect(found.problems.map(\.detail) == [])
    #expect(found.all("aws_lb.") == [])
    let requests = Self.policies(found, "web/")["web/aws_appautoscaling_policy.requests"]
    #expect(
      OnECS.text(requests?["predefined_metric_specification"][0]["resource_label"])
        == "<base/edge/aws_lb.edge.arn_suffix>/"
        + "<web/aws_lb_target_group.entrance-8080.arn_suffix>")
  }
}
