import AWS
import InfraDSL
import InfraModel

extension DataChange {
  static let caches: [DataChange] =
    [
      subnets("description") {
        AWSElastiCacheSubnetGroup("g", name: $2, description: $0 ? "two" : "one", subnets: [$1[0]])
      },
      subnets("subnet_ids") {
        AWSElastiCacheSubnetGroup("g", name: $2, subnets: $0 ? [$1[1]] : [$1[0]])
      },
      subnets("tags") {
        AWSElastiCacheSubnetGroup(
          "g", name: $2, subnets: [$1[0]], tags: $0 ? ["a": "2"] : ["a": "1", "b": "1"])
      },
      parameters("parameter") { isSecond, name in
        AWSElastiCacheParameterGroup(
          "g", name: name, family: "redis7",
          parameters: isSecond ? many : ["timeout": "30", "maxmemory-policy": "allkeys-lru"])
      },
      parameters("tags") { isSecond, name in
        AWSElastiCacheParameterGroup(
          "g", name: name, family: "redis7", tags: isSecond ? ["a": "2"] : ["a": "1", "b": "1"])
      },
    ] + groups

  /// More than the service takes in one call.
  private static let many = CacheParameters(
    Dictionary(uniqueKeysWithValues: (1...45).map { ("parameter-\($0)", Value("\($0)")) }))

  private static func subnets(
    _ argument: String,
    _ group:
      @escaping @Sendable (Bool, [Value<SubnetID>], Value<CacheGroupName>)
      -> AWSElastiCacheSubnetGroup
  ) -> DataChange {
    DataChange("aws_elasticache_subnet_group", argument) { isSecond, prefix in
      inNetwork { subnets, _ in
        [.resource(group(isSecond, subnets, Value(CacheGroupName(prefix))))]
      }
    }
  }

  private static func parameters(
    _ argument: String,
    _ group: @escaping @Sendable (Bool, Value<CacheGroupName>) -> AWSElastiCacheParameterGroup
  ) -> DataChange {
    DataChange("aws_elasticache_parameter_group", argument) { isSecond, prefix in
      [.resource(group(isSecond, Value(CacheGroupName(prefix))))]
    }
  }

  /// Declarations in a network with two subnets and two security groups.
  static func inNetwork(
    _ declared: ([Value<SubnetID>], [Value<SecurityGroupID>]) -> [Declaration]
  ) -> [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16")
    let a = AWSSubnet("a", vpc: vpc.id, cidrBlock: "10.0.0.0/24", zone: "eu-central-1a")
    let b = AWSSubnet("b", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: "eu-central-1b")
    let one = AWSSecurityGroup("one", name: "one", vpc: vpc.id)
    let two = AWSSecurityGroup("two", name: "two", vpc: vpc.id)
    return [.resource(vpc), .resource(a), .resource(b), .resource(one), .resource(two)]
      + declared([a.id, b.id], [one.id, two.id])
  }

  /// Changes of a replication group that two of its settings make.
  private static let groups: [DataChange] = [
    group("description") { .init(description: $0 ? "two" : "one") },
    group("engine", isOneWay: true) {
      .init(engine: $0 ? .valkey : .redis, engineVersion: $0 ? "7.2" : "7.1")
    },
    group("engine_version", isOneWay: true) { .init(engineVersion: $0 ? "7.1" : "7.0") },
    group("node_type") { .init(nodeType: $0 ? "cache.t4g.medium" : "cache.t4g.small") },
    group("num_cache_clusters") { .init(nodes: $0 ? 3 : 2) },
    group("num_node_groups") { .init(shards: $0 ? 3 : 2, replicasPerShard: 1) },
    group("replicas_per_node_group") { .init(shards: 2, replicasPerShard: $0 ? 2 : 1) },
    group("cluster_mode") { .init(clusterMode: $0 ? .compatible : .disabled) },
    group("automatic_failover_enabled") { .init(nodes: 2, hasFailover: $0) },
    group("multi_az_enabled") { .init(nodes: 2, hasFailover: true, isMultiAZ: $0) },
    group("preferred_cache_cluster_azs", isTold: false) {
      .init(nodes: $0 ? 2 : 1, zones: $0 ? ["eu-central-1a", "eu-central-1b"] : ["eu-central-1a"])
    },
    group("parameter_group_name") {
      .init(parameterGroup: $0 ? "default.redis7.cluster.on" : "default.redis7")
    },
    group("security_group_ids") {
      .init(securityGroups: $0 ? ["sg-0123456789abcdef1"] : ["sg-0123456789abcdef0"])
    },
    group("transit_encryption_enabled") { .init(isEncryptedInTransit: $0) },
    group("transit_encryption_mode") {
      .init(isEncryptedInTransit: true, transitMode: $0 ? .required : .preferred)
    },
    group("auth_token", isTold: false) {
      .init(
        isEncryptedInTransit: true,
        password: .environment($0 ? "OTHER_PASSWORD" : "CACHE_PASSWORD"))
    },
    group("auth_token_update_strategy", isTold: false) {
      .init(
        isEncryptedInTransit: true, password: .environment("CACHE_PASSWORD"),
        passwordChange: $0 ? .set : .rotate)
    },
    group("user_group_ids") {
      .init(isEncryptedInTransit: true, userGroups: $0 ? ["second"] : ["first", "second"])
    },
    group("snapshot_retention_limit") { .init(snapshotRetention: .days($0 ? 8 : 7)) },
    group("snapshot_window") { .init(snapshotWindow: $0 ? "03:00-04:00" : "02:00-03:00") },
    group("final_snapshot_identifier", isTold: false) { .init(finalSnapshot: $0 ? "two" : "one") },
    group("maintenance_window") {
      .init(maintenanceWindow: $0 ? "sun:04:00-sun:05:00" : "mon:04:00-mon:05:00")
    },
    group("auto_minor_version_upgrade") { .init(takesMinorVersions: $0) },
    group("apply_immediately", isTold: false) { .init(appliesImmediately: $0) },
    group("notification_topic_arn") {
      .init(
        notifications: $0
          ? "arn:aws:sns:eu-central-1:123456789012:two"
          : "arn:aws:sns:eu-central-1:123456789012:one")
    },
    group("log_delivery_configuration") {
      .init(
        logs: $0
          ? [.cloudWatch(.engine, to: "/cache/engine", as: .text)]
          : [.cloudWatch(.slow, to: "/cache/slow", as: .json)])
    },
    group("tags") { .init(tags: $0 ? ["a": "2"] : ["a": "1", "b": "1"]) },
  ]

  /// What of a replication group a change is about.
  private struct Settings {
    var description: Value<String> = "a cache"
    var engine: AWSElastiCacheReplicationGroup.Engine?
    var engineVersion: Value<EngineVersion>?
    var nodeType: Value<CacheNodeType> = "cache.t4g.small"
    var nodes: Value<Int>?
    var shards: Value<Int>?
    var replicasPerShard: Value<Int>?
    var clusterMode: AWSElastiCacheReplicationGroup.ClusterMode?
    var hasFailover: Bool?
    var isMultiAZ: Bool?
    var zones: [Value<AvailabilityZone>] = []
    var parameterGroup: Value<CacheGroupName>?
    var securityGroups: [Value<SecurityGroupID>] = []
    var isEncryptedInTransit: Bool?
    var transitMode: AWSElastiCacheReplicationGroup.TransitMode?
    var password: Secret?
    var passwordChange: AWSElastiCacheReplicationGroup.PasswordChange?
    var userGroups: [Value<String>] = []
    var snapshotRetention: Duration?
    var snapshotWindow: Value<DailyWindow>?
    var finalSnapshot: Value<String>?
    var maintenanceWindow: Value<WeeklyWindow>?
    var takesMinorVersions: Bool?
    var appliesImmediately: Bool?
    var notifications: Value<ARN<AWSSNSTopic>>?
    var logs: [AWSElastiCacheReplicationGroup.CacheLog] = []
    var tags: Tags = [:]
  }

  private static func group(
    _ argument: String, isTold: Bool = true, isOneWay: Bool = false,
    _ settings: @escaping @Sendable (Bool) -> Settings
  ) -> DataChange {
    DataChange(
      "aws_elasticache_replication_group", argument, isTold: isTold, isOneWay: isOneWay
    ) { isSecond, prefix in
      let of = settings(isSecond)
      return [
        .resource(
          AWSElastiCacheReplicationGroup(
            "g", replicationGroupID: Value(ReplicationGroupID(prefix)), description: of.description,
            engine: of.engine, engineVersion: of.engineVersion, nodeType: of.nodeType,
            nodes: of.nodes, shards: of.shards, replicasPerShard: of.replicasPerShard,
            clusterMode: of.clusterMode, hasFailover: of.hasFailover, isMultiAZ: of.isMultiAZ,
            zones: of.zones, parameterGroup: of.parameterGroup, securityGroups: of.securityGroups,
            isEncryptedInTransit: of.isEncryptedInTransit, transitMode: of.transitMode,
            password: of.password, passwordChange: of.passwordChange, userGroups: of.userGroups,
            snapshotRetention: of.snapshotRetention, snapshotWindow: of.snapshotWindow,
            finalSnapshot: of.finalSnapshot, maintenanceWindow: of.maintenanceWindow,
            takesMinorVersions: of.takesMinorVersions, appliesImmediately: of.appliesImmediately,
            notifications: of.notifications, logs: of.logs, tags: of.tags))
      ]
    }
  }
}
