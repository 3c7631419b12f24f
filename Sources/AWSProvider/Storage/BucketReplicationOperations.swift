import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_s3_bucket_replication_configuration`.
  static let bucketReplication = BucketSetting(
    query: "replication", root: "ReplicationConfiguration", put: "PutBucketReplication",
    get: "GetBucketReplication", delete: "DeleteBucketReplication",
    missing: ["ReplicationConfigurationNotFoundError"]
  ).type(
    "aws_s3_bucket_replication_configuration", "bucket's replication",
    [
      .both("role", "Body.Role"), .both("rule", "Body.Rule", .blocks(replicationRule)),
      .local("token"),
    ],
    hasOwner: false, headers: ["token": "x-amz-bucket-object-lock-token"])

  private static func status(_ name: String, _ member: String) -> Member {
    .both(name, member, .block([.both("status", "Status")]))
  }

  private static let replicationRule: [Member] = [
    .both("id", "ID"),
    .both("priority", "Priority", .number),
    .both("status", "Status"),
    .both("filter", "Filter", objectFilter(hasSizes: false)),
    .both("destination", "Destination", .block(replicationTarget)),
    status("delete_marker_replication", "DeleteMarkerReplication"),
    status("existing_object_replication", "ExistingObjectReplication"),
    .both(
      "source_selection_criteria", "SourceSelectionCriteria",
      .block([
        status("sse_kms_encrypted_objects", "SseKmsEncryptedObjects"),
        status("replica_modifications", "ReplicaModifications"),
      ])),
  ]

  private static let minutes = Shape.block([.both("minutes", "Minutes", .number)])

  private static let replicationTarget: [Member] = [
    .both("bucket", "Bucket"),
    .both("account", "Account"),
    .both("storage_class", "StorageClass"),
    .both(
      "encryption_configuration", "EncryptionConfiguration",
      .block([.both("replica_kms_key_id", "ReplicaKmsKeyID")])),
    .both(
      "access_control_translation", "AccessControlTranslation", .block([.both("owner", "Owner")])),
    .both(
      "replication_time", "ReplicationTime",
      .block([.both("status", "Status"), .both("time", "Time", minutes)])),
    .both(
      "metrics", "Metrics",
      .block([.both("status", "Status"), .both("event_threshold", "EventThreshold", minutes)])),
  ]
}
