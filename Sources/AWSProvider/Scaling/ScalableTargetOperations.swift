import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_appautoscaling_target`. It is known by what it scales, and its tags are
  /// read only where some are declared: it is no object of its own, but bounds set on one.
  static let scalableTarget = AWSType(
    "aws_appautoscaling_target", "scalable target", identity: ScalableName.template,
    whole: ScalableName.template,
    arguments: ScalableName.members + [
      .both("min_capacity", "MinCapacity", .number),
      .both("max_capacity", "MaxCapacity", .number),
      .both("role_arn", "RoleARN"),
      .both("suspended_state", "SuspendedState", .block(suspensions)),
    ],
    attributes: ["id": "ResourceId", "arn": "ScalableTargetARN"],
    tags: .calls(
      .autoscaling, .map, add: "TagResource", remove: "UntagResource",
      object: ("ResourceARN", "{ScalableTargetARN}"), isMark: false),
    lookup: Lookup(
      pages: AWSPages("NextToken"),
      extras: [
        Lookup.Extra(["tags"], into: "Tags", at: "Tags") { target, _ in
          AWSCall(
            .autoscaling, "ListTagsForResource", ["ResourceARN": target["ScalableTargetARN"]])
        }
      ],
      together: Lookup.Together(
        most: 50, key: { id in ScalableName(id).map { ($0.dimension, $0.object) } }
      ) { dimension, objects in
        // A dimension begins with its service.
        AWSCall(
          .autoscaling, "DescribeScalableTargets",
          [
            "ServiceNamespace": .string(String(dimension.prefix { $0 != ":" })),
            "ScalableDimension": .string(dimension),
            "ResourceIds": .list(objects.map { .string($0) }),
          ])
      },
      picking: { answer, key in
        guard case .id(let id) = key, let name = ScalableName(id) else { return [] }
        return answer["ScalableTargets"].elements.filter(name.isOf).map(ScalableName.shaped)
      }
    ) { key in
      guard case .id(let id) = key, let name = ScalableName(id) else { return nil }
      return AWSCall(
        .autoscaling, "DescribeScalableTargets",
        [
          "ServiceNamespace": .string(name.service), "ResourceIds": [.string(name.object)],
          "ScalableDimension": .string(name.dimension),
        ])
    },
    creation: Creation(.autoscaling, "RegisterScalableTarget"),
    updates: [
      Update(["min_capacity", "max_capacity", "role_arn", "suspended_state"]) { scope in
        var input = Member.written(scope.type.arguments, .object(scope.arguments))
        if scope["suspended_state"].isNull, !scope.object["SuspendedState"].isNothing {
          // What is not said stays as it was.
          input = input.setting("SuspendedState", Shape.block(suspensions).written(nothingRests))
        }
        return [AWSCall(.autoscaling, "RegisterScalableTarget", input)]
      }
    ],
    deletion: Deletion { scope in
      ScalableName(scope.id).map { [AWSCall(.autoscaling, "DeregisterScalableTarget", $0.input)] }
        ?? []
    },
    // A service or a role of a moment ago.
    again: [
      "ConcurrentUpdateException", "ValidationException: Unable to assume IAM role",
      "ValidationException: ECS service doesn't exist",
    ])

  private static let suspensions: [Member] = [
    .both("dynamic_scaling_in_suspended", "DynamicScalingInSuspended", .flag),
    .both("dynamic_scaling_out_suspended", "DynamicScalingOutSuspended", .flag),
    .both("scheduled_scaling_suspended", "ScheduledScalingSuspended", .flag),
  ]

  private static let nothingRests: Datum = [
    "dynamic_scaling_in_suspended": false, "dynamic_scaling_out_suspended": false,
    "scheduled_scaling_suspended": false,
  ]
}
