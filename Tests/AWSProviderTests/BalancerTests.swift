import AWS
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("A balancer")
struct BalancerTests {
  static let instance = InfraModel.InstanceID("0123456789abcdef01234567")
  static let schema = AWSLB.schema.schema

  /// The keys that a balancer of a type is told when it is made, its service telling those it has.
  private func told(_ balancer: AWSLB, type: String, _ attributes: [String: String]) async throws
    -> Set<String>
  {
    let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/it/it/1"
    let pairs = attributes.map { "<member><Key>\($0)</Key><Value>\($1)</Value></member>" }
    let member = """
      <LoadBalancers><member><LoadBalancerArn>\(arn)</LoadBalancerArn><Type>\(type)</Type>\
      <State><Code>active</Code></State></member></LoadBalancers>
      """
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      // Nobody has its name yet.
      case "DescribeLoadBalancers" where count == 0:
        .xml("<R><DescribeLoadBalancersResult><LoadBalancers/></DescribeLoadBalancersResult></R>")
      case "CreateLoadBalancer", "DescribeLoadBalancers":
        .xml("<R><\(request.operation)Result>\(member)</\(request.operation)Result></R>")
      case "DescribeLoadBalancerAttributes":
        .xml(
          "<R><DescribeLoadBalancerAttributesResult><Attributes>\(pairs.joined())</Attributes>"
            + "</DescribeLoadBalancerAttributesResult></R>")
      default: .xml("<R/>")
      }
    }
    _ = try await aws.provider().perform(
      .create,
      ProviderRequest(
        environment: "prod", address: Address(module: [], type: Self.schema.type, key: "it"),
        instance: Self.instance, schema: Self.schema, arguments: TypeLife.arguments(of: balancer)),
      ProviderContext(secrets: TypeLife.NoSecrets()))
    let input = aws.inputs("ModifyLoadBalancerAttributes").first?.object?.entries ?? []
    return Set(input.filter { $0.key.hasSuffix(".Key") }.compactMap { $0.value.string })
  }

  @Test("for applications is told nothing that only other types have")
  func application() async throws {
    let told = try await told(
      AWSLB("it", name: "it", kind: .application, idleTimeout: .seconds(30)), type: "application",
      [
        "idle_timeout.timeout_seconds": "60", "routing.http2.enabled": "true",
        "load_balancing.cross_zone.enabled": "true",
      ])
    #expect(told.contains("idle_timeout.timeout_seconds"))
    #expect(!told.contains("dns_record.client_routing_policy"))
    #expect(!told.contains("load_balancing.cross_zone.enabled"))
  }

  @Test("for networks is told nothing of HTTP")
  func network() async throws {
    let told = try await told(
      AWSLB("it", name: "it", kind: .network, crossesZones: true), type: "network",
      [
        "dns_record.client_routing_policy": "any_availability_zone",
        "load_balancing.cross_zone.enabled": "false",
      ])
    #expect(told == ["load_balancing.cross_zone.enabled"])
  }
}
