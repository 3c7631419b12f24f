import InfraDSL
import InfraModel

extension AWSECSService {
  /// What happens if a rollout fails.
  public struct CircuitBreaker: ArgumentValue {
    let isEnabled: Bool
    let rollsBack: Bool

    /// Describes what happens.
    ///
    /// - Parameters:
    ///   - isEnabled: Whether a rollout whose tasks do not start is given up.
    ///   - rollsBack: Whether the last one that worked is rolled out then.
    public init(isEnabled: Bool = true, rollsBack: Bool = true) {
      self.isEnabled = isEnabled
      self.rollsBack = rollsBack
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["enable": isEnabled, "rollback": rollsBack])])
    }
  }

  /// Who carries a rollout out.
  public enum DeploymentController: String, ArgumentValue {
    /// ECS itself.
    case ecs = "ECS"
    /// CodeDeploy.
    case codeDeploy = "CODE_DEPLOY"
    /// Something else.
    case external = "EXTERNAL"

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [["type": .string(rawValue)]]
    }
  }

  /// The alarms that make a rollout fail.
  public struct DeploymentAlarms: ArgumentValue {
    let names: [Value<AlarmName>]
    let isEnabled: Bool
    let rollsBack: Bool

    /// Names the alarms.
    ///
    /// - Parameters:
    ///   - names: The alarms.
    ///   - isEnabled: Whether they count.
    ///   - rollsBack: Whether the last one that worked is rolled out then.
    public init(names: [Value<AlarmName>], isEnabled: Bool = true, rollsBack: Bool = true) {
      self.names = names
      self.isEnabled = isEnabled
      self.rollsBack = rollsBack
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["alarm_names": names, "enable": isEnabled, "rollback": rollsBack])])
    }
  }

  /// Whether tasks are spread over zones again when they are not.
  public enum ZoneRebalancing: String, Choice {
    /// They are.
    case enabled = "ENABLED"
    /// They are not.
    case disabled = "DISABLED"
  }

  /// What tasks take their tags from.
  public enum TagSource: String, Choice {
    /// The service.
    case service = "SERVICE"
    /// The task definition.
    case taskDefinition = "TASK_DEFINITION"
    /// Nothing.
    case nothing = "NONE"
  }
}
