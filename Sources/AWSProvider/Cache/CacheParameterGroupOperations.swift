import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_elasticache_parameter_group`.
  static let cacheParameterGroup = AWSType(
    "aws_elasticache_parameter_group", "cache parameter group", identity: "{name}",
    arguments: [
      .both("name", "CacheParameterGroupName"),
      .both("family", "CacheParameterGroupFamily"),
      .both("description", "Description"),
      .later("parameter", "Parameters", .blockSet(cacheParameter)),
    ],
    attributes: ["id": "CacheParameterGroupName", "arn": "ARN"],
    tags: .cache,
    lookup: Lookup(
      at: "CacheParameterGroups.CacheParameterGroup",
      extras: [
        .cacheTags,
        // The service knows who set each: those of the family are not ours.
        Lookup.Extra(["parameter"], into: "Parameters", at: "Parameters.Parameter") { group, _ in
          .cache(
            "DescribeCacheParameters",
            [
              "CacheParameterGroupName": group["CacheParameterGroupName"], "Source": "user",
              "MaxRecords": 100,
            ])
        },
      ]
    ) { key in
      guard case .id(let name) = key else { return nil }
      return .cache("DescribeCacheParameterGroups", ["CacheParameterGroupName": .string(name)])
    },
    creation: Creation(taken: ["CacheParameterGroupAlreadyExists"]) { input, _ in
      .cache("CreateCacheParameterGroup", input, isRepeatable: false)
    },
    updates: [Update(["parameter"], changeParameters)],
    deletion: Deletion(blocked: ["InvalidCacheParameterGroupState"], limit: 300) { scope in
      [.cache("DeleteCacheParameterGroup", ["CacheParameterGroupName": .string(scope.id)])]
    },
    // While caches take up the last change.
    again: ["InvalidCacheParameterGroupState"])

  private static let cacheParameter: [Member] = [
    .both("name", "ParameterName"), .both("value", "ParameterValue"),
  ]

  /// What is not declared any more gets the family's value again; the service takes 20 at a time.
  @Sendable private static func changeParameters(_ scope: Scope) -> [AWSCall] {
    let group: Datum = .string(scope.id)
    let wanted = scope["parameter"].elements
    let present = scope.object["Parameters"].elements
    let names = wanted.map { $0["ParameterName"] }
    let gone = present.map { $0["ParameterName"] }.filter { !names.contains($0) }
    let changed = wanted.filter { parameter in
      !present.contains {
        $0["ParameterName"] == parameter["ParameterName"]
          && $0["ParameterValue"] == parameter["ParameterValue"]
      }
    }
    func calls(_ operation: String, _ parameters: [Datum]) -> [AWSCall] {
      stride(from: 0, to: parameters.count, by: 20).map { start in
        .cache(
          operation,
          [
            "CacheParameterGroupName": group,
            "ParameterNameValues": .list(Array(parameters[start...].prefix(20))),
          ])
      }
    }
    return calls("ResetCacheParameterGroup", gone.map { ["ParameterName": $0] })
      + calls("ModifyCacheParameterGroup", changed)
  }
}
