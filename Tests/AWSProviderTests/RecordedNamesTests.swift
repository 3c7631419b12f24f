import AWS
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import InfraCommand

extension WholeStacks {
  /// What moto does not do of Route 53 and the certificates, done before it as AWS does.
  @Suite("Names where moto is not as AWS")
  struct RecordedNamesTests {}
}

extension WholeStacks.RecordedNamesTests {
  private func lives(
    _ decide: @escaping @Sendable (Between.Request) -> Between.Fate,
    _ make: @escaping @Sendable (_ isSecond: Bool) -> [any Resource]
  ) async throws {
    let moto = try await Moto.server()
    let between = try Between(moto.endpoint, decide)
    defer { between.stop() }
    var variables = moto.variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    try await LifeTests().lives(variables) { Changing($0, make) }
  }

  @Test("a record whose name begins with a star is told with that star's number")
  func star() async throws {
    // The values of the one record; none before it is made.
    let value = Mutex<String?>(nil)
    try await lives { request in
      if request.operation.hasSuffix("/rrset/") {
        let isGone = request.body.contains("<Action>DELETE</Action>")
        let isThere = value.withLock { $0 != nil }
        if isGone != isThere, !request.body.contains("<Action>UPSERT</Action>") {
          return .answer(status: 400, body: "<Error><Code>InvalidChangeBatch</Code></Error>")
        }
        value.withLock { $0 = isGone ? nil : request.body.between("<Value>", "</Value>") }
        return .answer(status: 200, body: "<ChangeResourceRecordSetsResponse/>")
      }
      guard request.operation.hasSuffix("/rrset") else { return .pass }
      let isAsked = request.target.contains("name=%2A.stars.example")
      let record = value.withLock { $0 }.map { value in
        "<ResourceRecordSet><Name>\\052.stars.example.</Name><Type>CNAME</Type><TTL>60</TTL>"
          + "<ResourceRecords><ResourceRecord><Value>\(value)</Value></ResourceRecord>"
          + "</ResourceRecords></ResourceRecordSet>"
      }
      return .answer(
        status: isAsked ? 200 : 400,
        body: "<ListResourceRecordSetsResponse><ResourceRecordSets>\(record ?? "")"
          + "</ResourceRecordSets></ListResourceRecordSetsResponse>")
    } _: { isSecond in
      [
        AWSRoute53Record(
          "any", zone: "Z0123456789", name: "*.stars.example", type: .cname, ttl: .minutes(1),
          records: [isSecond ? "b.example.org" : "a.example.org"])
      ]
    }
  }

  @Test("a health check follows an alarm")
  func alarmCheck() async throws {
    let told = Mutex("")
    try await lives { request in
      guard request.operation.contains("/healthcheck") else { return .pass }
      if request.method == "POST", let name = request.body.between("<Name>", "</Name>") {
        let region = request.body.between("<Region>", "</Region>") ?? ""
        let status = request.body.between(
          "<InsufficientDataHealthStatus>", "</InsufficientDataHealthStatus>")
        told.withLock {
          $0 =
            "<AlarmIdentifier><Region>\(region)</Region><Name>\(name)</Name></AlarmIdentifier>"
            + "<InsufficientDataHealthStatus>\(status ?? "")</InsufficientDataHealthStatus>"
        }
      }
      return .amend { body in
        body.replacing(
          "</HealthCheckConfig>", with: told.withLock { $0 } + "</HealthCheckConfig>")
      }
    } _: { isSecond in
      [
        AWSRoute53HealthCheck(
          "alarm", type: .alarm, alarm: isSecond ? "slow" : "errors",
          alarmRegion: isSecond ? "eu-west-1" : "us-east-1",
          withoutData: isSecond ? .asBefore : .healthy)
      ]
    }
  }

  @Test("what a health check has no more is reset")
  func reset() async throws {
    let reset = Mutex<[String]>([])
    try await lives { request in
      guard request.operation.contains("/healthcheck") else { return .pass }
      if let elements = request.body.between("<ResetElements>", "</ResetElements>") {
        reset.withLock { names in
          names = ["ResourcePath", "FullyQualifiedDomainName", "Regions"]
            .filter { elements.contains(">\($0)<") }
        }
      }
      return .amend { body in
        reset.withLock { $0 }.reduce(body) { $0.without(element: $1) }
      }
    } _: { isSecond in
      [
        AWSRoute53HealthCheck(
          "web", type: .http, domain: isSecond ? nil : "www.example.org", address: "192.0.2.1",
          port: 80, path: isSecond ? nil : "/health", failures: isSecond ? nil : 5,
          isInverted: isSecond ? nil : true,
          regions: isSecond ? [] : ["us-east-1", "us-west-1", "eu-west-1"])
      ]
    }
    #expect(
      reset.withLock { $0 } == ["ResourcePath", "FullyQualifiedDomainName", "Regions"])
  }

  @Test("a certificate's options change where it is; its key is told with a dash")
  func options() async throws {
    let preference = Mutex("ENABLED")
    let isAsked = Mutex(false)
    try await lives { request in
      let told = request.body.between("\"CertificateTransparencyLoggingPreference\":\"", "\"")
      if let told { preference.withLock { $0 = told } }
      switch request.operation {
      case "RequestCertificate":
        isAsked.withLock { $0 = request.body.contains("\"KeyAlgorithm\":\"EC_prime256v1\"") }
        return .pass
      case "UpdateCertificateOptions": return .answer(status: 200, body: "{}")
      case "DescribeCertificate":
        return .amend { body in
          let now = preference.withLock { $0 }
          return body.replacing("RSA_2048", with: "EC-prime256v1")
            .replacing(
              "LoggingPreference\": \"ENABLED\"", with: "LoggingPreference\": \"\(now)\""
            )
            .replacing(
              "LoggingPreference\": \"DISABLED\"", with: "LoggingPreference\": \"\(now)\"")
        }
      default: return .pass
      }
    } _: { isSecond in
      [
        AWSACMCertificate(
          "web", domain: "options.example", validation: .dns, keyAlgorithm: .p256,
          options: isSecond ? .unlogged : .logged)
      ]
    }
    #expect(isAsked.withLock { $0 })
    #expect(preference.withLock { $0 } == "DISABLED")
  }

  @Test("a certificate is not waited for whose proof no declared record is")
  func missingProof() async throws {
    let moto = try await Moto.server()
    try await Project.run(
      moto.variables,
      { inputs in
        Changing(inputs) { _ in
          let web = AWSACMCertificate("web", domain: "proof.example", validation: .dns)
          return [
            web,
            AWSACMCertificateValidation(
              "web", certificate: web.arn, records: ["_other.proof.example"]),
          ]
        }
      }
    ) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .failed, "\(made)")
      #expect(made.err.contains("is never issued without the record _d930"), "\(made.err)")
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
  }
}
