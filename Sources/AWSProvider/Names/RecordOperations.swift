import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_route53_record`: `Set` is the record in the terms of its arguments,
  /// `Raw` as the service has it, which wants it back whole to delete it.
  static let record = AWSType(
    "aws_route53_record", "DNS record",
    identity: "{zone_id}_{name}_{type}_{set_identifier}", arguments: recordMembers,
    attributes: ["id": "RecordID", "fqdn": "FullName"],
    lookup: Lookup(
      picking: { answer, key in
        guard let wanted = recordID(key) else { return [] }
        return answer["ResourceRecordSets.ResourceRecordSet"].elements
          .map { recordSeen($0, in: wanted.zone) }
          .filter { $0["RecordID"].string == wanted.description }
      }
    ) { key in
      guard let id = recordID(key) else { return nil }
      // A name and type have at most 100 records.
      var query = [("name", id.name), ("type", id.type), ("maxitems", "100")]
      if !id.set.isEmpty { query.append(("identifier", id.set)) }
      return AWSCall(
        .route53, "ListResourceRecordSets", .get, "/2013-04-01/hostedzone/{Id}/rrset",
        ["Id": .string(id.zone)], query: query.map { (name: $0.0, value: $0.1) })
    },
    // What is there already is refused by the service too, should it come between.
    creation: Creation(looksFirst: true, overwrites: "allow_overwrite") { _, scope in
      changeRecords(scope, [["Action": "CREATE", "ResourceRecordSet": recordWritten(scope)]])
    },
    updates: [
      Update(
        Set(recordMembers.map(\.name)).subtracting(["zone_id", "name", "allow_overwrite"]),
        changeRecord)
    ],
    deletion: Deletion { scope in
      [changeRecords(scope, [["Action": "DELETE", "ResourceRecordSet": scope.object["Raw"]]])]
    },
    // A health check of a moment ago.
    again: ["InvalidChangeBatch: health check"])

  private static let recordMembers: [Member] = [
    .both("zone_id", "ZoneId"),
    .both("name", "Set.Name", .domainName),
    .both("type", "Set.Type"),
    .both("set_identifier", "Set.SetIdentifier"),
    .both("weighted_routing_policy", "Set.Weight", .alone("weight", .number)),
    .both("latency_routing_policy", "Set.Region", .alone("region")),
    .both(
      "geolocation_routing_policy", "Set.GeoLocation",
      .one([
        .both("continent", "ContinentCode"), .both("country", "CountryCode"),
        .both("subdivision", "SubdivisionCode"),
      ])),
    .both("failover_routing_policy", "Set.Failover", .alone("type")),
    .both("multivalue_answer_routing_policy", "Set.MultiValueAnswer", .saidIfTrue),
    .both("ttl", "Set.TTL", .number),
    .both("records", "Set.ResourceRecords", .textSet),
    .both(
      "alias", "Set.AliasTarget",
      .one([
        .both("zone_id", "HostedZoneId"), .both("name", "DNSName", aliasName),
        .both("evaluate_target_health", "EvaluateTargetHealth", .flag),
      ])),
    .both("health_check_id", "Set.HealthCheckId"),
    .local("allow_overwrite"),
  ]

  /// Balancers are reached by either kind of address under a name with this before it, which the
  /// console writes.
  private static let aliasName = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      guard let text = seen.string, let mine = declared?.string, text.hasPrefix("dualstack."),
        !mine.lowercased().hasPrefix("dualstack.")
      else { return Shape.domainName.read(seen, declared: declared) }
      return Shape.domainName.read(.string(String(text.dropFirst(10))), declared: declared)
    })

  private static func recordID(_ key: Lookup.Key) -> RecordID? {
    guard case .id(let text) = key else { return nil }
    return RecordID(text)
  }

  /// A record as its arguments say it: texts stand in quotes at the service.
  private static func recordSeen(_ raw: Datum, in zone: String) -> Datum {
    let id = RecordID(
      zone: zone, name: raw["Name"].string ?? "", type: raw["Type"].string ?? "",
      set: raw["SetIdentifier"].string ?? "")
    var set = raw.object ?? Fields()
    let values = raw[path: "ResourceRecords.ResourceRecord"].elements.map { record -> Datum in
      guard let text = record["Value"].string else { return .null }
      return .string(hasQuotes(id.type) ? unquoted(text) : text)
    }
    set["ResourceRecords"] = values.isEmpty ? nil : .list(values)
    return [
      "ZoneId": .string(zone), "RecordID": .string(id.description), "FullName": .string(id.name),
      "Set": .object(set), "Raw": raw,
    ]
  }

  private static func recordWritten(_ scope: Scope) -> Datum {
    let written = Member.written(recordMembers, .object(scope.arguments))["Set"]
    var set = written.object ?? Fields()
    set["Name"] = .string(RecordID.plain(written["Name"].string ?? ""))
    let isQuoted = hasQuotes(written["Type"].string ?? "")
    let values = (written["ResourceRecords"].list ?? []).map { value -> Datum in
      let text = value.scalarText ?? ""
      return ["Value": .string(isQuoted ? "\"\(text)\"" : text)]
    }
    set["ResourceRecords"] = values.isEmpty ? nil : ["ResourceRecord": .list(values)]
    return .object(set)
  }

  private static func hasQuotes(_ type: String) -> Bool { type == "TXT" || type == "SPF" }

  private static func unquoted(_ text: String) -> String {
    let isQuoted = text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
    return isQuoted ? String(text.dropFirst().dropLast()) : text
  }

  /// One that stays what it is by name is written over; one of another type or identifier takes
  /// the old one's place in the same batch, so that no question is left without an answer.
  @Sendable private static func changeRecord(_ scope: Scope) -> [AWSCall] {
    let now = recordWritten(scope)
    let before = scope.object["Set"]
    if now["Type"] == before["Type"], now["SetIdentifier"] == before["SetIdentifier"] {
      return [changeRecords(scope, [["Action": "UPSERT", "ResourceRecordSet": now]])]
    }
    return [
      changeRecords(
        scope,
        [
          ["Action": "DELETE", "ResourceRecordSet": scope.object["Raw"]],
          ["Action": "CREATE", "ResourceRecordSet": now],
        ])
    ]
  }

  /// A batch is carried out whole or not at all, and a second time it is refused.
  private static func changeRecords(_ scope: Scope, _ changes: [Datum]) -> AWSCall {
    AWSCall(
      .route53, "ChangeResourceRecordSets", .post, "/2013-04-01/hostedzone/{Id}/rrset/",
      ["Id": scope.arguments["zone_id"] ?? scope.object["ZoneId"]],
      body: .xml(
        "ChangeResourceRecordSetsRequest",
        ["ChangeBatch": ["Changes": ["Change": .list(changes)]]]), isRepeatable: false)
  }
}
