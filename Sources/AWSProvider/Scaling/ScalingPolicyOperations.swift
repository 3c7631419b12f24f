import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_appautoscaling_policy`. A policy is put as a whole, over what is there.
  static let scalingPolicy = AWSType(
    "aws_appautoscaling_policy", "scaling policy", identity: ScalableName.template + "/{name}",
    whole: ScalableName.template + "/{name}",
    arguments: [.both("name", "PolicyName")] + ScalableName.members + [
      .both("policy_type", "PolicyType"),
      .both(
        "target_tracking_scaling_policy_configuration", "TargetTrackingScalingPolicyConfiguration",
        .block(tracking)),
      .both(
        "step_scaling_policy_configuration", "StepScalingPolicyConfiguration", .block(steps)),
    ],
    attributes: ["id": "PolicyName", "arn": "PolicyARN"],
    lookup: Lookup(
      pages: AWSPages("NextToken"),
      // An answer has ten policies at most, and several things may have one of a name.
      together: Lookup.Together(
        most: 10, key: { id in ScalableName(id).map { ($0.service, $0.policy) } }
      ) { service, names in
        AWSCall(
          .autoscaling, "DescribeScalingPolicies",
          [
            "ServiceNamespace": .string(service),
            "PolicyNames": .list(names.map { .string($0) }),
          ])
      },
      picking: { answer, key in
        guard case .id(let id) = key, let name = ScalableName(id) else { return [] }
        return answer["ScalingPolicies"].elements
          .filter { name.isOf($0) && $0["PolicyName"].string == name.policy }
          .map { ScalableName.shaped($0).setting("name", $0["PolicyName"]) }
      }
    ) { key in
      guard case .id(let id) = key, let name = ScalableName(id) else { return nil }
      return AWSCall(
        .autoscaling, "DescribeScalingPolicies",
        name.input.merging(["PolicyNames": [.string(name.policy)]]))
    },
    creation: Creation(.autoscaling, "PutScalingPolicy"),
    updates: [
      Update([
        "policy_type", "target_tracking_scaling_policy_configuration",
        "step_scaling_policy_configuration",
      ]) { scope in
        let input = Member.written(scope.type.arguments, .object(scope.arguments))
        return [AWSCall(.autoscaling, "PutScalingPolicy", input)]
      }
    ],
    deletion: Deletion { scope in
      guard let name = ScalableName(scope.id) else { return [] }
      return [
        AWSCall(
          .autoscaling, "DeleteScalingPolicy",
          name.input.merging(["PolicyName": .string(name.policy)]))
      ]
    },
    // The service behind it does not answer yet, or what it scales is registered beside it.
    again: [
      "ConcurrentUpdateException", "FailedResourceAccessException",
      "ObjectNotFoundException: No scalable target",
    ])

  private static let tracking: [Member] = [
    .both("target_value", "TargetValue", figure),
    .both(
      "predefined_metric_specification", "PredefinedMetricSpecification",
      .block([
        .both("predefined_metric_type", "PredefinedMetricType"),
        .both("resource_label", "ResourceLabel"),
      ])),
    .both(
      "customized_metric_specification", "CustomizedMetricSpecification",
      .block([
        .both("metric_name", "MetricName"), .both("namespace", "Namespace"),
        .both("statistic", "Statistic"),
        .both(
          "dimensions", "Dimensions", .blockSet([.both("name", "Name"), .both("value", "Value")])),
      ])),
    .both("scale_in_cooldown", "ScaleInCooldown", .number),
    .both("scale_out_cooldown", "ScaleOutCooldown", .number),
    .both("disable_scale_in", "DisableScaleIn", .flag),
  ]

  private static let steps: [Member] = [
    .both("adjustment_type", "AdjustmentType"),
    .both(
      "step_adjustment", "StepAdjustments",
      .blockSet([
        .both("scaling_adjustment", "ScalingAdjustment", .number),
        .both("metric_interval_lower_bound", "MetricIntervalLowerBound", bound),
        .both("metric_interval_upper_bound", "MetricIntervalUpperBound", bound),
      ])),
    .both("cooldown", "Cooldown", .number),
    .both("metric_aggregation_type", "MetricAggregationType"),
    .both("min_adjustment_magnitude", "MinAdjustmentMagnitude", .number),
  ]

  /// A number with a fraction: 60 and 60.0 are the same.
  private static let figure = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      let found = Shape.decimal.read(seen, declared: declared)
      let isSame = declared.map { number($0) == number(found) } ?? false
      return isSame ? declared ?? found : found
    })

  /// A number that Terraform writes as text: `0` and `0.0` are the same.
  private static let bound = Shape.odd(
    write: { value in number(value).map { .double($0) } ?? .null },
    read: { seen, declared in
      guard let found = number(seen) else { return .null }
      if let declared, number(declared) == found { return declared }
      return .string(Int(exactly: found).map(String.init) ?? "\(found)")
    })

  private static func number(_ value: Datum) -> Double? { value.scalarText.flatMap(Double.init) }
}
