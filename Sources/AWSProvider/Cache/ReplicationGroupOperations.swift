import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_elasticache_replication_group`. Some of what is declared only its nodes
  /// tell: the first one is asked. What comes in the maintenance window counts as done.
  static let replicationGroup = AWSType(
    "aws_elasticache_replication_group", "replication group", identity: "{replication_group_id}",
    arguments: cacheArguments,
    attributes: [
      "id": "ReplicationGroupId", "arn": "ARN", "member_clusters": "MemberClusters.ClusterId",
      "primary_endpoint_address": "Primary", "reader_endpoint_address": "Reader",
      "configuration_endpoint_address": "ConfigurationEndpoint.Address",
      "engine_version_actual": "Node.EngineVersion",
    ],
    tags: .cache,
    lookup: Lookup(
      extras: [
        .cacheTags,
        Lookup.Extra(
          [
            "engine_version", "parameter_group_name", "subnet_group_name", "security_group_ids",
            "maintenance_window", "notification_topic_arn", "engine_version_actual",
          ], into: "Node", at: "CacheClusters.CacheCluster"
        ) { group, _ in
          .cache(
            "DescribeCacheClusters",
            ["CacheClusterId": group["FirstNode"]])
        },
      ],
      picking: { answer, _ in
        answer["ReplicationGroups.ReplicationGroup"].elements.map(cacheShaped)
      }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return .cache("DescribeReplicationGroups", ["ReplicationGroupId": .string(name)])
    },
    creation: Creation(taken: ["ReplicationGroupAlreadyExists"]) { input, _ in
      .cache("CreateReplicationGroup", input, isRepeatable: false)
    },
    updates: cacheUpdates,
    deletion: Deletion(
      blocked: ["InvalidReplicationGroupState"], waitsUntilGone: true, limit: 2_700
    ) { scope in
      [
        .cache(
          "DeleteReplicationGroup",
          .fields([
            "ReplicationGroupId": .string(scope.id),
            "FinalSnapshotIdentifier": scope.arguments["final_snapshot_identifier"] ?? .null,
          ]), isRepeatable: false)
      ]
    },
    // An hour, as Terraform's provider waits.
    readiness: Readiness(
      "Status", ready: ["available"], failed: ["create-failed"], limit: 3_600),
    again: ["InvalidReplicationGroupState", "InvalidCacheClusterState"])

  /// A group with what its parts say counted and named: a protocol in XML shows a list of one as
  /// that one.
  private static func cacheShaped(_ group: Datum) -> Datum {
    let shards = group[path: "NodeGroups.NodeGroup"].elements
    let first = shards.first ?? .null
    let nodes = group[path: "MemberClusters.ClusterId"].elements
    let members = first[path: "NodeGroupMembers.NodeGroupMember"].elements
    let endpoint = group["ConfigurationEndpoint"]
    let isCluster = !endpoint.isNothing
    let coming = group["PendingModifiedValues"]
    let fields = Datum.fields([
      "FirstNode": nodes.first ?? .string((group["ReplicationGroupId"].string ?? "") + "-001"),
      "AutomaticFailover": coming["AutomaticFailoverStatus"],
      "TransitEncryptionEnabled": coming["TransitEncryptionEnabled"],
      "TransitEncryptionMode": coming["TransitEncryptionMode"],
      "ClusterMode": coming["ClusterMode"],
      "MemberClusters": ["ClusterId": .list(nodes)],
      "NodeCount": .int(nodes.count), "ShardCount": .int(shards.count),
      "ReplicaCount": .int(max(0, members.count - 1)),
      "ListensOn": isCluster ? endpoint["Port"] : first[path: "PrimaryEndpoint.Port"],
      "Primary": isCluster ? .null : first[path: "PrimaryEndpoint.Address"],
      "Reader": isCluster ? .null : first[path: "ReaderEndpoint.Address"],
    ])
    return group.merging(fields)
  }
}
