import AWSClient
import InfraModel

extension AWSType {
  /// The arguments of a replication group.
  static let cacheArguments: [Member] = [
    .both("replication_group_id", "ReplicationGroupId"),
    .both("description", "ReplicationGroupDescription", reads: "Description"),
    .both("engine", "Engine"),
    .both("engine_version", "EngineVersion", engineVersion, reads: "Node"),
    .both("node_type", "CacheNodeType", nodeType, reads: ""),
    .both("num_cache_clusters", "NumCacheClusters", .number, reads: "NodeCount"),
    .both("num_node_groups", "NumNodeGroups", .number, reads: "ShardCount"),
    .both("replicas_per_node_group", "ReplicasPerNodeGroup", .number, reads: "ReplicaCount"),
    .both("cluster_mode", "ClusterMode"),
    .both(
      "automatic_failover_enabled", "AutomaticFailoverEnabled", isSwitchedOn,
      reads: "AutomaticFailover"),
    .both("multi_az_enabled", "MultiAZEnabled", isSwitchedOn, reads: "MultiAZ"),
    // Where nodes are counts only while they are made.
    .writeOnly("preferred_cache_cluster_azs", "PreferredCacheClusterAZs", .list(.text)),
    .both("port", "Port", .number, reads: "ListensOn"),
    .both(
      "parameter_group_name", "CacheParameterGroupName",
      reads: "Node.CacheParameterGroup.CacheParameterGroupName"),
    .both("subnet_group_name", "CacheSubnetGroupName", reads: "Node.CacheSubnetGroupName"),
    .both(
      "security_group_ids", "SecurityGroupIds", securityGroups, reads: "Node.SecurityGroups"),
    .both("at_rest_encryption_enabled", "AtRestEncryptionEnabled"),
    .both("kms_key_id", "KmsKeyId"),
    .both("transit_encryption_enabled", "TransitEncryptionEnabled", .flag),
    .both("transit_encryption_mode", "TransitEncryptionMode"),
    .writeOnly("auth_token", "AuthToken"),
    .local("auth_token_update_strategy"),
    .both("user_group_ids", "UserGroupIds", .set(.text)),
    .both("snapshot_retention_limit", "SnapshotRetentionLimit", .number),
    .both("snapshot_window", "SnapshotWindow"),
    .writeOnly("snapshot_name", "SnapshotName"),
    .local("final_snapshot_identifier"),
    .both(
      "maintenance_window", "PreferredMaintenanceWindow", reads: "Node.PreferredMaintenanceWindow"),
    .both("auto_minor_version_upgrade", "AutoMinorVersionUpgrade"),
    .local("apply_immediately"),
    .both(
      "notification_topic_arn", "NotificationTopicArn", topic,
      reads: "Node.NotificationConfiguration"),
    .both(
      "log_delivery_configuration", "LogDeliveryConfigurations", cacheLogs,
      reads: "LogDeliveryConfigurations.LogDeliveryConfiguration"),
  ]

  /// A version as it is declared: `7.1` of a `7.1.0` that runs, `6.x` of any 6; before 6 whole.
  private static let engineVersion = Shape.odd(
    write: { $0 },
    read: { node, declared in
      let coming = node[path: "PendingModifiedValues.EngineVersion"]
      guard let runs = (coming.isNothing ? node["EngineVersion"] : coming).string else {
        return .null
      }
      let parts = runs.split(separator: ".")
      if let mine = declared?.string {
        let isMeant =
          mine == runs || runs.hasPrefix(mine + ".")
          || mine.hasSuffix(".x") && runs.hasPrefix(mine.dropLast())
        if isMeant { return .string(mine) }
      }
      let isShort = (parts.first.flatMap { Int($0) } ?? 0) >= 6
      return .string(isShort ? parts.prefix(2).joined(separator: ".") : runs)
    })

  private static let nodeType = Shape.odd(
    write: { $0 },
    read: { group, _ in
      let coming = group[path: "Node.PendingModifiedValues.CacheNodeType"]
      return coming.isNothing ? group["CacheNodeType"] : coming
    })

  /// `enabled` and `disabled`, and on the way to them.
  private static let isSwitchedOn = Shape.odd(
    write: { $0 },
    read: { seen, _ in
      seen.string.map { .bool(["enabled", "enabling"].contains($0)) } ?? .null
    })

  private static let securityGroups = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      let found = Datum.list(seen.elements.map { $0["SecurityGroupId"] })
      return found.sorted == declared?.sorted ? declared ?? found : found
    })

  private static let topic = Shape.odd(
    write: { $0 },
    read: { seen, _ in seen["TopicStatus"] == "active" ? seen["TopicArn"] : .null })

  /// Where logs go; the place stands under the kind of place.
  private static let cacheLogs = Shape.odd(
    write: { logs in
      .list(
        logs.elements.map { log in
          let isGroup = log["destination_type"] == "cloudwatch-logs"
          let place: Datum =
            isGroup
            ? ["CloudWatchLogsDetails": ["LogGroup": log["destination"]]]
            : ["KinesisFirehoseDetails": ["DeliveryStream": log["destination"]]]
          return [
            "LogType": log["log_type"], "LogFormat": log["log_format"],
            "DestinationType": log["destination_type"], "DestinationDetails": place,
          ]
        })
    },
    read: { seen, declared in
      let found = Datum.list(
        seen.elements.filter { $0["Status"] != "disabling" }.map { log in
          let details = log["DestinationDetails"]
          let group = details[path: "CloudWatchLogsDetails.LogGroup"]
          return [
            "log_type": log["LogType"], "log_format": log["LogFormat"],
            "destination_type": log["DestinationType"],
            "destination": group.isNothing
              ? details[path: "KinesisFirehoseDetails.DeliveryStream"] : group,
          ]
        })
      return found.sorted == declared?.sorted ? declared ?? found : found
    })
}
