import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_route53_zone`.
  static let zone = AWSType(
    "aws_route53_zone", "DNS zone",
    arguments: [
      .both("name", "Name", .domainName, reads: "HostedZone.Name"),
      .both("comment", "HostedZoneConfig.Comment", reads: "HostedZone.Config.Comment"),
      .both("delegation_set_id", "DelegationSetId", .zoneID, reads: "DelegationSet.Id"),
      .later(
        "vpc", "VPC", .blockSet([.both("vpc_id", "VPCId"), .both("vpc_region", "VPCRegion")]),
        reads: "VPCs.VPC"),
      .local("force_destroy"),
    ],
    attributes: [
      "id": "ZoneId", "zone_id": "ZoneId", "arn": "arn:{partition}:route53:::hostedzone/{ZoneId}",
      "name_servers": "DelegationSet.NameServers.NameServer",
      "primary_name_server": "DelegationSet.NameServers.NameServer.0",
    ],
    tags: .route53("hostedzone"),
    lookup: Lookup(
      extras: [.route53Tags("hostedzone", id: "ZoneId")],
      // The token of its creation is the instance, and the list tells it.
      search: { instance, _, session async throws(ProviderError) in
        let found = try await session.route53Object(
          "ListHostedZones", "/2013-04-01/hostedzone", at: "HostedZones.HostedZone", of: instance)
        return found.flatMap { Shape.zoneID.read($0["Id"], declared: nil).string }
      },
      picking: { answer, key in
        guard case .id = key else { return [] }
        return [
          answer.output.merging([
            "ZoneId": Shape.zoneID.read(answer["HostedZone.Id"], declared: nil)
          ])
        ]
      }
    ) { key in
      guard case .id(let id) = key else { return nil }
      return AWSCall(
        .route53, "GetHostedZone", .get, "/2013-04-01/hostedzone/{Id}", ["Id": .string(id)])
    },
    creation: Creation(id: "HostedZone.Id", after: "/") { input, scope in
      var input = input.merging(["CallerReference": .string(scope.instance.text)])
      if let first = scope["vpc"].list?.first {
        input = input.merging(["VPC": region(first, scope)])
          .setting("HostedZoneConfig.PrivateZone", true)
      }
      return AWSCall(
        .route53, "CreateHostedZone", .post, "/2013-04-01/hostedzone",
        body: .xml("CreateHostedZoneRequest", input), isRepeatable: false)
    },
    updates: [
      Update(["comment"]) { scope in
        [
          AWSCall(
            .route53, "UpdateHostedZoneComment", .post, "/2013-04-01/hostedzone/{Id}",
            ["Id": .string(scope.id)],
            body: .xml("UpdateHostedZoneCommentRequest", .fields(["Comment": scope["comment"]])))
        ]
      },
      Update(["vpc"], changeVPCs),
    ],
    deletion: Deletion(
      clearing: { scope, session async throws(ProviderError) in
        guard scope.arguments["force_destroy"] == true else { return }
        try await emptyZone(scope, session)
      },
      calls: { scope in
        [
          AWSCall(
            .route53, "DeleteHostedZone", .delete, "/2013-04-01/hostedzone/{Id}",
            ["Id": .string(scope.id)])
        ]
      }))

  private static func region(_ vpc: Datum, _ scope: Scope) -> Datum {
    vpc["VPCRegion"].isNull ? vpc.merging(["VPCRegion": .string(scope.region)]) : vpc
  }

  /// New ones come before old ones go: a private zone always has one.
  @Sendable private static func changeVPCs(_ scope: Scope) -> [AWSCall] {
    let wanted = (scope["vpc"].list ?? []).map { region($0, scope) }
    let present = scope.object[path: "VPCs.VPC"].elements
    func change(_ operation: String, _ path: String, _ vpc: Datum) -> AWSCall {
      AWSCall(
        .route53, operation, .post, "/2013-04-01/hostedzone/{Id}/\(path)",
        ["Id": .string(scope.id)], body: .xml("\(operation)Request", ["VPC": vpc]))
    }
    return wanted.filter { !present.contains($0) }
      .map { change("AssociateVPCWithHostedZone", "associatevpc", $0) }
      + present.filter { !wanted.contains($0) }
      .map { change("DisassociateVPCFromHostedZone", "disassociatevpc", $0) }
  }

  /// Deletes all records but those that a zone must have.
  private static func emptyZone(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    let id: Datum = ["Id": .string(scope.id)]
    let name = scope.object[path: "HostedZone.Name"]
    for _ in 0..<10_000 {
      let answer = try await session.send(
        AWSCall(
          .route53, "ListResourceRecordSets", .get, "/2013-04-01/hostedzone/{Id}/rrset", id),
        absent: ["NoSuchHostedZone"])
      let records = (answer?["ResourceRecordSets.ResourceRecordSet"].elements ?? []).filter {
        !($0["Name"] == name && ["NS", "SOA"].contains($0["Type"].string ?? ""))
      }
      if records.isEmpty { return }
      let changes = records.map { Datum.fields(["Action": "DELETE", "ResourceRecordSet": $0]) }
      _ = try await session.send(
        AWSCall(
          .route53, "ChangeResourceRecordSets", .post, "/2013-04-01/hostedzone/{Id}/rrset/", id,
          body: .xml(
            "ChangeResourceRecordSetsRequest",
            ["ChangeBatch": ["Changes": ["Change": .list(changes)]]])))
    }
  }
}

extension Shape {
  /// A name of the DNS: the final dot says nothing here, nor does the case.
  static let domainName = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      guard var text = seen.string else { return .null }
      if text.hasSuffix(".") { text.removeLast() }
      // The service writes some characters by their number.
      text = text.replacing("\\052", with: "*")
      var mine = declared?.string ?? ""
      if mine.hasSuffix(".") { mine.removeLast() }
      return mine.lowercased() == text.lowercased() ? declared ?? .string(text) : .string(text)
    })

  /// An id without the kind that answers put before it, as `/hostedzone/Z123`.
  static let zoneID = Shape.odd(
    write: { $0 },
    read: { seen, _ in
      seen.string?.split(separator: "/").last.map { .string(String($0)) } ?? .null
    })
}
