import AWSClient
import InfraModel

extension AWSType {
  /// How a replication group is changed where it is: one change at a time, each waited for. Nodes
  /// come before what needs them, as failover does, and go after it.
  static let cacheUpdates: [Update] = [
    Update(["num_node_groups"], settles: true, changeShards),
    Update(["num_cache_clusters", "replicas_per_node_group"], settles: true) { scope in
      changeReplicas(scope, isIncrease: true)
    },
    Update(cacheSettings, settles: true, changeSettings),
    Update(["auth_token", "auth_token_update_strategy"], settles: true, changePassword),
    Update(["num_cache_clusters", "replicas_per_node_group"], settles: true) { scope in
      changeReplicas(scope, isIncrease: false)
    },
    // It counts for nodes that come: those that are there stay where they are.
    Update(["preferred_cache_cluster_azs"]) { _ in [] },
  ]

  /// The arguments that one call changes.
  private static let cacheSettings: Set<String> = [
    "description", "engine", "engine_version", "node_type", "cluster_mode",
    "automatic_failover_enabled", "multi_az_enabled", "parameter_group_name", "security_group_ids",
    "transit_encryption_enabled", "transit_encryption_mode", "user_group_ids",
    "snapshot_retention_limit", "snapshot_window", "maintenance_window",
    "auto_minor_version_upgrade", "notification_topic_arn", "log_delivery_configuration",
  ]

  /// Those settings that are not as declared. What is no longer declared stays as it is, but for
  /// what can be taken away: groups of users, the topic, logs, backups.
  @Sendable private static func changeSettings(_ scope: Scope) -> [AWSCall] {
    let seen = Member.read(cacheArguments, scope.object, declared: nil)
    let declared = Member.read(cacheArguments, scope.object, declared: scope.arguments)
    var input = Datum.object(Fields())
    let apart: Set = ["user_group_ids", "log_delivery_configuration"]
    for member in cacheArguments where cacheSettings.subtracting(apart).contains(member.name) {
      guard let wanted = scope.arguments[member.name], wanted != declared[member.name] else {
        continue
      }
      input = input.setting(member.path, scope[member.name])
    }
    // Another engine is taken with its version alone.
    if !input["Engine"].isNull { input = input.setting("EngineVersion", scope["engine_version"]) }
    input = input.merging(userGroups(scope)).merging(logs(scope))
    if scope["notification_topic_arn"].isNull, seen["notification_topic_arn"] != nil {
      input = input.merging(["NotificationTopicStatus": "inactive"])
    } else if !input["NotificationTopicArn"].isNull {
      input = input.merging(["NotificationTopicStatus": "active"])
    }
    if scope["snapshot_retention_limit"].isNull, scope.object["SnapshotRetentionLimit"] != "0",
      scope.prior?.arguments["snapshot_retention_limit"] != nil
    {
      input = input.merging(["SnapshotRetentionLimit": 0])
    }
    return input.object?.isEmpty == false ? [modification(scope, input)] : []
  }

  private static func modification(_ scope: Scope, _ input: Datum) -> AWSCall {
    let isNow = scope.arguments["apply_immediately"] ?? false
    let base: Datum = ["ReplicationGroupId": .string(scope.id), "ApplyImmediately": isNow]
    return .cache("ModifyReplicationGroup", base.merging(input), isRepeatable: false)
  }

  /// Groups of users are added and taken away, never set.
  private static func userGroups(_ scope: Scope) -> Datum {
    let wanted = scope["user_group_ids"].elements
    let present = scope.object["UserGroupIds"].elements
    let new = wanted.filter { !present.contains($0) }
    let gone = present.filter { !wanted.contains($0) }
    var fields = Fields()
    if !new.isEmpty { fields["UserGroupIdsToAdd"] = .list(new) }
    if !gone.isEmpty { fields["UserGroupIdsToRemove"] = .list(gone) }
    return .object(fields)
  }

  /// Logs that are not declared any more are switched off by their kind.
  private static func logs(_ scope: Scope) -> Datum {
    let wanted = scope["log_delivery_configuration"].elements
    let present = scope.object[path: "LogDeliveryConfigurations.LogDeliveryConfiguration"].elements
    let gone = present.map { $0["LogType"] }.filter { kind in
      !wanted.contains { $0["LogType"] == kind }
    }
    let off = gone.map { Datum.fields(["LogType": $0, "Enabled": false]) }
    let isChanged = wanted.contains { log in
      !present.contains { other in
        ["LogType", "LogFormat", "DestinationType"].allSatisfy { log[$0] == other[$0] }
          && log["DestinationDetails"].sorted == other["DestinationDetails"].sorted
      }
    }
    if off.isEmpty && !isChanged { return .object(Fields()) }
    return ["LogDeliveryConfigurations": .list(wanted + off)]
  }

  /// A new password. Before the object was made there is none to change, and the creation sets it.
  @Sendable private static func changePassword(_ scope: Scope) -> [AWSCall] {
    guard let prior = scope.prior, prior.status != .creating else { return [] }
    let way = scope.arguments["auth_token_update_strategy"] ?? "ROTATE"
    let password = scope["auth_token"]
    if password.isNull && prior.arguments["auth_token"] == nil { return [] }
    let isGone = password.isNull || way == "DELETE"
    let input: Datum =
      isGone
      ? ["AuthTokenUpdateStrategy": "DELETE"]
      : ["AuthToken": password, "AuthTokenUpdateStrategy": way]
    // The service takes a password at once or not at all.
    return [modification(scope, input.merging(["ApplyImmediately": true]))]
  }

  @Sendable private static func changeShards(_ scope: Scope) -> [AWSCall] {
    let shards = scope.object[path: "NodeGroups.NodeGroup"].elements
    guard let wanted = scope["num_node_groups"].int, wanted != shards.count else { return [] }
    var input = Fields([
      "ReplicationGroupId": .string(scope.id), "NodeGroupCount": .int(wanted),
      "ApplyImmediately": true,
    ])
    if wanted < shards.count {
      // The last ones go, as with Terraform.
      input["NodeGroupsToRemove"] = .list(shards.dropFirst(wanted).map { $0["NodeGroupId"] })
    }
    return [.cache("ModifyReplicationGroupShardConfiguration", .object(input), isRepeatable: false)]
  }

  private static func changeReplicas(_ scope: Scope, isIncrease: Bool) -> [AWSCall] {
    let count =
      scope["num_cache_clusters"].int.map { $0 - 1 } ?? scope["replicas_per_node_group"].int
    let present = scope.object["ReplicaCount"].int ?? 0
    guard let count, isIncrease ? count > present : count < present else { return [] }
    var input = Fields(["ReplicationGroupId": .string(scope.id), "ApplyImmediately": true])
    let zones = scope["preferred_cache_cluster_azs"].elements
    if isIncrease, zones.count == count + 1,
      let shard = scope.object[path: "NodeGroups.NodeGroup"].elements.first
    {
      input["ReplicaConfiguration"] = [
        [
          "NodeGroupId": shard["NodeGroupId"], "NewReplicaCount": .int(count),
          "PreferredAvailabilityZones": .list(zones),
        ]
      ]
    } else {
      input["NewReplicaCount"] = .int(count)
    }
    let operation = isIncrease ? "IncreaseReplicaCount" : "DecreaseReplicaCount"
    return [.cache(operation, .object(input), isRepeatable: false)]
  }
}
