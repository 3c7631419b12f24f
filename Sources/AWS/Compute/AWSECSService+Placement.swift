import InfraDSL
import InfraModel

extension AWSECSService {
  /// A share of tasks that runs on one kind of machines.
  public struct CapacityProviderShare: ArgumentValue {
    let provider: CapacityProvider
    let weight: Bounded?
    let base: Bounded?

    /// A share.
    ///
    /// - Parameters:
    ///   - provider: What they run on.
    ///   - weight: Its share, relative to the others.
    ///   - base: How many tasks run on it before shares count.
    public init(provider: CapacityProvider, weight: Value<Int>? = nil, base: Value<Int>? = nil) {
      self.provider = provider
      self.weight = weight.map { Bounded($0, 0...1_000) }
      self.base = base.map { Bounded($0, 0...100_000) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["capacity_provider": provider, "weight": weight, "base": base])
    }
  }

  /// A kind of machines by the name of its capacity provider.
  public struct CapacityProvider: ArgumentValue, Hashable, ExpressibleByStringLiteral {
    let name: String

    /// Fargate.
    public static let fargate = CapacityProvider(stringLiteral: "FARGATE")
    /// Fargate's spare machines: cheaper, and taken back with a warning of two minutes.
    public static let fargateSpot = CapacityProvider(stringLiteral: "FARGATE_SPOT")

    /// One of one's own.
    public init(stringLiteral value: String) { name = value }

    /// The name.
    public func lower(_ context: inout LoweringContext) -> Datum { .string(name) }
  }

  /// Where in a VPC tasks are.
  public struct NetworkConfiguration: ArgumentValue {
    let subnets: [Value<SubnetID>]
    let securityGroups: [Value<SecurityGroupID>]
    let hasPublicIP: Bool?

    /// Describes where tasks are.
    ///
    /// - Parameters:
    ///   - subnets: The subnets; one in each zone keeps the service up when a zone is down.
    ///   - securityGroups: Who may reach them; the VPC's default group if none is given.
    ///   - hasPublicIP: Whether each task gets a public address.
    public init(
      subnets: [Value<SubnetID>], securityGroups: [Value<SecurityGroupID>] = [],
      hasPublicIP: Bool? = nil
    ) {
      self.subnets = subnets
      self.securityGroups = securityGroups
      self.hasPublicIP = hasPublicIP
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "subnets": subnets, "security_groups": securityGroups, "assign_public_ip": hasPublicIP,
        ])
      ])
    }
  }

  /// By what tasks are placed on machines.
  public struct PlacementStrategy: ArgumentValue {
    let kind: PlacementKind
    let field: Value<String>?

    /// A strategy; the first given counts most.
    ///
    /// - Parameters:
    ///   - kind: Spread, packed or by chance.
    ///   - field: What by, as attribute:ecs.availability-zone or memory.
    public init(kind: PlacementKind, field: Value<String>? = nil) {
      self.kind = kind
      self.field = field
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["type": kind, "field": field])
    }
  }

  /// How tasks are placed.
  public enum PlacementKind: String, Choice {
    /// Over as many as possible.
    case spread
    /// On as few as possible.
    case packed = "binpack"
    /// By chance.
    case random
  }

  /// Which machines tasks may run on, beside Fargate.
  public enum PlacementConstraint: ArgumentValue {
    /// Each task on another machine.
    case distinctMachines
    /// Machines that an expression of ECS's query language names.
    case memberOf(Value<String>)

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      switch self {
      case .distinctMachines: ["type": "distinctInstance"]
      case .memberOf(let expression):
        context.object(["type": "memberOf", "expression": expression])
      }
    }
  }

  /// How many tasks a service has.
  public enum Scheduling: String, Choice {
    /// The desired number.
    case replica = "REPLICA"
    /// One on each machine.
    case daemon = "DAEMON"
  }
}
