import InfraDSL
import InfraModel

/// Where a container's output goes.
public struct ContainerLogs: ArgumentValue {
  /// What carries a container's lines.
  public enum Driver: String, Choice {
    /// To CloudWatch.
    case cloudWatch = "awslogs"
    /// To a log router beside it.
    case fireLens = "awsfirelens"
    /// To Splunk.
    case splunk
    /// To files of the machine.
    case jsonFile = "json-file"
  }

  let driver: Driver
  let options: [String: Value<String>]
  let secrets: [String: Value<AnyARN>]

  /// To a log group of CloudWatch.
  ///
  /// - Parameters:
  ///   - group: The log group.
  ///   - region: The region that it is in.
  ///   - prefix: What the names of its streams begin with, as the service's name.
  ///   - mayDropLines: Whether lines are dropped rather than the container held up.
  public static func cloudWatch(
    _ group: AWSCloudWatchLogGroup, region: Value<Region>, prefix: Value<String>,
    mayDropLines: Bool = false
  ) -> ContainerLogs {
    var options: [String: Value<String>] = [
      "awslogs-group": "\(group.logGroupName)", "awslogs-region": "\(region)",
      "awslogs-stream-prefix": prefix,
    ]
    if mayDropLines { options["mode"] = "non-blocking" }
    return ContainerLogs(.cloudWatch, options: options)
  }

  /// By a driver with its options.
  ///
  /// - Parameters:
  ///   - driver: What carries the lines.
  ///   - options: Options of the driver.
  ///   - secrets: Options whose values are read from the secrets of these ARNs.
  public init(
    _ driver: Driver, options: [String: Value<String>] = [:], secrets: [String: Value<AnyARN>] = [:]
  ) {
    self.driver = driver
    self.options = options
    self.secrets = secrets
  }

  /// The object.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object([
      "logDriver": driver, "options": options,
      "secretOptions": ContainerDefinition.Pairs(secrets, value: "valueFrom"),
    ])
  }
}
