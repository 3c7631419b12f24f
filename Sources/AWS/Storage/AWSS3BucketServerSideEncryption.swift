import InfraDSL
import InfraModel

/// How a bucket encrypts what is put into it, as Terraform's
/// `aws_s3_bucket_server_side_encryption_configuration`.
///
///     AWSS3BucketServerSideEncryption("assets", bucket: assets.bucketName, .kms(key.arn))
public struct AWSS3BucketServerSideEncryption: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3BucketServerSideEncryption>(
    "aws_s3_bucket_server_side_encryption_configuration",
    "How a bucket encrypts what is put into it.",
    arguments: [
      .required("bucket", \.bucket, changing: .replaceWithGap, "The bucket."),
      .required("rule", \.encryption, changing: .inPlace, "How it encrypts."),
      .optional(
        "expected_bucket_owner", \.expectedOwner, changing: .replaceWithGap,
        "The account that must own the bucket."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The bucket.
  public let bucket: Value<BucketName>
  /// How it encrypts.
  public let encryption: Encryption
  /// The account that must own the bucket.
  public let expectedOwner: Value<AccountID>?

  /// Declares a bucket's encryption.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: The bucket.
  ///   - _: How it encrypts.
  ///   - expectedOwner: The account that must own the bucket.
  public init(
    _ key: String, bucket: Value<BucketName>, _ encryption: Encryption,
    expectedOwner: Value<AccountID>? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_s3_bucket_server_side_encryption_configuration", key: key, file: file, line: line)
    self.bucket = bucket
    self.encryption = encryption
    self.expectedOwner = expectedOwner
  }

  /// How a bucket encrypts, as Terraform's `rule` block.
  public struct Encryption: ArgumentValue {
    let algorithm: String
    let kmsKey: Value<ARN<AWSKMSKey>>?
    private(set) var hasBucketKey: Bool?

    /// With keys of S3's own (AES-256).
    public static let s3 = Encryption(algorithm: "AES256", kmsKey: nil)

    /// With a key of KMS; with one of AWS's own if none is given.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - hasBucketKey: Whether KMS is asked once for many objects, which costs far less.
    public static func kms(
      _ key: Value<ARN<AWSKMSKey>>? = nil, bucketKey hasBucketKey: Bool? = true
    ) -> Encryption {
      Encryption(algorithm: "aws:kms", kmsKey: key, hasBucketKey: hasBucketKey)
    }

    /// With a key of KMS, twice over.
    public static func kmsTwice(_ key: Value<ARN<AWSKMSKey>>? = nil) -> Encryption {
      Encryption(algorithm: "aws:kms:dsse", kmsKey: key)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      let standard = context.block(["sse_algorithm": algorithm, "kms_master_key_id": kmsKey])
      return context.block([
        "apply_server_side_encryption_by_default": Made(standard),
        "bucket_key_enabled": hasBucketKey,
      ])
    }
  }
}
