import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_cloudwatch_metric_alarm`.
  static let metricAlarm = AWSType(
    "aws_cloudwatch_metric_alarm", "alarm", identity: "{alarm_name}", arguments: alarmMembers,
    attributes: ["id": "AlarmName", "arn": "AlarmArn"],
    tags: .calls(
      .cloudwatch, add: "TagResource", remove: "UntagResource",
      object: ("ResourceARN", "{AlarmArn}")),
    lookup: Lookup(
      at: "MetricAlarms",
      extras: [
        Lookup.Extra([], into: "Tags", at: "Tags") { alarm, _ in
          AWSCall(.cloudwatch, "ListTagsForResource", ["ResourceARN": alarm["AlarmArn"]])
        }
      ],
      together: Lookup.Together(by: "AlarmName") { names in
        AWSCall(
          .cloudwatch, "DescribeAlarms",
          ["AlarmNames": .list(names.map { .string($0) }), "MaxRecords": 100])
      }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.cloudwatch, "DescribeAlarms", ["AlarmNames": [.string(name)]])
    },
    // An alarm of the name is written over.
    creation: Creation(.cloudwatch, "PutMetricAlarm", looksFirst: true),
    updates: [
      Update(Set(alarmMembers.map(\.name)).subtracting(["alarm_name"])) { scope in
        [
          AWSCall(
            .cloudwatch, "PutMetricAlarm",
            Member.written(alarmMembers, .object(scope.arguments)))
        ]
      }
    ],
    deletion: Deletion { scope in
      [AWSCall(.cloudwatch, "DeleteAlarms", ["AlarmNames": [.string(scope.id)]])]
    })

  private static let alarmMembers: [Member] = [
    .both("alarm_name", "AlarmName"),
    .both("comparison_operator", "ComparisonOperator"),
    .both("threshold", "Threshold", .decimal),
    .both("evaluation_periods", "EvaluationPeriods", .number),
    .both("datapoints_to_alarm", "DatapointsToAlarm", .number),
    .both("metric_name", "MetricName"),
    .both("namespace", "Namespace"),
    .both("dimensions", "Dimensions", dimensions),
    .both("statistic", "Statistic"),
    .both("extended_statistic", "ExtendedStatistic"),
    .both("period", "Period", .number),
    .both("unit", "Unit"),
    .both("metric_query", "Metrics", metricQueries),
    .both("threshold_metric_id", "ThresholdMetricId"),
    .both("treat_missing_data", "TreatMissingData"),
    .both("evaluate_low_sample_count_percentiles", "EvaluateLowSampleCountPercentile"),
    .both("alarm_description", "AlarmDescription"),
    .both("actions_enabled", "ActionsEnabled", .flag),
    .both("alarm_actions", "AlarmActions", .textSet),
    .both("ok_actions", "OKActions", .textSet),
    .both("insufficient_data_actions", "InsufficientDataActions", .textSet),
  ]

  /// Names and values in any order; none are not said.
  private static let dimensions = Shape.odd(
    write: { value in
      value.isNothing ? .null : Shape.entries(key: "Name", value: "Value").written(value)
    },
    read: { seen, _ in Shape.entries(key: "Name", value: "Value").read(seen, declared: nil) })

  private static let metricQueries = Shape.odd(
    write: { value in value.isNothing ? .null : queries.written(value) },
    read: { seen, declared in
      let found = queries.read(seen.isNull ? .list([]) : seen, declared: declared)
      return declared?.sorted == found.sorted ? declared ?? found : found
    })

  private static let queries = Shape.blockSet([
    .both("id", "Id"), .both("label", "Label"), .both("expression", "Expression"),
    .both("return_data", "ReturnData", .flag),
    .both(
      "metric", "MetricStat",
      .one([
        .both("metric_name", "Metric.MetricName"), .both("namespace", "Metric.Namespace"),
        .both("dimensions", "Metric.Dimensions", dimensions), .both("period", "Period", .number),
        .both("stat", "Stat"), .both("unit", "Unit"),
      ])),
  ])
}
