import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_route`: it has no id and no tags, it is known by table and destination.
  static let route = AWSType(
    "aws_route", "route",
    identity: "{route_table_id}_{destination_cidr_block}{destination_ipv6_cidr_block}"
      + "{destination_prefix_list_id}",
    arguments: routeMembers,
    attributes: [
      "id":
        "{RouteTableId}_{DestinationCidrBlock}{DestinationIpv6CidrBlock}{DestinationPrefixListId}",
      "state": "State", "origin": "Origin",
    ],
    lookup: Lookup(
      together: Lookup.Together(
        "aws_route_table", most: 100, key: { id in parts(id).map { ("", $0.0) } }
      ) { _, tables in
        AWSCall(.ec2, "DescribeRouteTables", ["RouteTableId": .list(tables.map { .string($0) })])
      },
      picking: { answer, key in
        guard case .id(let text) = key, let (table, destination) = parts(text) else { return [] }
        return answer["RouteTableSet"].elements
          .filter { $0["RouteTableId"].string == table }.flatMap { $0["RouteSet"].elements }
          .filter { route in
            ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"]
              .contains { route[$0].string == destination }
          }
          .map { $0.merging(["RouteTableId": .string(table)]) }
      }
    ) { key in
      guard case .id(let text) = key, let (table, _) = parts(text) else { return nil }
      return AWSCall(.ec2, "DescribeRouteTables", ["RouteTableId": [.string(table)]])
    },
    creation: Creation(.ec2, "CreateRoute", taken: ["RouteAlreadyExists"]),
    updates: [
      Update([
        "gateway_id", "nat_gateway_id", "egress_only_gateway_id", "network_interface_id",
        "transit_gateway_id", "vpc_endpoint_id", "vpc_peering_connection_id",
      ]) { scope in
        [
          AWSCall(
            .ec2, "ReplaceRoute", Member.written(routeMembers, .object(scope.arguments)))
        ]
      }
    ],
    deletion: Deletion { scope in
      let names: Set = [
        "route_table_id", "destination_cidr_block", "destination_ipv6_cidr_block",
        "destination_prefix_list_id",
      ]
      return [
        AWSCall(
          .ec2, "DeleteRoute",
          Member.written(
            routeMembers.filter { names.contains($0.name) }, .object(scope.arguments)))
      ]
    },
    again: [
      "InvalidGatewayID.NotFound", "InvalidNatGatewayID.NotFound", "InvalidRouteTableID.NotFound",
      "InvalidVpcEndpointId.NotFound", "InvalidTransitGatewayID.NotFound",
    ])

  private static let routeMembers: [Member] = [
    .both("route_table_id", "RouteTableId"),
    .both("destination_cidr_block", "DestinationCidrBlock"),
    .both("destination_ipv6_cidr_block", "DestinationIpv6CidrBlock"),
    .both("destination_prefix_list_id", "DestinationPrefixListId"),
    .both("gateway_id", "GatewayId"),
    .both("nat_gateway_id", "NatGatewayId"),
    .both("egress_only_gateway_id", "EgressOnlyInternetGatewayId"),
    .both("network_interface_id", "NetworkInterfaceId"),
    .both("transit_gateway_id", "TransitGatewayId"),
    // Routes to endpoints are told as routes to gateways.
    .both("vpc_endpoint_id", "VpcEndpointId", reads: "GatewayId"),
    .both("vpc_peering_connection_id", "VpcPeeringConnectionId"),
  ]

  private static func parts(_ text: String) -> (table: String, destination: String)? {
    let parts = text.split(separator: "_", maxSplits: 1).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }
}
