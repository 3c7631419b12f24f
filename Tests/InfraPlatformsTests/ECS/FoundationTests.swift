import AWS
import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("A region's foundation")
struct FoundationTests {
  private static func found(_ size: AWSFoundation.Size) -> [String: DesiredResource] {
    struct Sample: InfraDSL.Environment {
      let name = "test"
      let project = "sample"
      let foundation: AWSFoundation
      var platform: any Platform { AWSRegion("eu-west-1") }
      var body: [Declaration] { foundation }
    }
    let result = Lowering.lower(files: NoFiles()) { _ in
      Sample(
        foundation: AWSFoundation(
          "base", name: "sample-test", region: "eu-west-1", range: "10.7.0.0/16", size: size,
          domain: "sample.example", proof: .record(in: "Z123456789ABC"), alarms: "ops@x.example"))
    }
    #expect(result.diagnostics.items.map(\.detail) == [])
    return Dictionary(
      uniqueKeysWithValues: result.desired.resources.map { ($0.address.text, $0) })
  }

  @Test("has a public and a private subnet in each of three zones, which do not overlap")
  func subnets() {
    let found = Self.found(.full)
    let subnets = found.filter { $0.key.contains("aws_subnet.") }
    #expect(
      subnets.mapValues { $0["cidr_block"] } == [
        "base/network/aws_subnet.public-a": "10.7.0.0/20",
        "base/network/aws_subnet.public-b": "10.7.16.0/20",
        "base/network/aws_subnet.public-c": "10.7.32.0/20",
        "base/network/aws_subnet.private-a": "10.7.128.0/19",
        "base/network/aws_subnet.private-b": "10.7.160.0/19",
        "base/network/aws_subnet.private-c": "10.7.192.0/19",
      ])
    #expect(Set(subnets.values.map { $0["availability_zone"] }).count == 3)
  }

  @Test("has a way out in each zone, and a small one has one for all")
  func waysOut() {
    let gateways = { (size: AWSFoundation.Size) in
      let found = Self.found(size)
      return (
        found.keys.count { $0.contains("aws_nat_gateway.") },
        found.keys.count { $0.contains("aws_route.private") }
      )
    }
    #expect(gateways(.full) == (3, 3))
    #expect(gateways(.small) == (1, 3))
  }

  @Test("takes requests by TLS alone, turns too many away, and answers nobody by itself")
  func edge() {
    let found = Self.found(.full)
    #expect(found["base/edge/aws_lb_listener.http"]?["default_action"][0]["type"] == "redirect")
    let listener = found["base/edge/aws_lb_listener.https"]
    #expect(listener?["ssl_policy"] == "ELBSecurityPolicy-TLS13-1-2-2021-06")
    #expect(listener?["default_action"][0]["type"] == "fixed-response")
    let rules = found["base/edge/aws_wafv2_web_acl.edge"]?["rule"].list ?? []
    #expect(
      rules.map { $0["name"] } == ["too-many-requests", "known-bad-inputs", "common"])
    #expect(
      rules.first?["statement"][0]["rate_based_statement"][0]["limit"] == 2_000)
    #expect(found["base/edge/aws_wafv2_web_acl_association.edge"] != nil)
  }

  @Test("lets the key be used by its account, by logs of its own and by alarms")
  func key() throws {
    let key = Self.found(.full)["base/keys/aws_kms_key.data"]
    // What is retained, and every backup, would be lost with it.
    #expect(key?.lifecycle.retainOnDelete == true)
    let policy = key?["policy"]
    let statements = try JSONParser.parse(OnECS.text(policy))["Statement"].list ?? []
    #expect(
      statements.map { $0["Principal"] } == [
        ["AWS": "arn:aws:iam::<base/network/aws_vpc.vpc.owner_id>:root"],
        ["Service": "logs.eu-west-1.amazonaws.com"], ["Service": "cloudwatch.amazonaws.com"],
      ])
  }

  @Test("tells a mail address of alarms")
  func alarms() {
    let found = Self.found(.small)
    #expect(
      found["base/aws_sns_topic_subscription.alarms"]?["endpoint"] == "ops@x.example")
  }
}
