import InfraDSL
import InfraModel

/// What of a bucket is copied to others, as Terraform's
/// `aws_s3_bucket_replication_configuration`.
///
///     AWSS3BucketReplication(
///       "assets", bucket: assets.bucketName, role: copier.arn,
///       rules: [ReplicationRule("all", to: .init(standby.arn))])
///
/// Both buckets keep versions.
public struct AWSS3BucketReplication: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3BucketReplication>(
    "aws_s3_bucket_replication_configuration", "What of a bucket is copied to others.",
    arguments: [
      .required("bucket", \.bucket, changing: .replaceWithGap, "The bucket."),
      .required("role", \.role, changing: .inPlace, "The role by which S3 copies."),
      .required("rule", \.rules, changing: .inPlace, "What is copied, and where to."),
      .optional(
        "token", \.token, changing: .inPlace, isSensitive: true, "What a locked bucket asks for."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The bucket.
  public let bucket: Value<BucketName>
  /// The role by which S3 copies.
  public let role: Value<ARN<AWSIAMRole>>
  /// What is copied, and where to.
  public let rules: [ReplicationRule]
  /// What a locked bucket asks for.
  public let token: FileContent?

  /// Declares a bucket's replication.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: The bucket.
  ///   - role: The role by which S3 copies.
  ///   - rules: What is copied, and where to.
  ///   - token: What a locked bucket asks for.
  public init(
    _ key: String, bucket: Value<BucketName>, role: Value<ARN<AWSIAMRole>>,
    rules: [ReplicationRule], token: FileContent? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_s3_bucket_replication_configuration", key: key, file: file, line: line)
    self.bucket = bucket
    self.role = role
    self.rules = rules
    self.token = token
  }
}
