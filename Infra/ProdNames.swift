import AWS
import InfraDSL
import InfraPlatforms

/// The public names: they lead to the region that serves while it answers, and to the standby
/// otherwise.
struct ProdNames: Module {
  var declaration: DeclarationInfo
  private let check: AWSRoute53HealthCheck
  private let records: [AWSRoute53Record]

  init(
    _ key: String, zone: Value<ZoneID>, domain: String, primary: AWSFoundation,
    secondary: AWSFoundation, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "ProdNames", key: key, file: file, line: line)
    // Three failures in a row, 10 s apart: the names turn after half a minute.
    let check = AWSRoute53HealthCheck(
      "primary", type: .https, domain: "\(primary.entryName)", port: 443, path: "/healthz",
      interval: .fast, failures: 3, sendsName: true, tags: ["Name": "studyai-prod"])
    self.check = check
    let name = { (label: String?) in
      Value(RecordName(label.map { "\($0).\(domain)" } ?? domain))
    }
    records = [(nil, "api"), ("grafana", "grafana")].flatMap { label, key in
      [
        AWSRoute53Record(
          "\(key)-primary", zone: zone, name: name(label), type: .a,
          alias: .init(to: primary.entryName, zone: primary.entryZone),
          setIdentifier: "primary", healthCheck: check.id, failover: .primary),
        AWSRoute53Record(
          "\(key)-secondary", zone: zone, name: name(label), type: .a,
          alias: .init(to: secondary.entryName, zone: secondary.entryZone),
          setIdentifier: "secondary", failover: .secondary),
      ]
    }
  }

  var body: [Declaration] {
    check
    records.map { .resource($0) }
  }
}
