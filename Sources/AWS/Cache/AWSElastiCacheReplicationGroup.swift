import InfraDSL
import InfraModel

/// A Redis or Valkey with replicas, as Terraform's `aws_elasticache_replication_group`.
///
///     let cache = AWSElastiCacheReplicationGroup(
///       "cache", description: "answers", nodeType: "cache.t4g.small", engineVersion: "7.1",
///       nodes: 3, hasFailover: true, isMultiAZ: true, subnetGroup: inner.groupName,
///       securityGroups: [cacheGroup.id], isEncryptedAtRest: true, isEncryptedInTransit: true)
public struct AWSElastiCacheReplicationGroup: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSElastiCacheReplicationGroup>(
    "aws_elasticache_replication_group", "A Redis or Valkey with replicas.",
    holdsData: "the cache's data",
    arguments: [
      .required(
        "replication_group_id", \.replicationGroupID, changing: .replaceLosingData,
        "Its name; small letters."),
      .required("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "engine", \.engine, deciding: AWSElastiCacheReplicationGroup.changingEngine,
        default: "redis", "What runs."),
      .optional(
        "engine_version", \.engineVersion, deciding: AWSElastiCacheReplicationGroup.changingVersion,
        isComputed: true,
        "Its version, as 7.1 or 6.x."),
      .optional(
        "node_type", \.nodeType, changing: .restart,
        "The machines that it runs on, as cache.t4g.small."),
      .optional(
        "num_cache_clusters", \.nodes, changing: .inPlace,
        "How many nodes it has, the primary among them."),
      .optional(
        "num_node_groups", \.shards, changing: .inPlace, "How many shards the data are spread over."
      ),
      .optional(
        "replicas_per_node_group", \.replicasPerShard, changing: .inPlace,
        "How many replicas each shard has."),
      .optional(
        "cluster_mode", \.clusterMode, changing: .inPlace,
        "Whether clients speak the protocol of clusters."),
      .optional(
        "automatic_failover_enabled", \.hasFailover, changing: .inPlace, default: false,
        "Whether a replica takes over from a primary that is down."),
      .optional(
        "multi_az_enabled", \.isMultiAZ, changing: .inPlace, default: false,
        "Whether its nodes are in several zones."),
      .optional(
        "preferred_cache_cluster_azs", \.zones, changing: .inPlace,
        "The zones of its nodes, the primary first."),
      .optional(
        "port", \.port, changing: .replaceLosingData, isComputed: true,
        "The port that it listens on."),
      .optional(
        "parameter_group_name", \.parameterGroup, changing: .inPlace,
        "Its settings; those of its version if not given."),
      .optional(
        "subnet_group_name", \.subnetGroup, changing: .replaceLosingData, isComputed: true,
        "The subnets that it is in."),
      .optional("security_group_ids", \.securityGroups, changing: .inPlace, "Who may reach it."),
      .optional(
        "at_rest_encryption_enabled", \.isEncryptedAtRest, changing: .replaceLosingData,
        isComputed: true,
        "Whether what it stores is encrypted."),
      .optional(
        "kms_key_id", \.kmsKey, changing: .replaceLosingData,
        "The key that encrypts what it stores."),
      .optional(
        "transit_encryption_enabled", \.isEncryptedInTransit,
        deciding: AWSElastiCacheReplicationGroup.changingTransit, isComputed: true,
        "Whether it is spoken to over TLS."),
      .optional(
        "transit_encryption_mode", \.transitMode, changing: .inPlace,
        "Whether clients without TLS are let in."),
      .optional(
        "auth_token", \.password, changing: .inPlace, isSensitive: true, terraform: .unread,
        "The password that clients give."),
      .optional(
        "auth_token_update_strategy", \.passwordChange, changing: .inPlace,
        terraform: .unreadDefault,
        "How a new password takes the place of the old."),
      .optional(
        "user_group_ids", \.userGroups, changing: .inPlace, "The groups of users that may use it."),
      .optional(
        "snapshot_retention_limit", \.snapshotRetention, changing: .inPlace,
        "Days that automatic backups are kept; none are made if 0."),
      .optional(
        "snapshot_window", \.snapshotWindow, changing: .inPlace,
        "When backups are made each day, in UTC, as 03:00-04:00."),
      .optional(
        "snapshot_name", \.restoredSnapshot, changing: .replaceLosingData,
        "The backup that it is filled from."),
      .optional(
        "final_snapshot_identifier", \.finalSnapshot, changing: .inPlace, terraform: .unread,
        "The backup that is made before it is deleted."),
      .optional(
        "maintenance_window", \.maintenanceWindow, changing: .inPlace,
        "When it may be worked on each week, in UTC, as sun:04:00-sun:05:00."),
      .optional(
        "auto_minor_version_upgrade", \.takesMinorVersions, changing: .inPlace,
        "Whether new minor versions are taken by themselves."),
      .optional(
        "apply_immediately", \.appliesImmediately, changing: .inPlace, terraform: .unread,
        "Whether changes do not wait for the maintenance window."),
      .optional(
        "notification_topic_arn", \.notifications, changing: .inPlace,
        "Where it tells what happens to it."),
      .optional("log_delivery_configuration", \.logs, changing: .inPlace, "Where its logs go."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The replication group's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "primary_endpoint_address", terraform: "primary_endpoint_address",
        "The name of the primary in the DNS, if it is no cluster."),
      AttributeSchema(
        "reader_endpoint_address", terraform: "reader_endpoint_address",
        "The name of the replicas in the DNS, if it is no cluster."),
      AttributeSchema(
        "configuration_endpoint_address", terraform: "configuration_endpoint_address",
        "The name of a cluster in the DNS."),
      AttributeSchema(
        "engine_version_actual", .untilUpdated, terraform: "engine_version_actual",
        "The version that runs."),
      AttributeSchema(
        "member_clusters", .untilUpdated, terraform: "member_clusters", "The names of its nodes."),
    ])

  /// Valkey takes the place of a Redis in place; the way back is not to be had.
  private static let changingEngine: @Sendable (Datum, Datum) -> Effect = { before, after in
    before == "redis" && after == "valkey" ? .restart : .replaceLosingData
  }

  /// A later version is taken in place, an earlier one is not to be had.
  private static let changingVersion: @Sendable (Datum, Datum) -> Effect = { before, after in
    guard let before = before.string, let after = after.string else { return .restart }
    return EngineVersion.isEarlier(after, than: before) ? .replaceLosingData : .restart
  }

  /// Since version 7.0.5 it is switched on and off in place.
  private static let changingTransit: @Sendable (Datum, Datum) -> Effect = { _, _ in .inPlace }

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name; small letters.
  public let replicationGroupID: Value<ReplicationGroupID>
  /// What it is for.
  public let description: Value<String>
  /// What runs.
  public let engine: Engine?
  /// Its version, as 7.1 or 6.x.
  public let engineVersion: Value<EngineVersion>?
  /// The machines that it runs on, as cache.t4g.small.
  public let nodeType: Value<CacheNodeType>?
  /// How many nodes it has, the primary among them.
  public let nodes: Bounded?
  /// How many shards the data are spread over.
  public let shards: Bounded?
  /// How many replicas each shard has.
  public let replicasPerShard: Bounded?
  /// Whether clients speak the protocol of clusters.
  public let clusterMode: ClusterMode?
  /// Whether a replica takes over from a primary that is down.
  public let hasFailover: Bool?
  /// Whether its nodes are in several zones.
  public let isMultiAZ: Bool?
  /// The zones of its nodes, the primary first.
  public let zones: [Value<AvailabilityZone>]
  /// The port that it listens on.
  public let port: Port?
  /// Its settings; those of its version if not given.
  public let parameterGroup: Value<CacheGroupName>?
  /// The subnets that it is in.
  public let subnetGroup: Value<CacheGroupName>?
  /// Who may reach it.
  public let securityGroups: [Value<SecurityGroupID>]
  /// Whether what it stores is encrypted.
  public let isEncryptedAtRest: BoolText?
  /// The key that encrypts what it stores.
  public let kmsKey: Value<ARN<AWSKMSKey>>?
  /// Whether it is spoken to over TLS.
  public let isEncryptedInTransit: Bool?
  /// Whether clients without TLS are let in.
  public let transitMode: TransitMode?
  /// The password that clients give.
  public let password: Secret?
  /// How a new password takes the place of the old.
  public let passwordChange: PasswordChange?
  /// The groups of users that may use it.
  public let userGroups: [Value<String>]
  /// Days that automatic backups are kept; none are made if 0.
  public let snapshotRetention: TimeSpan?
  /// When backups are made each day, in UTC, as 03:00-04:00.
  public let snapshotWindow: Value<DailyWindow>?
  /// The backup that it is filled from.
  public let restoredSnapshot: Value<String>?
  /// The backup that is made before it is deleted.
  public let finalSnapshot: Value<String>?
  /// When it may be worked on each week, in UTC, as sun:04:00-sun:05:00.
  public let maintenanceWindow: Value<WeeklyWindow>?
  /// Whether new minor versions are taken by themselves.
  public let takesMinorVersions: BoolText?
  /// Whether changes do not wait for the maintenance window.
  public let appliesImmediately: Bool?
  /// Where it tells what happens to it.
  public let notifications: Value<ARN<AWSSNSTopic>>?
  /// Where its logs go.
  public let logs: [CacheLog]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a replication group.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - replicationGroupID: Its name; small letters; the key if not given.
  ///   - description: What it is for.
  ///   - engine: What runs.
  ///   - engineVersion: Its version, as 7.1 or 6.x.
  ///   - nodeType: The machines that it runs on, as cache.t4g.small.
  ///   - nodes: How many nodes it has, the primary among them.
  ///   - shards: How many shards the data are spread over.
  ///   - replicasPerShard: How many replicas each shard has.
  ///   - clusterMode: Whether clients speak the protocol of clusters.
  ///   - hasFailover: Whether a replica takes over from a primary that is down.
  ///   - isMultiAZ: Whether its nodes are in several zones.
  ///   - zones: The zones of its nodes, the primary first.
  ///   - port: The port that it listens on.
  ///   - parameterGroup: Its settings; those of its version if not given.
  ///   - subnetGroup: The subnets that it is in.
  ///   - securityGroups: Who may reach it.
  ///   - isEncryptedAtRest: Whether what it stores is encrypted.
  ///   - kmsKey: The key that encrypts what it stores.
  ///   - isEncryptedInTransit: Whether it is spoken to over TLS.
  ///   - transitMode: Whether clients without TLS are let in.
  ///   - password: The password that clients give.
  ///   - passwordChange: How a new password takes the place of the old.
  ///   - userGroups: The groups of users that may use it.
  ///   - snapshotRetention: Days that automatic backups are kept; none are made if 0.
  ///   - snapshotWindow: When backups are made each day, in UTC, as 03:00-04:00.
  ///   - restoredSnapshot: The backup that it is filled from.
  ///   - finalSnapshot: The backup that is made before it is deleted.
  ///   - maintenanceWindow: When it may be worked on each week, in UTC, as sun:04:00-sun:05:00.
  ///   - takesMinorVersions: Whether new minor versions are taken by themselves.
  ///   - appliesImmediately: Whether changes do not wait for the maintenance window.
  ///   - notifications: Where it tells what happens to it.
  ///   - logs: Where its logs go.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, replicationGroupID: Value<ReplicationGroupID>? = nil, description: Value<String>,
    engine: Engine? = nil, engineVersion: Value<EngineVersion>? = nil,
    nodeType: Value<CacheNodeType>? = nil, nodes: Value<Int>? = nil, shards: Value<Int>? = nil,
    replicasPerShard: Value<Int>? = nil, clusterMode: ClusterMode? = nil, hasFailover: Bool? = nil,
    isMultiAZ: Bool? = nil, zones: [Value<AvailabilityZone>] = [], port: Port? = nil,
    parameterGroup: Value<CacheGroupName>? = nil, subnetGroup: Value<CacheGroupName>? = nil,
    securityGroups: [Value<SecurityGroupID>] = [], isEncryptedAtRest: Bool? = nil,
    kmsKey: Value<ARN<AWSKMSKey>>? = nil, isEncryptedInTransit: Bool? = nil,
    transitMode: TransitMode? = nil, password: Secret? = nil, passwordChange: PasswordChange? = nil,
    userGroups: [Value<String>] = [], snapshotRetention: Duration? = nil,
    snapshotWindow: Value<DailyWindow>? = nil, restoredSnapshot: Value<String>? = nil,
    finalSnapshot: Value<String>? = nil, maintenanceWindow: Value<WeeklyWindow>? = nil,
    takesMinorVersions: Bool? = nil, appliesImmediately: Bool? = nil,
    notifications: Value<ARN<AWSSNSTopic>>? = nil, logs: [CacheLog] = [], tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_elasticache_replication_group", key: key, file: file, line: line)
    self.replicationGroupID = replicationGroupID ?? Value(ReplicationGroupID(key))
    self.description = description
    self.engine = engine
    self.engineVersion = engineVersion
    self.nodeType = nodeType
    self.nodes = nodes.map { Bounded($0, 1...6) }
    self.shards = shards.map { Bounded($0, 1...500) }
    self.replicasPerShard = replicasPerShard.map { Bounded($0, 0...5) }
    self.clusterMode = clusterMode
    self.hasFailover = hasFailover
    self.isMultiAZ = isMultiAZ
    self.zones = zones
    self.port = port
    self.parameterGroup = parameterGroup
    self.subnetGroup = subnetGroup
    self.securityGroups = securityGroups
    self.isEncryptedAtRest = isEncryptedAtRest.map(BoolText.init)
    self.kmsKey = kmsKey
    self.isEncryptedInTransit = isEncryptedInTransit
    self.transitMode = transitMode
    self.password = password
    self.passwordChange = passwordChange
    self.userGroups = userGroups
    self.snapshotRetention = snapshotRetention.map { TimeSpan($0, in: .days, 0...35) }
    self.snapshotWindow = snapshotWindow
    self.restoredSnapshot = restoredSnapshot
    self.finalSnapshot = finalSnapshot
    self.maintenanceWindow = maintenanceWindow
    self.takesMinorVersions = takesMinorVersions.map(BoolText.init)
    self.appliesImmediately = appliesImmediately
    self.notifications = notifications
    self.logs = logs
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSElastiCacheReplicationGroup>> { attribute("arn") }
  /// The name of the primary in the DNS, if it is no cluster.
  public var primaryEndpoint: Value<String> { attribute("primary_endpoint_address") }
  /// The name of the replicas in the DNS, if it is no cluster.
  public var readerEndpoint: Value<String> { attribute("reader_endpoint_address") }
  /// The name of a cluster in the DNS.
  public var configurationEndpoint: Value<String> { attribute("configuration_endpoint_address") }
  /// Its name.
  public var groupID: Value<ReplicationGroupID> { attribute("replication_group_id") }
}

extension AWSElastiCacheReplicationGroup: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticache", "replicationgroup:") }
}
