import AWS
import InfraDSL

/// The door to a region: a balancer that speaks TLS, with a firewall before it. What stands behind
/// it is told by services with entrances.
struct FoundationEdge: Module {
  /// How it is shown that a certificate's domain is ours.
  enum Proof {
    /// By a record made here, in a zone.
    case record(in: Value<ZoneID>)
    /// By the record that another region made: one domain of one account has one.
    case recorded(AWSRoute53Record)
  }

  var declaration: DeclarationInfo
  let group: AWSSecurityGroup
  let balancer: AWSLB
  let listener: AWSLBListener
  let certificate: AWSACMCertificate
  /// The record that shows that the domain is ours.
  let proof: AWSRoute53Record
  private let others: [Declaration]

  init(
    _ key: String, name: String, network: FoundationNetwork, domain: String, proof: Proof,
    requestsPerAddress limit: Int, alarms: AWSSNSTopic, file: String, line: Int
  ) {
    declaration = DeclarationInfo(kind: "FoundationEdge", key: key, file: file, line: line)
    group = AWSSecurityGroup(
      "edge", name: Value(SecurityGroupName("\(name)-foundation-edge")),
      description: "Requests of the world",
      vpc: network.vpc.id, tags: ["Name": Value("\(name)-edge")])
    balancer = AWSLB(
      "edge", name: Value(BalancerName(FittedName.of("\(name)-edge", 32))), kind: .application,
      isInternal: false, securityGroups: [group.id], subnets: network.publicSubnets,
      dropsInvalidHeaders: true, desyncMitigation: .defensive)
    certificate = AWSACMCertificate(
      "edge", domain: Value(DomainName(domain)), otherNames: [Value(DomainName("*.\(domain)"))],
      validation: .dns)
    var others: [Declaration] = []
    switch proof {
    case .recorded(let record): self.proof = record
    case .record(let zone):
      let record = AWSRoute53Record(
        "certificate", zone: zone, name: certificate.validationName, type: .cname,
        ttl: .minutes(5), records: [certificate.validationValue])
      self.proof = record
      others.append(.resource(record))
    }
    let validation = AWSACMCertificateValidation(
      "edge", certificate: certificate.arn, records: [self.proof.fullName])
    listener = AWSLBListener(
      "https", balancer: balancer.arn, port: 443, transport: .https,
      certificate: "\(validation.issuedCertificate)",
      tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      actions: [.answer(FixedAnswer(404, body: "there is nothing here\n"))],
      strictTransportSecurity: "max-age=31536000; includeSubDomains", namesServer: false)
    let redirect = AWSLBListener(
      "http", balancer: balancer.arn, port: 80, transport: .http, actions: [.redirectToHTTPS])
    others += [.resource(validation), .resource(redirect)]
    for port in [80, 443] {
      let rule = AWSVPCSecurityGroupIngressRule(
        "edge-\(port)", securityGroup: group.id, .tcp(Port(port)), from: .network("0.0.0.0/0"),
        description: "The world")
      others.append(.resource(rule))
    }
    let firewall = Firewall(name: name, limit: limit).acl
    let association = AWSWAFv2WebACLAssociation(
      "edge", resource: balancer.arn.ofAnyKind, webACL: firewall.arn)
    others += [.resource(firewall), .resource(association)]
    let errors = AWSCloudWatchMetricAlarm(
      "edge-errors", name: Value(AlarmName("\(name)-edge-errors")), comparison: .above,
      threshold: 10, periods: 3, metric: "HTTPCode_ELB_5XX_Count",
      namespace: "AWS/ApplicationELB", dimensions: ["LoadBalancer": balancer.metricName],
      statistic: .sum, period: .minutes(1), missingData: .fine,
      description: "The balancer itself answers with errors: nothing behind it takes requests.",
      alarmActions: [.topic(alarms)], okActions: [.topic(alarms)])
    others.append(.resource(errors))
    self.others = others
  }

  var body: [Declaration] {
    group
    balancer
    certificate
    listener
    others
  }
}

/// What is turned away before the balancer: whoever asks too often, and what AWS knows as attacks.
private struct Firewall {
  let name: String
  let limit: Int

  var acl: AWSWAFv2WebACL {
    let answer = WAFAnswer(429, headers: ["Retry-After": "60"])
    return AWSWAFv2WebACL(
      "edge", name: Value(WebACLName("\(name)-edge")), scope: .regional, byDefault: .allow,
      description: Value("Before \(name)"),
      rules: [
        WAFRule(
          "too-many-requests", priority: 1, .rate(limit: limit, within: .fiveMinutes),
          do: .block(answer), visibility: WAFVisibility("\(name)-too-many-requests")),
        WAFRule(
          "known-bad-inputs", priority: 2, .managed("AWSManagedRulesKnownBadInputsRuleSet"),
          visibility: WAFVisibility("\(name)-known-bad-inputs")),
        WAFRule(
          "common", priority: 3,
          // The set refuses bodies above 8 KiB; what stands behind has a limit of its own.
          .managed(
            "AWSManagedRulesCommonRuleSet", overrides: ["SizeRestrictions_BODY": .count]),
          visibility: WAFVisibility("\(name)-common")),
      ], visibility: WAFVisibility("\(name)-edge"))
  }
}
