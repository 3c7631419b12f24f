import AWS
import InfraDSL
import InfraModel

/// An environment with records of every kind, health checks and certificates.
struct NamesStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool
  /// Certificates of one's own in PEM form; their keys are in `CERTIFICATE_KEY` and `OTHER_KEY`.
  let ownCertificates: [String]

  init(_ inputs: Inputs, prefix: String, ownCertificates: [String]) {
    self.prefix = prefix
    self.ownCertificates = ownCertificates
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core"]) }
  var tags: Tags { ["version": isSecond ? "two" : "one"] }
  var domain: String { "\(prefix).example" }

  var body: [Declaration] {
    let zone = AWSRoute53Zone("zone", name: Value(DomainName(domain)), tags: tags)
    zone
    let web = AWSRoute53HealthCheck(
      "web", type: .httpsText, domain: isSecond ? "www.example.net" : "www.example.org",
      address: isSecond ? "192.0.2.2" : "192.0.2.1", port: isSecond ? 8_443 : 443,
      path: isSecond ? "/ready" : "/health", searchText: isSecond ? "fine" : "ok",
      interval: .fast, failures: isSecond ? 2 : 5, measuresLatency: true, sendsName: !isSecond,
      isInverted: isSecond, isDisabled: isSecond,
      regions: ["us-east-1", "us-west-1", isSecond ? "sa-east-1" : "eu-west-1"],
      reference: "web", tags: tags)
    web
    let spare = AWSRoute53HealthCheck("spare", type: .tcp, address: "192.0.2.9", port: 443)
    spare
    AWSRoute53HealthCheck(
      "both", type: .children, children: isSecond ? [web.id, spare.id] : [web.id],
      childrenNeeded: isSecond ? 2 : 1)
    plain(zone)
    chosen(zone, isSecond ? spare : web)
    certificates(zone)
  }

  private func name(_ host: String) -> Value<RecordName> {
    Value(RecordName(host.isEmpty ? domain : "\(host).\(domain)"))
  }

  @DeclarationBuilder private func plain(_ zone: AWSRoute53Zone) -> [Declaration] {
    let www = AWSRoute53Record(
      "www", zone: zone.zoneID, name: name("www"), type: .a, ttl: .minutes(isSecond ? 2 : 1),
      records: isSecond ? ["192.0.2.2", "192.0.2.1"] : ["192.0.2.1"],
      overwrites: isSecond)
    www
    AWSRoute53Record(
      "texts", zone: zone.zoneID, name: name(""), type: .txt, ttl: .minutes(1),
      records: isSecond ? ["v=spf1 ~all", "a=\\\"b\\\""] : ["v=spf1 -all"])
    AWSRoute53Record(
      "moves", zone: zone.zoneID, name: name("moves"), type: isSecond ? .aaaa : .a,
      ttl: .minutes(1), records: [isSecond ? "2001:db8::1" : "192.0.2.7"])
    AWSRoute53Record(
      "alias", zone: zone.zoneID, name: name("alias"), type: .a,
      alias: .init(to: "\(www.fullName)", zone: zone.zoneID, isHealthChecked: !isSecond))
  }

  @DeclarationBuilder
  private func chosen(_ zone: AWSRoute53Zone, _ check: AWSRoute53HealthCheck) -> [Declaration] {
    AWSRoute53Record(
      "blue", zone: zone.zoneID, name: name("api_v1"), type: .cname, ttl: .minutes(1),
      records: ["blue.example.org"], setIdentifier: "blue", weight: isSecond ? 0 : 10)
    AWSRoute53Record(
      "green", zone: zone.zoneID, name: name("api_v1"), type: .cname, ttl: .minutes(1),
      records: ["green.example.org"], setIdentifier: isSecond ? "green_two" : "green",
      weight: isSecond ? 100 : 90)
    AWSRoute53Record(
      "first", zone: zone.zoneID, name: name("db"), type: .a, ttl: .minutes(1),
      records: ["192.0.2.1"], setIdentifier: "one place", healthCheck: check.id,
      failover: isSecond ? .secondary : .primary)
    AWSRoute53Record(
      "near", zone: zone.zoneID, name: name("near"), type: .a, ttl: .minutes(1),
      records: ["192.0.2.1"], setIdentifier: "near",
      latency: .init(isSecond ? "eu-west-1" : "eu-central-1"))
    AWSRoute53Record(
      "there", zone: zone.zoneID, name: name("there"), type: .a, ttl: .minutes(1),
      records: ["192.0.2.1"], setIdentifier: "there",
      place: isSecond ? .continent("EU") : .country("US", subdivision: "CA"))
    AWSRoute53Record(
      "many", zone: zone.zoneID, name: name("many"), type: .a, ttl: .minutes(1),
      records: ["192.0.2.1"], setIdentifier: "many", weight: isSecond ? 1 : nil,
      isMultivalue: isSecond ? nil : true)
  }

  @DeclarationBuilder private func certificates(_ zone: AWSRoute53Zone) -> [Declaration] {
    let web = AWSACMCertificate(
      "web", domain: Value(DomainName(domain)), otherNames: [Value(DomainName("*.\(domain)"))],
      validation: .dns, keyAlgorithm: .rsa2048, tags: tags)
    web
    let proof = AWSRoute53Record(
      "proof", zone: zone.zoneID, name: web.validationName, type: .cname, ttl: .minutes(1),
      records: [web.validationValue])
    proof
    AWSACMCertificateValidation("web", certificate: web.arn, records: [proof.fullName])
    AWSACMCertificate(
      "own", body: Value(ownCertificates[isSecond ? 1 : 0]),
      chain: Value(ownCertificates[isSecond ? 0 : 1]),
      privateKey: .environment(isSecond ? "OTHER_KEY" : "CERTIFICATE_KEY"), tags: tags)
  }
}
