import InfraDSL
import InfraModel

/// A rule that is part of its security group, as Terraform's `ingress` and `egress`: for groups
/// that were made so. Rules that are resources of their own are the better choice, and one group
/// takes one of the two.
public struct InlineRule: ArgumentValue {
  let traffic: Traffic
  let networks: [Value<CIDR>]
  let ipv6Networks: [Value<IPv6CIDR>]
  let groups: [Value<SecurityGroupID>]
  let prefixLists: [Value<PrefixListID>]
  let itself: Bool
  let description: String

  /// A rule for some traffic with those at its other end.
  ///
  /// - Parameters:
  ///   - traffic: Which traffic.
  ///   - networks: IPv4 networks.
  ///   - ipv6Networks: IPv6 networks.
  ///   - groups: Whatever bears these groups.
  ///   - prefixLists: The networks of prefix lists.
  ///   - itself: Whether those who bear the group itself are meant too.
  ///   - description: What it is for.
  public init(
    _ traffic: Traffic, networks: [Value<CIDR>] = [], ipv6Networks: [Value<IPv6CIDR>] = [],
    groups: [Value<SecurityGroupID>] = [], prefixLists: [Value<PrefixListID>] = [],
    itself: Bool = false, description: String = ""
  ) {
    self.traffic = traffic
    self.networks = networks
    self.ipv6Networks = ipv6Networks
    self.groups = groups
    self.prefixLists = prefixLists
    self.itself = itself
    self.description = description
  }

  /// The object with every field, since Terraform's has them all; nobody at the other end is a
  /// problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if networks.isEmpty, ipv6Networks.isEmpty, groups.isEmpty, prefixLists.isEmpty, !itself {
      context.report("Invalid rule", "A rule of the group says nobody at its other end.")
    }
    let list = { (value: any ArgumentValue, context: inout LoweringContext) in
      Datum.list(value.lower(&context).list ?? [])
    }
    return [
      "protocol": traffic.transport.lower(&context),
      "from_port": traffic.from?.lower(&context) ?? 0,
      "to_port": traffic.to?.lower(&context) ?? 0,
      "cidr_blocks": list(networks, &context), "ipv6_cidr_blocks": list(ipv6Networks, &context),
      "security_groups": list(groups, &context), "prefix_list_ids": list(prefixLists, &context),
      "self": .bool(itself), "description": .string(description),
    ]
  }
}
