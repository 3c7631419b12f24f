import InfraDSL
import InfraModel

/// Where a route table sends the traffic to some addresses, as Terraform's `aws_route`.
///
///     AWSRoute("out", table: open.id, .network(Value(.everywhere)), to: .internetGateway(gate.id))
public struct AWSRoute: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSRoute>(
    "aws_route", "Where a route table sends the traffic to some addresses.",
    terraformIdentity: .joined(
      "route_table_id", "_",
      .oneOf([
        "destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id",
      ])),
    arguments: [
      .required("route_table_id", \.table, changing: .replaceWithGap, "The route table."),
      .optional(
        "destination_cidr_block", \.network, changing: .replaceWithGap,
        "The IPv4 addresses that are meant."),
      .optional(
        "destination_ipv6_cidr_block", \.ipv6Network, changing: .replaceWithGap,
        "The IPv6 addresses that are meant."),
      .optional(
        "destination_prefix_list_id", \.prefixList, changing: .replaceWithGap,
        "The prefix list whose addresses are meant."),
      .optional(
        "gateway_id", \.internetGateway, changing: .inPlace,
        "The internet gateway that it sends to."),
      .optional(
        "nat_gateway_id", \.natGateway, changing: .inPlace, "The NAT gateway that it sends to."),
      .optional(
        "egress_only_gateway_id", \.egressOnlyGateway, changing: .inPlace,
        "The IPv6 gateway out that it sends to."),
      .optional(
        "network_interface_id", \.networkInterface, changing: .inPlace,
        "The network interface that it sends to."),
      .optional(
        "transit_gateway_id", \.transitGateway, changing: .inPlace,
        "The transit gateway that it sends to."),
      .optional(
        "vpc_endpoint_id", \.endpoint, changing: .inPlace, "The endpoint that it sends to."),
      .optional(
        "vpc_peering_connection_id", \.peering, changing: .inPlace,
        "The connection to another VPC that it sends to."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The table's id and the destination."),
      AttributeSchema(
        "state", .untilUpdated, terraform: "state", "Whether what it leads to is there."),
      AttributeSchema("origin", terraform: "origin", "How it came to be."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The route table.
  public let table: Value<RouteTableID>
  /// The IPv4 addresses that are meant.
  public let network: Value<CIDR>?
  /// The IPv6 addresses that are meant.
  public let ipv6Network: Value<IPv6CIDR>?
  /// The prefix list whose addresses are meant.
  public let prefixList: Value<PrefixListID>?
  /// The internet gateway that it sends to.
  public let internetGateway: Value<InternetGatewayID>?
  /// The NAT gateway that it sends to.
  public let natGateway: Value<NATGatewayID>?
  /// The IPv6 gateway out that it sends to.
  public let egressOnlyGateway: Value<EgressOnlyGatewayID>?
  /// The network interface that it sends to.
  public let networkInterface: Value<NetworkInterfaceID>?
  /// The transit gateway that it sends to.
  public let transitGateway: Value<TransitGatewayID>?
  /// The endpoint that it sends to.
  public let endpoint: Value<VPCEndpointID>?
  /// The connection to another VPC that it sends to.
  public let peering: Value<PeeringConnectionID>?

  /// Declares a route.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - table: The route table.
  ///   - destination: The addresses that are meant.
  ///   - target: Where traffic to them goes.
  public init(
    _ key: String, table: Value<RouteTableID>, _ destination: RouteDestination,
    to target: RouteTarget, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_route", key: key, file: file, line: line)
    self.table = table
    network = if case .network(let value) = destination { value } else { nil }
    ipv6Network = if case .ipv6Network(let value) = destination { value } else { nil }
    prefixList = if case .prefixList(let value) = destination { value } else { nil }
    internetGateway = if case .internetGateway(let id) = target { id } else { nil }
    natGateway = if case .natGateway(let id) = target { id } else { nil }
    egressOnlyGateway = if case .egressOnlyGateway(let id) = target { id } else { nil }
    networkInterface = if case .networkInterface(let id) = target { id } else { nil }
    transitGateway = if case .transitGateway(let id) = target { id } else { nil }
    endpoint = if case .endpoint(let id) = target { id } else { nil }
    peering = if case .peering(let id) = target { id } else { nil }
  }
}

/// Which addresses a route is for.
public enum RouteDestination: Sendable {
  /// An IPv4 network.
  case network(Value<CIDR>)
  /// An IPv6 network.
  case ipv6Network(Value<IPv6CIDR>)
  /// The networks of a prefix list.
  case prefixList(Value<PrefixListID>)
}

/// Where a route sends traffic.
public enum RouteTarget: Sendable {
  /// To the internet.
  case internetGateway(Value<InternetGatewayID>)
  /// To the internet by a NAT gateway.
  case natGateway(Value<NATGatewayID>)
  /// To the internet by IPv6, out only.
  case egressOnlyGateway(Value<EgressOnlyGatewayID>)
  /// To a network interface.
  case networkInterface(Value<NetworkInterfaceID>)
  /// To a transit gateway.
  case transitGateway(Value<TransitGatewayID>)
  /// To an endpoint of a gateway load balancer.
  case endpoint(Value<VPCEndpointID>)
  /// To another VPC.
  case peering(Value<PeeringConnectionID>)
}
