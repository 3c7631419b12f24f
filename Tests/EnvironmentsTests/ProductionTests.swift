import Environments
import Foundation
import InfraDSL
import InfraFiles
import InfraModel
import Testing

@Suite("Production")
struct ProductionTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path

  private static func lower(_ values: [String: String] = [:]) -> Lowering.Result {
    Lowering.lower(files: DiskProjectFiles(folder: root), inputs: Inputs(values)) {
      inputs throws(Diagnostic) in try catalogue.environment(named: "prod", inputs)
    }
  }

  private static let desired = lower().desired

  private static func addresses(_ type: String) -> [String] {
    desired.resources.filter { $0.schema.type == type }.map(\.address.text)
  }

  @Test("is the same in two regions, but for names, backups and the record of the certificate")
  func regions() {
    let (here, there) = (
      Self.desired.resources.filter { $0.provider == "aws" },
      Self.desired.resources.filter { $0.provider == "aws.standby" }
    )
    #expect(Self.desired.providers.map(\.name) == ["aws", "aws.standby"])
    #expect(
      Self.desired.providers.map { $0.settings["region"] } == ["eu-central-1", "eu-west-1"])
    let plain = { (resources: [DesiredResource]) in
      Set(
        resources.map {
          $0.address.text.replacing("standby/", with: "").replacing(".standby-", with: ".")
        })
    }
    let onlyHere = plain(here).subtracting(plain(there)).sorted()
    #expect(
      onlyHere == [
        "aws_route53_zone.zone", "backups/aws_backup_plan.daily",
        "backups/aws_backup_selection.tagged", "backups/aws_backup_vault.primary",
        "backups/aws_iam_role.backups", "backups/aws_iam_role_policy_attachment.backup",
        "backups/aws_iam_role_policy_attachment.restores",
        "foundation/edge/aws_route53_record.certificate", "foundation/network/aws_eip.nat-b",
        "foundation/network/aws_eip.nat-c", "foundation/network/aws_nat_gateway.nat-b",
        "foundation/network/aws_nat_gateway.nat-c",
        "names/aws_route53_health_check.primary", "names/aws_route53_record.api-primary",
        "names/aws_route53_record.api-secondary", "names/aws_route53_record.grafana-primary",
        "names/aws_route53_record.grafana-secondary",
      ])
    #expect(plain(there).subtracting(plain(here)) == ["backups/aws_backup_vault.copies"])
  }

  @Test("lets the world in at nginx and at Grafana alone, by TLS")
  func doors() {
    #expect(
      Self.addresses("aws_lb_listener_rule") == [
        "edge-proxy/nginx/aws_lb_listener_rule.entrance-8080",
        "monitoring/grafana/aws_lb_listener_rule.entrance-3000",
        "standby/edge-proxy/nginx/aws_lb_listener_rule.entrance-8080",
        "standby/monitoring/grafana/aws_lb_listener_rule.entrance-3000",
      ])
    let open = Self.desired.resources.filter { $0["cidr_ipv4"] == "0.0.0.0/0" }
      .filter { $0.schema.type == "aws_vpc_security_group_ingress_rule" }.map(\.address.text)
    #expect(open.count == 4)
    #expect(open.allSatisfy { $0.contains("foundation/edge/") })
    let balancers = Self.desired.resources.filter { $0.schema.type == "aws_lb" }
    #expect(balancers.filter { $0["internal"] == false }.count == 2)
  }

  @Test("scales nginx, the gateway and the engine, the latter two by requests as well")
  func scaling() {
    let policies = Self.addresses("aws_appautoscaling_policy").filter { !$0.hasPrefix("standby") }
    #expect(
      policies == [
        "api/gateway/aws_appautoscaling_policy.cpu",
        "api/gateway/aws_appautoscaling_policy.requests",
        "edge-proxy/nginx/aws_appautoscaling_policy.cpu",
        "engine/ai-engine/aws_appautoscaling_policy.cpu",
        "engine/ai-engine/aws_appautoscaling_policy.requests",
      ])
  }

  @Test("has its cache from ElastiCache, in two zones where it serves")
  func cache() {
    let groups = Self.desired.resources.filter {
      $0.schema.type == "aws_elasticache_replication_group"
    }
    #expect(groups.map { $0["num_cache_clusters"] } == [2, 1])
    #expect(groups.map { $0["multi_az_enabled"] } == [true, false])
    #expect(Self.desired.resources.allSatisfy { $0.schema.provider == "aws" })
  }

  @Test("keeps the data of Prometheus, Alertmanager and Grafana on EFS, and backs them up")
  func files() {
    let systems = Self.desired.resources.filter { $0.schema.type == "aws_efs_file_system" }
    #expect(systems.count == 6)
    #expect(systems.allSatisfy { $0["tags"]["backup"] == "daily" })
    let vaults = Self.desired.resources.filter { $0.schema.type == "aws_backup_vault" }
    #expect(vaults.count == 2 && vaults.allSatisfy(\.lifecycle.retainOnDelete))
    let plan = Self.desired.resources.first { $0.schema.type == "aws_backup_plan" }
    let copies = plan?["rule"].list?.first?["copy_action"].list ?? []
    #expect(copies.count == 1)
  }

  @Test("leads its names to the standby when the region that serves does not answer")
  func failover() {
    let records = Self.desired.resources.filter { $0.address.text.hasPrefix("names/aws_route53_r") }
    let roles = records.map { $0["failover_routing_policy"].list?.first?["type"].string ?? "" }
    #expect(roles == ["PRIMARY", "SECONDARY", "PRIMARY", "SECONDARY"])
    #expect(records.map { $0["health_check_id"].isNull } == [false, true, false, true])
  }

  @Test("holds secrets in sensitive arguments alone")
  func secrets() {
    var count = 0
    for resource in Self.desired.resources {
      for (row, value) in zip(resource.schema.arguments, resource.arguments)
      where value.holdsSecret {
        count += 1
        #expect(row.isSensitive, "\(resource.address) \(row.name)")
      }
    }
    // In each region: the cache, the engine, the exporter, Slack, PagerDuty, Grafana.
    #expect(count == 12)
  }

  @Test("has no name that AWS has no room for, and none twice in one region")
  func names() {
    var taken: Set<String> = []
    for resource in Self.desired.resources {
      let type = resource.schema.type
      guard let name = resource["name"].string, type != "aws_route53_record" else { continue }
      if type == "aws_iam_role_policy" { continue }
      let isGlobal = type.hasPrefix("aws_iam")
      let place = isGlobal ? "everywhere" : resource.provider
      #expect(taken.insert("\(place) \(type) \(name)").inserted, "\(type) \(name)")
      if ["aws_lb", "aws_lb_target_group"].contains(type) { #expect(name.utf8.count <= 32) }
    }
    #expect(taken.count > 150)
  }

  @Test("takes a zone that is there already, a mail address, regions and a release from outside")
  func settings() {
    let result = Self.lower([
      "zone": "Z0123456789ABCDEFGHIJ", "alarm_mail": "ops@studyai.example",
      "standby_region": "eu-north-1", "release": "42",
    ])
    #expect(result.diagnostics.items.map(\.detail) == [])
    let resources = result.desired.resources
    #expect(!resources.contains { $0.schema.type == "aws_route53_zone" })
    #expect(resources.count { $0.schema.type == "aws_sns_topic_subscription" } == 2)
    #expect(result.desired.providers.last?.settings["region"] == "eu-north-1")
  }

  @Test("in one region twice is an error that says why")
  func refused() {
    let result = Self.lower(["standby_region": "eu-central-1"])
    let told = result.diagnostics.items.filter { $0.summary == "Invalid variable" }
    #expect(
      told.map(\.detail) == [
        "The variable \"standby_region\": eu-central-1 serves already: a region that is down takes "
          + "both along."
      ])
    #expect(told.first?.hints == ["name another one, as eu-west-1"])
    #expect(told.first?.location?.file.hasSuffix("Infra/ProdSettings.swift") == true)
  }
}
