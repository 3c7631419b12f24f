import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_route_table_association`. Its id changes with its table, so that it is
  /// looked for by who chooses; that part of a text before a slash is Terraform's import id.
  static let routeTableAssociation = AWSType(
    "aws_route_table_association", "route table association",
    identity: "{subnet_id}{gateway_id}/{route_table_id}",
    arguments: [
      .both("subnet_id", "SubnetId"),
      .both("gateway_id", "GatewayId"),
      .both("route_table_id", "RouteTableId"),
    ],
    attributes: ["id": "RouteTableAssociationId"],
    lookup: Lookup(
      together: Lookup.Together(
        most: 200, key: { id in id.hasPrefix("rtbassoc-") ? ("", id) : nil }
      ) { _, ids in
        let filter = Datum.string("association.route-table-association-id")
        return AWSCall(
          .ec2, "DescribeRouteTables",
          ["Filter": [["Name": filter, "Value": .list(ids.map { .string($0) })]]])
      },
      picking: { answer, key in
        guard case .id(let text) = key else { return [] }
        let chooser = String(text.prefix { $0 != "/" })
        return answer["RouteTableSet"].elements.flatMap { $0["AssociationSet"].elements }.filter {
          association in
          ["SubnetId", "GatewayId", "RouteTableAssociationId"].contains {
            association[$0].string == chooser
          }
        }
      }
    ) { key in
      guard case .id(let text) = key else { return nil }
      let chooser = String(text.prefix { $0 != "/" })
      let filter =
        chooser.hasPrefix("rtbassoc-")
        ? "association.route-table-association-id"
        : chooser.hasPrefix("subnet-") ? "association.subnet-id" : "association.gateway-id"
      return AWSCall(
        .ec2, "DescribeRouteTables",
        ["Filter": [["Name": .string(filter), "Value": [.string(chooser)]]]])
    },
    creation: Creation(.ec2, "AssociateRouteTable", taken: ["Resource.AlreadyAssociated"]),
    updates: [
      Update(["route_table_id"]) { scope in
        [
          AWSCall(
            .ec2, "ReplaceRouteTableAssociation",
            ["AssociationId": .string(scope.id), "RouteTableId": scope["route_table_id"]],
            // The old id is gone with the first time.
            isRepeatable: false)
        ]
      }
    ],
    deletion: Deletion(.ec2, "DisassociateRouteTable", id: "AssociationId"),
    again: ["InvalidRouteTableID.NotFound", "InvalidSubnetID.NotFound"])
}
