import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_s3_bucket_lifecycle_configuration`.
  static let bucketLifecycle = BucketSetting(
    query: "lifecycle", root: "LifecycleConfiguration",
    put: "PutBucketLifecycleConfiguration", get: "GetBucketLifecycleConfiguration",
    delete: "DeleteBucketLifecycle", missing: []
  ).type(
    "aws_s3_bucket_lifecycle_configuration", "bucket's lifecycle",
    [.both("rule", "Body.Rule", .blocks(lifecycleRule)), smallObjects],
    headers: [
      "transition_default_minimum_object_size": "x-amz-transition-default-minimum-object-size"
    ],
    isThere: { !$0["Rule"].isNothing })

  /// A header of the answer says it, and S3 takes none of it back: it is as it was set.
  private static let smallObjects = Member.local("transition_default_minimum_object_size")

  private static let lifecycleRule: [Member] = [
    .both("id", "ID"),
    .both("status", "Status"),
    .both("filter", "Filter", objectFilter(hasSizes: true)),
    .both(
      "expiration", "Expiration",
      .block([
        .both("days", "Days", .number), .both("date", "Date", s3Date),
        .both("expired_object_delete_marker", "ExpiredObjectDeleteMarker", .flag),
      ])),
    .both(
      "transition", "Transition",
      .blockSet([.both("days", "Days", .number), .both("storage_class", "StorageClass")])),
    .both(
      "noncurrent_version_expiration", "NoncurrentVersionExpiration",
      .block([
        .both("noncurrent_days", "NoncurrentDays", .number),
        .both("newer_noncurrent_versions", "NewerNoncurrentVersions", .number),
      ])),
    .both(
      "noncurrent_version_transition", "NoncurrentVersionTransition",
      .blockSet([
        .both("noncurrent_days", "NoncurrentDays", .number),
        .both("storage_class", "StorageClass"),
        .both("newer_noncurrent_versions", "NewerNoncurrentVersions", .number),
      ])),
    .both(
      "abort_incomplete_multipart_upload", "AbortIncompleteMultipartUpload",
      .block([.both("days_after_initiation", "DaysAfterInitiation", .number)])),
  ]

  /// S3 writes a day with thousandths of its first second.
  private static let s3Date = Shape.odd(
    write: { $0 },
    read: { seen, _ in seen.string.map { .string($0.replacing(".000Z", with: "Z")) } ?? .null })

  /// Which objects a rule is for.
  static func objectFilter(hasSizes: Bool) -> Shape {
    let sizes: [Member] =
      hasSizes
      ? [
        .both("object_size_greater_than", "ObjectSizeGreaterThan", .number),
        .both("object_size_less_than", "ObjectSizeLessThan", .number),
      ] : []
    let prefix = Member.both("prefix", "Prefix")
    let tag = Shape.block([.both("key", "Key"), .both("value", "Value")])
    let all = [prefix] + sizes + [.both("tags", "Tag", .entries(key: "Key", value: "Value"))]
    return .emptyBlock(
      [prefix] + sizes + [.both("tag", "Tag", tag), .both("and", "And", .block(all))])
  }
}
