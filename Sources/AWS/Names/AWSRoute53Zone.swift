import InfraDSL
import InfraModel

/// A zone of the DNS, as Terraform's `aws_route53_zone`.
///
///     let zone = AWSRoute53Zone("public", name: "example.org")
public struct AWSRoute53Zone: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSRoute53Zone>(
    "aws_route53_zone", "A zone of the DNS.", holdsData: "the zone's records",
    arguments: [
      .required("name", \.name, changing: .replaceLosingData, "The domain that it answers for."),
      .optional(
        "comment", \.comment, changing: .inPlace, default: "Managed by Terraform", "What it is for."
      ),
      .optional(
        "delegation_set_id", \.delegationSet, changing: .replaceLosingData,
        "The set of name servers that it shares with other zones."),
      .optional(
        "force_destroy", \.deletesRecords, changing: .inPlace, default: false, terraform: .unread,
        "Whether records made by others are deleted with it."),
      .optional(
        "vpc", \.vpcs, changing: .inPlace,
        "The VPCs that alone see it; everyone does if there is none."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The zone's id."),
      AttributeSchema("zone_id", terraform: "zone_id", "The zone's id."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "name_servers", terraform: "name_servers",
        "The name servers that the domain is delegated to."),
      AttributeSchema(
        "primary_name_server", terraform: "primary_name_server", "The first name server."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The domain that it answers for.
  public let name: Value<DomainName>
  /// What it is for.
  public let comment: Value<String>?
  /// The set of name servers that it shares with other zones.
  public let delegationSet: Value<String>?
  /// Whether records made by others are deleted with it.
  public let deletesRecords: Bool?
  /// The VPCs that alone see it; everyone does if there is none.
  public let vpcs: [ZoneVPC]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a zone.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The domain that it answers for.
  ///   - comment: What it is for.
  ///   - delegationSet: The set of name servers that it shares with other zones.
  ///   - deletesRecords: Whether records made by others are deleted with it.
  ///   - vpcs: The VPCs that alone see it; everyone does if there is none.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<DomainName>, comment: Value<String>? = nil,
    delegationSet: Value<String>? = nil, deletesRecords: Bool? = nil, vpcs: [ZoneVPC] = [],
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_route53_zone", key: key, file: file, line: line)
    self.name = name
    self.comment = comment
    self.delegationSet = delegationSet
    self.deletesRecords = deletesRecords
    self.vpcs = vpcs
    self.tags = tags
  }

  /// The zone's id.
  public var zoneID: Value<ZoneID> { attribute("zone_id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSRoute53Zone>> { attribute("arn") }
  /// The first name server.
  public var primaryNameServer: Value<String> { attribute("primary_name_server") }
  /// The domain that it answers for.
  public var domainName: Value<DomainName> { attribute("name") }
}

extension AWSRoute53Zone: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("route53", "hostedzone/") }
}
