import InfraDSL
import InfraModel

extension AWSLB {
  /// What a load balancer understands of the traffic.
  public enum Kind: String, Choice {
    /// HTTP.
    case application
    /// TCP, UDP and TLS.
    case network
    /// IP, for appliances.
    case gateway
  }

  /// Which addresses a load balancer has.
  public enum AddressType: String, Choice {
    /// IPv4 alone.
    case ipv4
    /// Both.
    case dualstack
    /// Both, of IPv4 private ones alone.
    case dualstackWithoutPublicIPv4 = "dualstack-without-public-ipv4"
  }

  /// What a load balancer does with X-Forwarded-For.
  public enum ForwardedFor: String, Choice {
    /// It adds the client's address.
    case append
    /// It leaves it as it is.
    case preserve
    /// It takes it out.
    case remove
  }

  /// How requests are met that two servers read differently.
  public enum DesyncMitigation: String, Choice {
    /// They pass.
    case monitor
    /// Those that pass are cut off from others.
    case defensive
    /// Only those of a right form pass.
    case strictest
  }

  /// Which zones clients are led to.
  public enum ClientRouting: String, Choice {
    /// Any.
    case anyZone = "any_availability_zone"
    /// Their own.
    case ownZone = "availability_zone_affinity"
    /// Their own, mostly.
    case mostlyOwnZone = "partial_availability_zone_affinity"
  }

  /// Whether rules of security groups hold for PrivateLink.
  public enum PrivateLinkRules: String, Choice {
    /// They do.
    case on
    /// They do not.
    case off
  }

  /// The capacity that a load balancer always has, as Terraform's block of the name.
  public struct MinimumCapacity: ArgumentValue {
    let units: Int

    /// A number of capacity units.
    public init(units: Int) { self.units = units }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.block(["capacity_units": units])
    }
  }

  /// How a change of an argument depends on the kind of balancer.
  typealias ByKind = @Sendable (_ before: Datum, _ after: Datum, _ kind: Datum) -> Effect

  /// Changed where it is; only a network balancer that was made without groups never gets any.
  static let changingSecurityGroups: ByKind = { before, _, kind in
    kind == "network" && before.list?.isEmpty ?? true ? .replaceWithoutGap : .inPlace
  }

  /// Changed where it is; but balancers of networks and gateways keep the subnets that they have,
  /// as they have them ("SetSubnets" of the API's reference), and get more at most.
  static let changingSubnets: ByKind = { before, after, kind in
    let (old, new) = (before.list ?? [], after.list ?? [])
    let keepsAll = kind == "application" || kind.isNull || old.allSatisfy(new.contains)
    return keepsAll ? .inPlace : .replaceWithoutGap
  }
}
