import InfraDSL
import InfraModel

extension AWSECSTaskDefinition {
  /// How containers are in a network.
  public enum NetworkMode: String, Choice {
    /// The task has an address of its own in the VPC; the only mode of Fargate.
    case vpc = "awsvpc"
    /// In a network of the machine.
    case bridge
    /// In the machine's own network.
    case host
    /// Not at all.
    case none
  }

  /// Whose processes containers see.
  public enum PIDMode: String, Choice {
    /// All of the task's.
    case task
    /// All of the machine's.
    case host
  }

  /// The processors and the system that a task is made for.
  public struct RuntimePlatform: ArgumentValue {
    let architecture: Architecture?
    let system: Value<String>?

    /// Describes a platform.
    ///
    /// - Parameters:
    ///   - architecture: Its processors; x86 if not given.
    ///   - system: Its system; Linux if not given.
    public init(architecture: Architecture? = nil, system: Value<String>? = nil) {
      self.architecture = architecture
      self.system = system
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["cpu_architecture": architecture, "operating_system_family": system])])
    }
  }

  /// A kind of processors.
  public enum Architecture: String, Choice {
    /// Intel and AMD.
    case x86 = "X86_64"
    /// ARM of 64 bits.
    case arm = "ARM64"
  }

  /// The disk that goes with a task.
  public struct EphemeralStorage: ArgumentValue {
    let gibibytes: Bounded

    /// Takes a size.
    ///
    /// - Parameters:
    ///   - gibibytes: Its size, 21 to 200 GiB.
    public init(gibibytes: Value<Int>) {
      self.gibibytes = Bounded(gibibytes, 21...200)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["size_in_gib": gibibytes])])
    }
  }

  /// Which machines a task may run on, beside Fargate.
  public struct PlacementConstraint: ArgumentValue {
    let expression: Value<String>

    /// Machines that an expression of ECS's query language names.
    public static func memberOf(_ expression: Value<String>) -> PlacementConstraint {
      PlacementConstraint(expression: expression)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["type": "memberOf", "expression": expression])
    }
  }
}
