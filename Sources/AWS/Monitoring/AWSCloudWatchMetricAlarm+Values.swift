import InfraDSL
import InfraModel

extension AWSCloudWatchMetricAlarm {
  /// When a value is beyond a threshold.
  public enum Comparison: String, Choice {
    /// When it is more.
    case above = "GreaterThanThreshold"
    /// When it is as much or more.
    case atLeast = "GreaterThanOrEqualToThreshold"
    /// When it is less.
    case below = "LessThanThreshold"
    /// When it is as much or less.
    case atMost = "LessThanOrEqualToThreshold"
    /// When it is more than a band of expected values.
    case aboveBand = "GreaterThanUpperThreshold"
    /// When it is less than a band of expected values.
    case belowBand = "LessThanLowerThreshold"
    /// When it is outside of a band of expected values.
    case outsideBand = "LessThanLowerOrGreaterThanUpperThreshold"
  }

  /// What values that are missing count as.
  public enum MissingData: String, Choice {
    /// As missing: without values there is no verdict.
    case missing
    /// As within the threshold.
    case fine = "notBreaching"
    /// As beyond the threshold.
    case bad = "breaching"
    /// As nothing: the alarm stays what it is.
    case ignored = "ignore"
  }

  /// Whether percentiles of few values count.
  public enum FewSamples: String, Choice {
    /// They do.
    case count = "evaluate"
    /// They do not.
    case ignored = "ignore"
  }

  /// Who is told.
  public struct AlarmAction: ArgumentValue {
    let name: Value<AnyARN>

    /// A topic.
    public static func topic(_ topic: AWSSNSTopic) -> AlarmAction {
      AlarmAction(topic.arn.ofAnyKind)
    }

    /// A scaling policy.
    public static func scaling(_ policy: AWSAppAutoScalingPolicy) -> AlarmAction {
      AlarmAction(policy.arn.ofAnyKind)
    }

    /// Anything that an alarm can tell, by its ARN.
    public init(_ name: Value<AnyARN>) { self.name = name }

    /// The name.
    public func lower(_ context: inout LoweringContext) -> Datum { name.lower(&context) }
  }

  /// A figure, or what is computed of others.
  public struct MetricQuery: ArgumentValue {
    let id: String
    let label: Value<String>?
    let isResult: Bool
    let expression: Value<String>?
    let metric: Metric?

    /// What is computed of other queries, as `100 * errors / requests`.
    ///
    /// - Parameters:
    ///   - id: Its name in other queries; begins with a small letter.
    ///   - expression: The formula.
    ///   - label: What people see.
    ///   - isResult: Whether it is what the threshold is compared with.
    public static func computed(
      _ id: String, _ expression: Value<String>, label: Value<String>? = nil, isResult: Bool = true
    ) -> MetricQuery {
      MetricQuery(id: id, label: label, isResult: isResult, expression: expression, metric: nil)
    }

    /// A figure of CloudWatch.
    ///
    /// - Parameters:
    ///   - id: Its name in other queries; begins with a small letter.
    ///   - metric: The figure.
    ///   - label: What people see.
    ///   - isResult: Whether it is what the threshold is compared with.
    public static func metric(
      _ id: String, _ metric: Metric, label: Value<String>? = nil, isResult: Bool = false
    ) -> MetricQuery {
      MetricQuery(id: id, label: label, isResult: isResult, expression: nil, metric: metric)
    }

    /// The block; a name that formulas cannot use is a problem.
    public func lower(_ context: inout LoweringContext) -> Datum {
      let isName =
        (id.utf8.first.map { (97...122).contains($0) } ?? false)
        && id.utf8.allSatisfy { TextRule.isLetterOrDigit($0) || $0 == 0x5F }
      if !isName {
        context.report(
          "Invalid name",
          "\"\(id)\" is not a query's name: it begins with a small letter and has letters, "
            + "digits and _.")
      }
      return context.object([
        "id": id, "label": label, "return_data": isResult, "expression": expression,
        "metric": metric,
      ])
    }
  }

  /// A figure of CloudWatch.
  public struct Metric: ArgumentValue {
    let name: Value<String>
    let namespace: Value<String>?
    let dimensions: [String: Value<String>]
    let period: TimeSpan
    let statistic: Value<String>
    let unit: Value<String>?

    /// A figure.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - namespace: Its namespace, as AWS/ECS.
    ///   - dimensions: Whose figure it is.
    ///   - period: How long one value is made of: 10 s, 30 s, or whole minutes.
    ///   - statistic: What is made of the values in it, as Sum or p99.
    ///   - unit: The unit that values must be in.
    public init(
      _ name: Value<String>, namespace: Value<String>? = nil,
      dimensions: [String: Value<String>] = [:], period: Duration, statistic: Value<String>,
      unit: Value<String>? = nil
    ) {
      self.name = name
      self.namespace = namespace
      self.dimensions = dimensions
      self.period = TimeSpan(period, in: .seconds, 1...86_400)
      self.statistic = statistic
      self.unit = unit
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "metric_name": name, "namespace": namespace, "dimensions": dimensions, "period": period,
          "stat": statistic, "unit": unit,
        ])
      ])
    }
  }
}
