import InfraDSL
import InfraModel

/// What is told when a figure is beyond a threshold, as Terraform's
/// `aws_cloudwatch_metric_alarm`.
///
///     let errors = AWSCloudWatchMetricAlarm(
///       "errors", comparison: .above, threshold: 10, periods: 3,
///       metric: "HTTPCode_Target_5XX_Count", namespace: "AWS/ApplicationELB",
///       dimensions: ["LoadBalancer": "\\(balancer.metricName)"], statistic: .sum, period:
///   .minutes(1),
///       missingData: .fine, alarmActions: [.topic(alerts)])
public struct AWSCloudWatchMetricAlarm: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSCloudWatchMetricAlarm>(
    "aws_cloudwatch_metric_alarm", "What is told when a figure is beyond a threshold.",
    arguments: [
      .required(
        "alarm_name", \.name, changing: .replaceWithGap,
        "Its name, unique in the account and region."),
      .required(
        "comparison_operator", \.comparison, changing: .inPlace,
        "When a value is beyond the threshold."),
      .optional(
        "threshold", \.threshold, changing: .inPlace, "The value that it is compared with."),
      .required(
        "evaluation_periods", \.periods, changing: .inPlace,
        "How many of the last values are looked at."),
      .optional(
        "datapoints_to_alarm", \.datapoints, changing: .inPlace,
        "How many of them must be beyond the threshold; all if not given."),
      .optional("metric_name", \.metric, changing: .inPlace, "The figure."),
      .optional(
        "namespace", \.namespace, changing: .inPlace, "The namespace of the figure, as AWS/ECS."),
      .optional("dimensions", \.dimensions, changing: .inPlace, "Whose figure it is."),
      .optional(
        "statistic", \.statistic, changing: .inPlace, "What is made of the values in a period."),
      .optional(
        "extended_statistic", \.percentile, changing: .inPlace, "A percentile instead, as p99."),
      .optional("period", \.period, changing: .inPlace, "Seconds that one value is made of."),
      .optional("unit", \.unit, changing: .inPlace, "The unit that values must be in."),
      .optional(
        "metric_query", \.queries, changing: .inPlace,
        "Figures and what is computed of them, instead of one."),
      .optional(
        "threshold_metric_id", \.thresholdQuery, changing: .inPlace,
        "The query that gives a band instead of a threshold."),
      .optional(
        "treat_missing_data", \.missingData, changing: .inPlace, default: "missing",
        "What values that are missing count as."),
      .optional(
        "evaluate_low_sample_count_percentiles", \.fewSamples, changing: .inPlace,
        "Whether percentiles of few values count."),
      .optional(
        "alarm_description", \.description, changing: .inPlace, "What it means and what to do."),
      .optional(
        "actions_enabled", \.hasActions, changing: .inPlace, default: true,
        "Whether it tells anyone."),
      .optional("alarm_actions", \.alarmActions, changing: .inPlace, "Who is told when it begins."),
      .optional("ok_actions", \.okActions, changing: .inPlace, "Who is told when it ends."),
      .optional(
        "insufficient_data_actions", \.noDataActions, changing: .inPlace,
        "Who is told when values are missing."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The alarm's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the account and region.
  public let name: Value<AlarmName>
  /// When a value is beyond the threshold.
  public let comparison: Comparison
  /// The value that it is compared with.
  public let threshold: Double?
  /// How many of the last values are looked at.
  public let periods: Bounded
  /// How many of them must be beyond the threshold; all if not given.
  public let datapoints: Bounded?
  /// The figure.
  public let metric: Value<String>?
  /// The namespace of the figure, as AWS/ECS.
  public let namespace: Value<String>?
  /// Whose figure it is.
  public let dimensions: [String: Value<String>]
  /// What is made of the values in a period.
  public let statistic: MetricStatistic?
  /// A percentile instead, as p99.
  public let percentile: Value<String>?
  /// Seconds that one value is made of.
  public let period: TimeSpan?
  /// The unit that values must be in.
  public let unit: Value<String>?
  /// Figures and what is computed of them, instead of one.
  public let queries: [MetricQuery]
  /// The query that gives a band instead of a threshold.
  public let thresholdQuery: Value<String>?
  /// What values that are missing count as.
  public let missingData: MissingData?
  /// Whether percentiles of few values count.
  public let fewSamples: FewSamples?
  /// What it means and what to do.
  public let description: Value<String>?
  /// Whether it tells anyone.
  public let hasActions: Bool?
  /// Who is told when it begins.
  public let alarmActions: [AlarmAction]
  /// Who is told when it ends.
  public let okActions: [AlarmAction]
  /// Who is told when values are missing.
  public let noDataActions: [AlarmAction]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares an alarm.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the account and region; the key if not given.
  ///   - comparison: When a value is beyond the threshold.
  ///   - threshold: The value that it is compared with.
  ///   - periods: How many of the last values are looked at.
  ///   - datapoints: How many of them must be beyond the threshold; all if not given.
  ///   - metric: The figure.
  ///   - namespace: The namespace of the figure, as AWS/ECS.
  ///   - dimensions: Whose figure it is.
  ///   - statistic: What is made of the values in a period.
  ///   - percentile: A percentile instead, as p99.
  ///   - period: How long one value is made of: 10 s, 30 s, or whole minutes.
  ///   - unit: The unit that values must be in.
  ///   - queries: Figures and what is computed of them, instead of one.
  ///   - thresholdQuery: The query that gives a band instead of a threshold.
  ///   - missingData: What values that are missing count as.
  ///   - fewSamples: Whether percentiles of few values count.
  ///   - description: What it means and what to do.
  ///   - hasActions: Whether it tells anyone.
  ///   - alarmActions: Who is told when it begins.
  ///   - okActions: Who is told when it ends.
  ///   - noDataActions: Who is told when values are missing.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<AlarmName>? = nil, comparison: Comparison, threshold: Double? = nil,
    periods: Value<Int>, datapoints: Value<Int>? = nil, metric: Value<String>? = nil,
    namespace: Value<String>? = nil, dimensions: [String: Value<String>] = [:],
    statistic: MetricStatistic? = nil, percentile: Value<String>? = nil, period: Duration? = nil,
    unit: Value<String>? = nil, queries: [MetricQuery] = [], thresholdQuery: Value<String>? = nil,
    missingData: MissingData? = nil, fewSamples: FewSamples? = nil,
    description: Value<String>? = nil, hasActions: Bool? = nil, alarmActions: [AlarmAction] = [],
    okActions: [AlarmAction] = [], noDataActions: [AlarmAction] = [], tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_cloudwatch_metric_alarm", key: key, file: file, line: line)
    self.name = name ?? Value(AlarmName(key))
    self.comparison = comparison
    self.threshold = threshold
    self.periods = Bounded(periods, 1...8_640)
    self.datapoints = datapoints.map { Bounded($0, 1...8_640) }
    self.metric = metric
    self.namespace = namespace
    self.dimensions = dimensions
    self.statistic = statistic
    self.percentile = percentile
    self.period = period.map { TimeSpan($0, in: .seconds, 1...86_400) }
    self.unit = unit
    self.queries = queries
    self.thresholdQuery = thresholdQuery
    self.missingData = missingData
    self.fewSamples = fewSamples
    self.description = description
    self.hasActions = hasActions
    self.alarmActions = alarmActions
    self.okActions = okActions
    self.noDataActions = noDataActions
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSCloudWatchMetricAlarm>> { attribute("arn") }
  /// Its name.
  public var alarmName: Value<AlarmName> { attribute("alarm_name") }
}

extension AWSCloudWatchMetricAlarm: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("cloudwatch", "alarm:") }
}
