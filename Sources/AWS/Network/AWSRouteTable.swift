import InfraDSL
import InfraModel

/// Where a VPC's traffic goes, as Terraform's `aws_route_table`.
///
///     let open = AWSRouteTable("public", vpc: main.id)
///
/// Its routes are resources of their own.
public struct AWSRouteTable: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSRouteTable>(
    "aws_route_table", "Where a VPC's traffic goes.",
    arguments: [
      .required("vpc_id", \.vpc, changing: .replaceWithGap, "The VPC that it is of."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The table's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The VPC that it is of.
  public let vpc: Value<VPCID>
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a route table.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - vpc: The VPC that it is of.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, vpc: Value<VPCID>, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_route_table", key: key, file: file, line: line)
    self.vpc = vpc
    self.tags = tags
  }

  /// The table's id, chosen by AWS.
  public var id: Value<RouteTableID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSRouteTable>> { attribute("arn") }
}

extension AWSRouteTable: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "rtb-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "route-table/") }
}

/// The id of a route table.
public typealias RouteTableID = Identifier<AWSRouteTable>
