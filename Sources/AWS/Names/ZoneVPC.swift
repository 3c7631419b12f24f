import InfraDSL
import InfraModel

/// A VPC that sees a private zone, as Terraform's `vpc` block.
public struct ZoneVPC: ArgumentValue {
  let vpc: Value<VPCID>
  let region: Value<Region>?

  /// A VPC that sees the zone; of the provider's own region if none is given.
  public init(_ vpc: Value<VPCID>, region: Value<Region>? = nil) {
    self.vpc = vpc
    self.region = region
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object(["vpc_id": vpc, "vpc_region": region])
  }
}
