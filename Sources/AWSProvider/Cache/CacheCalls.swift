import AWSClient
import InfraModel

extension AWSCall {
  /// A call of ElastiCache, its lists written as that service names their elements.
  static func cache(_ operation: String, _ input: Datum, isRepeatable: Bool = true) -> AWSCall {
    AWSCall(.elasticache, operation, named(input), isRepeatable: isRepeatable)
  }

  private static func named(_ value: Datum) -> Datum {
    switch value {
    case .list(let items): .list(items.map(named))
    case .object(let fields):
      .object(
        Fields(
          fields.entries.map { entry in
            let element = entry.value.list == nil ? nil : elementNames[entry.key]
            return Fields.Entry(
              key: element.map { "\(entry.key).\($0)" } ?? entry.key, value: named(entry.value))
          }))
    default: value
    }
  }

  /// What the elements of lists are called that are not called `member`: botocore's model of the
  /// service, version 2015-02-02.
  private static let elementNames = [
    "LogDeliveryConfigurations": "LogDeliveryConfigurationRequest",
    "NodeGroupsToRemove": "NodeGroupToRemove", "ParameterNameValues": "ParameterNameValue",
    "PreferredAvailabilityZones": "PreferredAvailabilityZone",
    "PreferredCacheClusterAZs": "AvailabilityZone", "ReplicaConfiguration": "ConfigureShard",
    "SecurityGroupIds": "SecurityGroupId", "SubnetIds": "SubnetIdentifier", "Tags": "Tag",
  ]
}

extension Tagging {
  /// Tags of ElastiCache.
  static let cache = Tagging(
    .list(key: "Key", value: "Value"), creation: { ["Tags": $0] }, reads: "Tags",
    add: { scope, tags in
      .cache("AddTagsToResource", ["ResourceName": scope.object["ARN"], "Tags": tags])
    },
    remove: { scope, keys in
      .cache(
        "RemoveTagsFromResource", ["ResourceName": scope.object["ARN"], "TagKeys": .list(keys)])
    })
}

extension Lookup.Extra {
  /// The tags of an object of ElastiCache.
  static let cacheTags = Lookup.Extra([], into: "Tags", at: "TagList.Tag") { object, _ in
    .cache("ListTagsForResource", ["ResourceName": object["ARN"]])
  }
}
