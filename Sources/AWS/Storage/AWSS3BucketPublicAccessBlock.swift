import InfraDSL
import InfraModel

/// What keeps a bucket from being open to everyone, as Terraform's
/// `aws_s3_bucket_public_access_block`.
///
///     AWSS3BucketPublicAccessBlock("assets", bucket: assets.bucketName)
public struct AWSS3BucketPublicAccessBlock: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3BucketPublicAccessBlock>(
    "aws_s3_bucket_public_access_block", "What keeps a bucket from being open to everyone.",
    arguments: [
      .required("bucket", \.bucket, changing: .replaceWithGap, "The bucket."),
      .optional(
        "block_public_acls", \.blocksACLs, changing: .inPlace, default: false,
        "Whether access lists that open it are refused."),
      .optional(
        "block_public_policy", \.blocksPolicy, changing: .inPlace, default: false,
        "Whether policies that open it are refused."),
      .optional(
        "ignore_public_acls", \.ignoresACLs, changing: .inPlace, default: false,
        "Whether access lists that open it are ignored."),
      .optional(
        "restrict_public_buckets", \.restrictsPolicy, changing: .inPlace, default: false,
        "Whether a policy that opens it holds for the account alone."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The bucket.
  public let bucket: Value<BucketName>
  /// Whether access lists that open it are refused.
  public let blocksACLs: Bool
  /// Whether policies that open it are refused.
  public let blocksPolicy: Bool
  /// Whether access lists that open it are ignored.
  public let ignoresACLs: Bool
  /// Whether a policy that opens it holds for the account alone.
  public let restrictsPolicy: Bool

  /// Declares a bucket's block of public access.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: The bucket.
  ///   - blocksACLs: Whether access lists that open it are refused; yes if not given.
  ///   - blocksPolicy: Whether policies that open it are refused; yes if not given.
  ///   - ignoresACLs: Whether access lists that open it are ignored; yes if not given.
  ///   - restrictsPolicy: Whether a policy that opens it holds for the account alone; yes if not
  ///     given.
  public init(
    _ key: String, bucket: Value<BucketName>, blocksACLs: Bool = true, blocksPolicy: Bool = true,
    ignoresACLs: Bool = true, restrictsPolicy: Bool = true, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_s3_bucket_public_access_block", key: key, file: file, line: line)
    self.bucket = bucket
    self.blocksACLs = blocksACLs
    self.blocksPolicy = blocksPolicy
    self.ignoresACLs = ignoresACLs
    self.restrictsPolicy = restrictsPolicy
  }
}
