import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_route_table`.
  static let routeTable = AWSType(
    "aws_route_table", "route table",
    arguments: [.both("vpc_id", "VpcId")],
    attributes: [
      "id": "RouteTableId", "owner_id": "OwnerId",
      "arn": "arn:{partition}:ec2:{region}:{OwnerId}:route-table/{RouteTableId}",
    ],
    tags: .ec2("route-table"),
    lookup: .ec2("DescribeRouteTables", "RouteTableSet", id: "RouteTableId"),
    creation: Creation(.ec2, "CreateRouteTable", id: "RouteTable.RouteTableId"),
    deletion: Deletion(.ec2, "DeleteRouteTable", id: "RouteTableId"))
}
