import InfraDSL
import InfraModel

/// An address range of a network, as Terraform's `ipam_config`.
public struct NetworkSubnet: ArgumentValue {
  let subnet: Value<CIDR>
  let gateway: Value<IPAddress>?
  let range: Value<CIDR>?

  /// An address range.
  ///
  /// - Parameters:
  ///   - subnet: The range, in CIDR notation.
  ///   - gateway: The host's address in it; the first one if not given.
  ///   - range: The part of it that containers get addresses from; all if not given.
  public init(_ subnet: Value<CIDR>, gateway: Value<IPAddress>? = nil, range: Value<CIDR>? = nil) {
    self.subnet = subnet
    self.gateway = gateway
    self.range = range
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object(["subnet": subnet, "gateway": gateway, "ip_range": range])
  }
}
