import InfraDSL
import InfraModel

/// A name of a zone and what it answers, as Terraform's `aws_route53_record`.
///
///     let api = AWSRoute53Record(
///       "api", zone: zone.zoneID, name: "api.example.org",
///       alias: .init(to: balancer.dnsName, zone: balancer.zoneID))
public struct AWSRoute53Record: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSRoute53Record>(
    "aws_route53_record", "A name of a zone and what it answers.",
    arguments: [
      .required("zone_id", \.zone, changing: .replaceWithGap, "The zone that it is in."),
      .required("name", \.name, changing: .replaceWithGap, "The name, with its domain."),
      .required("type", \.type, changing: .inPlace, "What it answers."),
      .optional("ttl", \.ttl, changing: .inPlace, "Seconds that an answer may be kept."),
      .optional("records", \.records, changing: .inPlace, "The answers; not with an alias."),
      .optional(
        "alias", \.alias, changing: .inPlace, "The thing of AWS whose addresses are the answer."),
      .optional(
        "set_identifier", \.setIdentifier, changing: .inPlace,
        "What tells records of the same name and type apart."),
      .optional(
        "health_check_id", \.healthCheck, changing: .inPlace,
        "The check without whose success it is not answered."),
      .optional(
        "weighted_routing_policy", \.weight, changing: .inPlace,
        "Its share among the records of the name."),
      .optional(
        "failover_routing_policy", \.failover, changing: .inPlace,
        "Whether it is answered first, or only when the first fails."),
      .optional(
        "latency_routing_policy", \.latency, changing: .inPlace,
        "The region to which those who are near it go."),
      .optional(
        "geolocation_routing_policy", \.place, changing: .inPlace, "Where those are who get it."),
      .optional(
        "multivalue_answer_routing_policy", \.isMultivalue, changing: .inPlace,
        "Whether it is one of up to eight answers."),
      .optional(
        "allow_overwrite", \.overwrites, changing: .inPlace, terraform: .unread,
        "Whether it takes the place of a record that is there already."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The zone's id, the name and the type."),
      AttributeSchema("fqdn", terraform: "fqdn", "The whole name, without a dot at its end."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The zone that it is in.
  public let zone: Value<ZoneID>
  /// The name, with its domain.
  public let name: Value<RecordName>
  /// What it answers.
  public let type: RecordType
  /// Seconds that an answer may be kept.
  public let ttl: TimeSpan?
  /// The answers; not with an alias.
  public let records: [Value<String>]
  /// The thing of AWS whose addresses are the answer.
  public let alias: Alias?
  /// What tells records of the same name and type apart.
  public let setIdentifier: Value<SetIdentifier>?
  /// The check without whose success it is not answered.
  public let healthCheck: Value<HealthCheckID>?
  /// Its share among the records of the name.
  public let weight: Weight?
  /// Whether it is answered first, or only when the first fails.
  public let failover: Failover?
  /// The region to which those who are near it go.
  public let latency: Latency?
  /// Where those are who get it.
  public let place: Place?
  /// Whether it is one of up to eight answers.
  public let isMultivalue: Bool?
  /// Whether it takes the place of a record that is there already.
  public let overwrites: Bool?

  /// Declares a record.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - zone: The zone that it is in.
  ///   - name: The name, with its domain.
  ///   - type: What it answers.
  ///   - ttl: How long an answer may be kept; not with an alias.
  ///   - records: The answers; not with an alias.
  ///   - alias: The thing of AWS whose addresses are the answer.
  ///   - setIdentifier: What tells records of the same name and type apart.
  ///   - healthCheck: The check without whose success it is not answered.
  ///   - weight: Its share among the records of the name.
  ///   - failover: Whether it is answered first, or only when the first fails.
  ///   - latency: The region to which those who are near it go.
  ///   - place: Where those are who get it.
  ///   - isMultivalue: Whether it is one of up to eight answers.
  ///   - overwrites: Whether it takes the place of a record that is there already.
  public init(
    _ key: String, zone: Value<ZoneID>, name: Value<RecordName>, type: RecordType,
    ttl: Duration? = nil, records: [Value<String>] = [], alias: Alias? = nil,
    setIdentifier: Value<SetIdentifier>? = nil, healthCheck: Value<HealthCheckID>? = nil,
    weight: Weight? = nil, failover: Failover? = nil, latency: Latency? = nil, place: Place? = nil,
    isMultivalue: Bool? = nil, overwrites: Bool? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_route53_record", key: key, file: file, line: line)
    self.zone = zone
    self.name = name
    self.type = type
    self.ttl = ttl.map { TimeSpan($0, in: .seconds, 0...2_147_483_647) }
    self.records = records
    self.alias = alias
    self.setIdentifier = setIdentifier
    self.healthCheck = healthCheck
    self.weight = weight
    self.failover = failover
    self.latency = latency
    self.place = place
    self.isMultivalue = isMultivalue
    self.overwrites = overwrites
  }

  /// The whole name, without a dot at its end.
  public var fullName: Value<DomainName> { attribute("fqdn") }
}
