import InfraDSL
import InfraModel

extension AWSAppAutoScalingPolicy {
  /// A figure that is kept by scaling.
  public struct TargetTracking: ArgumentValue {
    let target: Double
    let metric: TrackedMetric
    let scaleInCooldown: TimeSpan?
    let scaleOutCooldown: TimeSpan?
    let neverScalesIn: Bool?

    /// Keeps a figure.
    ///
    /// - Parameters:
    ///   - target: The value that the figure has in the end.
    ///   - metric: The figure.
    ///   - scaleInCooldown: How long after one step none is taken away.
    ///   - scaleOutCooldown: How long after one step none is added.
    ///   - neverScalesIn: Whether it only adds.
    public init(
      _ target: Double, of metric: TrackedMetric, scaleInCooldown: Duration? = nil,
      scaleOutCooldown: Duration? = nil, neverScalesIn: Bool? = nil
    ) {
      self.target = target
      self.metric = metric
      self.scaleInCooldown = scaleInCooldown.map { TimeSpan($0, in: .seconds, 0...86_400) }
      self.scaleOutCooldown = scaleOutCooldown.map { TimeSpan($0, in: .seconds, 0...86_400) }
      self.neverScalesIn = neverScalesIn
    }

    /// The block; a figure that is kept at nothing is a problem.
    public func lower(_ context: inout LoweringContext) -> Datum {
      if target <= 0 {
        context.report("Invalid target", "The figure's target must be more than 0, not \(target).")
      }
      let block = context.object([
        "target_value": target, "scale_in_cooldown": scaleInCooldown,
        "scale_out_cooldown": scaleOutCooldown, "disable_scale_in": neverScalesIn,
      ])
      var fields = block.object ?? Fields()
      fields[metric.blockName] = [metric.lower(&context)]
      return [.object(fields)]
    }
  }

  /// A figure that scaling keeps.
  public struct TrackedMetric: Sendable {
    enum Content: Sendable {
      case predefined(PredefinedMetric, label: Value<String>?)
      case customized(
        name: Value<String>, namespace: Value<String>, MetricStatistic, [String: Value<String>])
    }

    let content: Content

    /// A figure that AWS gathers of itself.
    public static func predefined(_ metric: PredefinedMetric) -> TrackedMetric {
      TrackedMetric(content: .predefined(metric, label: nil))
    }

    /// Requests for each task of a target group behind a load balancer.
    public static func requests(
      balancer: AWSLB, targetGroup: AWSLBTargetGroup
    ) -> TrackedMetric {
      TrackedMetric(
        content: .predefined(
          .requestsPerTarget, label: "\(balancer.metricName)/\(targetGroup.metricName)"))
    }

    /// A figure of CloudWatch by its names.
    public static func customized(
      _ name: Value<String>, namespace: Value<String>, statistic: MetricStatistic = .average,
      dimensions: [String: Value<String>] = [:]
    ) -> TrackedMetric {
      TrackedMetric(
        content: .customized(name: name, namespace: namespace, statistic, dimensions))
    }

    var blockName: String {
      switch content {
      case .predefined: "predefined_metric_specification"
      case .customized: "customized_metric_specification"
      }
    }

    func lower(_ context: inout LoweringContext) -> Datum {
      switch content {
      case .predefined(let metric, let label):
        context.object(["predefined_metric_type": metric, "resource_label": label])
      case .customized(let name, let namespace, let statistic, let dimensions):
        context.object([
          "metric_name": name, "namespace": namespace, "statistic": statistic,
          "dimensions": ContainerDefinition.Pairs(dimensions, value: "value"),
        ])
      }
    }
  }

  /// A figure that AWS gathers of itself.
  public enum PredefinedMetric: String, Choice {
    /// The processors that a service uses, in percent.
    case serviceCPU = "ECSServiceAverageCPUUtilization"
    /// The memory that a service uses, in percent.
    case serviceMemory = "ECSServiceAverageMemoryUtilization"
    /// Requests for each target of a group.
    case requestsPerTarget = "ALBRequestCountPerTarget"
    /// The reads that a table uses, in percent.
    case tableReads = "DynamoDBReadCapacityUtilization"
    /// The writes that a table uses, in percent.
    case tableWrites = "DynamoDBWriteCapacityUtilization"
    /// The processors that a replication group's primaries use, in percent.
    case primaryCPU = "ElastiCachePrimaryEngineCPUUtilization"
    /// The processors that a replication group's replicas use, in percent.
    case replicaCPU = "ElastiCacheReplicaEngineCPUUtilization"
  }
}
