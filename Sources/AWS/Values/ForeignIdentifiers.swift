// Ids of what is referred to and not declared here.

/// The kind of instances: machines of EC2.
public enum InstanceKind: Identified {
  /// What their ids begin with.
  public static var idPrefix: String { "i-" }
}

/// An id of instances: machines of EC2.
public typealias InstanceID = Identifier<InstanceKind>

/// The kind of network interfaces.
public enum NetworkInterfaceKind: Identified {
  /// What their ids begin with.
  public static var idPrefix: String { "eni-" }
}

/// An id of network interfaces.
public typealias NetworkInterfaceID = Identifier<NetworkInterfaceKind>

/// The kind of prefix lists.
public enum PrefixListKind: Identified {
  /// What their ids begin with.
  public static var idPrefix: String { "pl-" }
}

/// An id of prefix lists.
public typealias PrefixListID = Identifier<PrefixListKind>

/// The kind of transit gateways.
public enum TransitGatewayKind: Identified {
  /// What their ids begin with.
  public static var idPrefix: String { "tgw-" }
}

/// An id of transit gateways.
public typealias TransitGatewayID = Identifier<TransitGatewayKind>

/// The kind of IPv6 gateways that nothing comes in by.
public enum EgressOnlyGatewayKind: Identified {
  /// What their ids begin with.
  public static var idPrefix: String { "eigw-" }
}

/// An id of IPv6 gateways that nothing comes in by.
public typealias EgressOnlyGatewayID = Identifier<EgressOnlyGatewayKind>

/// The kind of connections of two VPCs.
public enum PeeringConnectionKind: Identified {
  /// What their ids begin with.
  public static var idPrefix: String { "pcx-" }
}

/// An id of connections of two VPCs.
public typealias PeeringConnectionID = Identifier<PeeringConnectionKind>
