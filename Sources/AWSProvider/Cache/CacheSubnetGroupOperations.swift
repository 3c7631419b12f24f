import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_elasticache_subnet_group`.
  static let cacheSubnetGroup = AWSType(
    "aws_elasticache_subnet_group", "cache subnet group", identity: "{name}",
    arguments: [
      .both("name", "CacheSubnetGroupName"),
      .both("description", "CacheSubnetGroupDescription"),
      .both("subnet_ids", "SubnetIds", subnets, reads: "Subnets.Subnet"),
    ],
    attributes: ["id": "CacheSubnetGroupName", "arn": "ARN", "vpc_id": "VpcId"],
    tags: .cache,
    lookup: Lookup(at: "CacheSubnetGroups.CacheSubnetGroup", extras: [.cacheTags]) { key in
      guard case .id(let name) = key else { return nil }
      return .cache("DescribeCacheSubnetGroups", ["CacheSubnetGroupName": .string(name)])
    },
    creation: Creation(taken: ["CacheSubnetGroupAlreadyExists"]) { input, _ in
      .cache("CreateCacheSubnetGroup", input, isRepeatable: false)
    },
    updates: [
      Update(["description", "subnet_ids"]) { scope in
        [
          .cache(
            "ModifyCacheSubnetGroup",
            .fields([
              "CacheSubnetGroupName": .string(scope.id), "SubnetIds": scope["subnet_ids"],
              "CacheSubnetGroupDescription": scope["description"],
            ]))
        ]
      }
    ],
    // A cache that goes holds it until it is gone.
    deletion: Deletion(blocked: ["CacheSubnetGroupInUse"], limit: 300) { scope in
      [.cache("DeleteCacheSubnetGroup", ["CacheSubnetGroupName": .string(scope.id)])]
    },
    // A subnet of a moment ago.
    again: ["InvalidSubnet"])

  private static let subnets = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      let found = Datum.list(seen.elements.map { $0["SubnetIdentifier"] })
      return found.sorted == declared?.sorted ? declared ?? found : found
    })
}
