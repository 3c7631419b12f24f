import InfraDSL
import InfraModel

/// Who may do what with a bucket, as Terraform's `aws_s3_bucket_policy`.
///
///     AWSS3BucketPolicy("assets", bucket: assets.bucketName, policy: onlyByTLS)
public struct AWSS3BucketPolicy: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3BucketPolicy>(
    "aws_s3_bucket_policy", "Who may do what with a bucket.",
    arguments: [
      .required("bucket", \.bucket, changing: .replaceWithGap, "The bucket."),
      .required("policy", \.policy, changing: .inPlace, "What is allowed, and to whom."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The bucket.
  public let bucket: Value<BucketName>
  /// What is allowed, and to whom.
  public let policy: PolicyDocument

  /// Declares a bucket's policy.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: The bucket.
  ///   - policy: What is allowed, and to whom.
  public init(
    _ key: String, bucket: Value<BucketName>, policy: PolicyDocument, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_s3_bucket_policy", key: key, file: file, line: line)
    self.bucket = bucket
    self.policy = policy.used(as: .resource, sizeMax: 20_480)
  }
}
