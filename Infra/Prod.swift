import AWS
import InfraDSL
import InfraPlatforms
import Modules

/// Production on AWS: one region that serves, a second one that stands by warm, and names that
/// lead to the second when the first does not answer.
struct Prod: Environment {
  let name = "prod"
  let project = "studyai"
  let settings: ProdSettings
  /// The zone of the public name; none where it exists already.
  let zone: AWSRoute53Zone?
  let foundation: AWSFoundation
  let standby: AWSFoundation

  init(_ inputs: Inputs) {
    settings = ProdSettings(inputs)
    let domain = settings.domain
    let zoneID: Value<ZoneID>
    if settings.zone.isEmpty {
      let made = AWSRoute53Zone("zone", name: Value(DomainName(domain)))
      zoneID = made.zoneID
      zone = made
    } else {
      zoneID = Value(ZoneID(settings.zone))
      zone = nil
    }
    foundation = AWSFoundation(
      "foundation", name: "studyai-prod", region: settings.region, range: "10.20.0.0/16",
      domain: domain, proof: .record(in: zoneID), alarms: settings.alarmAddress)
    standby = AWSFoundation(
      "foundation", name: "studyai-prod-standby", region: settings.standbyRegion,
      range: "10.21.0.0/16", size: .small, domain: domain, proof: .shared(with: foundation),
      alarms: settings.alarmAddress)
    zonePlace = zoneID
  }

  private let zonePlace: Value<ZoneID>

  /// Both regions, by one account's credentials.
  private var regions: AWSRegion {
    AWSRegion(
      settings.region, also: ["standby": settings.standbyRegion],
      tags: ["project": project, "environment": name])
  }

  var platform: any Platform {
    AWSECS(on: foundation, region: regions, release: settings.release)
  }

  var body: [Declaration] {
    if let zone {
      zone
      Output("name_server", zone.primaryNameServer, summary: "Whom the parent domain names.")
    }
    foundation
    stack(2...10, copies: 2).all
    let second = ProdStandby("standby", foundation: standby, stack: stack(1...10, copies: 1))
      .provider("aws.standby")
      .runs(
        on: AWSECS(
          on: standby, region: regions, release: settings.release, prefix: "standby-"))
    second
    ProdNames(
      "names", zone: zonePlace, domain: settings.domain, primary: foundation, secondary: standby)
    ProdBackups("backups", primary: foundation, secondary: standby)
    Output("entry", foundation.entryName, summary: "The balancer of the region that serves.")
    Output("standby_entry", standby.entryName, summary: "The balancer of the region that waits.")
  }

  private func stack(_ bounds: ClosedRange<Int>, copies: Int) -> ProductionLike {
    ProductionLike(
      name: name, images: settings.images, entrance: .behindBalancer(name: settings.domain),
      doors: .grafana(at: "grafana.\(settings.domain)"),
      alerts: AlertReceivers(
        webhook: Value(settings.webhook), slack: .environment("SLACK_WEBHOOK_URL"),
        pagerDuty: .environment("PAGERDUTY_ROUTING_KEY")), limit: 100,
      replicas: bounds.lowerBound, retained: true, encryptedCache: true, cacheCopies: copies,
      growth: .init(bounds: bounds), keepsGrafana: true, tellsOutputs: copies > 1)
  }
}
