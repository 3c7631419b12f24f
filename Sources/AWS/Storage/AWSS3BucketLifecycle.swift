import InfraDSL
import InfraModel

/// When a bucket moves and deletes objects, as Terraform's
/// `aws_s3_bucket_lifecycle_configuration`.
///
///     AWSS3BucketLifecycle(
///       "logs", bucket: logs.bucketName,
///       rules: [LifecycleRule("old", expiration: .after(.days(90)))])
public struct AWSS3BucketLifecycle: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3BucketLifecycle>(
    "aws_s3_bucket_lifecycle_configuration", "When a bucket moves and deletes objects.",
    arguments: [
      .required("bucket", \.bucket, changing: .replaceWithGap, "The bucket."),
      .optional("rule", \.rules, changing: .inPlace, "What is moved or deleted, and when."),
      .optional(
        "expected_bucket_owner", \.expectedOwner, changing: .replaceWithGap, isComputed: true,
        "The account that must own the bucket."),
      .optional(
        "transition_default_minimum_object_size", \.smallObjects, changing: .inPlace,
        default: "all_storage_classes_128K", "Whether objects below 128 KiB are moved."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The bucket.
  public let bucket: Value<BucketName>
  /// What is moved or deleted, and when.
  public let rules: [LifecycleRule]
  /// The account that must own the bucket.
  public let expectedOwner: Value<AccountID>?
  /// Whether objects below 128 KiB are moved.
  public let smallObjects: SmallObjects?

  /// Declares a bucket's lifecycle.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: The bucket.
  ///   - rules: What is moved or deleted, and when.
  ///   - expectedOwner: The account that must own the bucket.
  ///   - smallObjects: Whether objects below 128 KiB are moved.
  public init(
    _ key: String, bucket: Value<BucketName>, rules: [LifecycleRule] = [],
    expectedOwner: Value<AccountID>? = nil, smallObjects: SmallObjects? = nil,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_s3_bucket_lifecycle_configuration", key: key, file: file, line: line)
    self.bucket = bucket
    self.rules = rules
    self.expectedOwner = expectedOwner
    self.smallObjects = smallObjects
  }

  /// Whether objects below 128 KiB are moved.
  public enum SmallObjects: String, Choice {
    /// None is.
    case stay = "all_storage_classes_128K"
    /// Into some storage classes they are.
    case moveByClass = "varies_by_storage_class"
  }
}
