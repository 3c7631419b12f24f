import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  private static func record(
    weight: AWSRoute53Record.Weight? = nil, failover: AWSRoute53Record.Failover? = nil,
    latency: AWSRoute53Record.Latency? = nil, place: AWSRoute53Record.Place? = nil,
    isMultivalue: Bool? = nil
  ) -> AWSRoute53Record {
    AWSRoute53Record(
      "full", zone: "Z0123456789ABCDEFGHIJ", name: "api.example.org", type: .a, ttl: .minutes(1),
      records: ["192.0.2.1"], setIdentifier: "first", weight: weight, failover: failover,
      latency: latency, place: place, isMultivalue: isMultivalue)
  }

  static let records = [
    ChangedSample(
      AWSRoute53Record(
        "full", zone: "Z0123456789ABCDEFGHIJ", name: "api.example.org", type: .a,
        ttl: .minutes(1), records: ["192.0.2.1"], setIdentifier: "first",
        healthCheck: "1234abcd-12ab-34cd-56ef-1234567890ab", weight: 10, overwrites: false),
      AWSRoute53Record(
        "full", zone: "Z0123456789ABCDEFGHIK", name: "www.example.org", type: .cname,
        ttl: .minutes(2), records: ["192.0.2.2"], setIdentifier: "second",
        healthCheck: "5678abcd-12ab-34cd-56ef-1234567890ab", weight: 20, overwrites: true)),
    ChangedSample(
      AWSRoute53Record(
        "full", zone: "Z0123456789ABCDEFGHIJ", name: "api.example.org", type: .a,
        alias: .init(to: "first.example.net", zone: "Z0123456789ABCDEFGHIJ")),
      AWSRoute53Record(
        "full", zone: "Z0123456789ABCDEFGHIJ", name: "api.example.org", type: .a,
        alias: .init(
          to: "second.example.net", zone: "Z0123456789ABCDEFGHIJ", isHealthChecked: false))),
    ChangedSample(record(failover: .primary), record(failover: .secondary)),
    ChangedSample(record(latency: .init("us-east-1")), record(latency: .init("eu-west-1"))),
    ChangedSample(
      record(place: .country("US", subdivision: "CA")), record(place: .continent("EU"))),
    ChangedSample(record(isMultivalue: true), record(isMultivalue: false)),
    webCheck, alarmCheck, parentCheck,
  ]

  private static let webCheck = ChangedSample(
    AWSRoute53HealthCheck(
      "full", type: .httpsText, domain: "api.example.org", address: "192.0.2.1", port: 443,
      path: "/health", searchText: "ok", interval: .standard, failures: 3, measuresLatency: false,
      sendsName: true, isInverted: false, isDisabled: false,
      regions: ["us-east-1", "us-west-1", "eu-west-1"], reference: "first",
      tags: ["team": "core"]),
    AWSRoute53HealthCheck(
      "full", type: .httpText, domain: "www.example.org", address: "192.0.2.2", port: 8_443,
      path: "/", searchText: "fine", interval: .fast, failures: 2, measuresLatency: true,
      sendsName: false, isInverted: true, isDisabled: true,
      regions: ["us-east-1", "us-west-1", "sa-east-1"], reference: "second",
      tags: ["team": "other"]))

  private static let alarmCheck = ChangedSample(
    AWSRoute53HealthCheck(
      "full", type: .alarm, alarm: "errors", alarmRegion: "us-east-1", withoutData: .healthy),
    AWSRoute53HealthCheck(
      "full", type: .alarm, alarm: "slow", alarmRegion: "eu-west-1", withoutData: .asBefore))

  private static let parentCheck = ChangedSample(
    AWSRoute53HealthCheck(
      "full", type: .children, children: ["1234abcd-12ab-34cd-56ef-1234567890ab"],
      childrenNeeded: 1),
    AWSRoute53HealthCheck(
      "full", type: .children, children: ["5678abcd-12ab-34cd-56ef-1234567890ab"],
      childrenNeeded: 0))

  static let certificates = [
    ChangedSample(
      AWSACMCertificate(
        "full", domain: "example.org", otherNames: ["*.example.org"], validation: .dns,
        keyAlgorithm: .rsa2048, options: .logged,
        validationDomains: [.init(domain: "example.org", owner: "example.org")],
        tags: ["team": "core"]),
      AWSACMCertificate(
        "full", domain: "example.net", otherNames: ["*.example.net"], validation: .email,
        keyAlgorithm: .p256, options: .unlogged,
        validationDomains: [.init(domain: "www.example.org", owner: "example.org")],
        tags: ["team": "other"])),
    ChangedSample(
      AWSACMCertificate(
        "full", body: "first", chain: "first", privateKey: .environment("CERTIFICATE_KEY")),
      AWSACMCertificate(
        "full", body: "second", chain: "second", privateKey: .environment("OTHER_KEY"))),
    ChangedSample(
      AWSACMCertificateValidation(
        "full", certificate: "arn:aws:acm:us-east-1:123456789012:certificate/first",
        records: ["_a.example.org"]),
      AWSACMCertificateValidation(
        "full", certificate: "arn:aws:acm:us-east-1:123456789012:certificate/second",
        records: ["_b.example.org"])),
  ]
}
