import InfraDSL
import InfraModel

/// A subnet's choice of its route table, as Terraform's `aws_route_table_association`.
///
///     AWSRouteTableAssociation("a", subnet: front.id, routeTable: open.id)
public struct AWSRouteTableAssociation: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSRouteTableAssociation>(
    "aws_route_table_association", "A subnet's choice of its route table.",
    terraformIdentity: .joined(.oneOf(["subnet_id", "gateway_id"]), "/", "route_table_id"),
    arguments: [
      .optional("subnet_id", \.subnet, changing: .replaceWithGap, "The subnet that chooses."),
      .optional("gateway_id", \.gateway, changing: .replaceWithGap, "The gateway that chooses."),
      .required("route_table_id", \.routeTable, changing: .inPlace, "The route table chosen."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The association's id, chosen by AWS.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The subnet that chooses.
  public let subnet: Value<SubnetID>?
  /// The gateway that chooses.
  public let gateway: Value<InternetGatewayID>?
  /// The route table chosen.
  public let routeTable: Value<RouteTableID>

  /// Declares an association.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - subnet: The subnet that chooses.
  ///   - gateway: The gateway that chooses.
  ///   - routeTable: The route table chosen.
  public init(
    _ key: String, subnet: Value<SubnetID>? = nil, gateway: Value<InternetGatewayID>? = nil,
    routeTable: Value<RouteTableID>, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_route_table_association", key: key, file: file, line: line)
    self.subnet = subnet
    self.gateway = gateway
    self.routeTable = routeTable
  }
}
