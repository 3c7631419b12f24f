import InfraDSL
import InfraModel

/// Whether a bucket keeps what is overwritten, as Terraform's `aws_s3_bucket_versioning`.
///
///     AWSS3BucketVersioning("assets", bucket: assets.bucketName, .enabled)
public struct AWSS3BucketVersioning: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3BucketVersioning>(
    "aws_s3_bucket_versioning", "Whether a bucket keeps what is overwritten.",
    arguments: [
      .required("bucket", \.bucket, changing: .replaceWithGap, "The bucket."),
      .required("versioning_configuration", \.versioning, changing: .inPlace, "Whether it does."),
      .optional(
        "expected_bucket_owner", \.expectedOwner, changing: .replaceWithGap,
        "The account that must own the bucket."),
      .optional(
        "mfa", \.mfa, changing: .inPlace,
        "The owner's device and its code, where deletion needs them."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The bucket.
  public let bucket: Value<BucketName>
  /// Whether it does.
  public let versioning: Versioning
  /// The account that must own the bucket.
  public let expectedOwner: Value<AccountID>?
  /// The owner's device and its code, where deletion needs them.
  public let mfa: Value<String>?

  /// Declares a bucket's versioning.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: The bucket.
  ///   - _: Whether it does.
  ///   - expectedOwner: The account that must own the bucket.
  ///   - mfa: The owner's device and its code, where deletion needs them.
  public init(
    _ key: String, bucket: Value<BucketName>, _ versioning: Versioning,
    expectedOwner: Value<AccountID>? = nil, mfa: Value<String>? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_s3_bucket_versioning", key: key, file: file, line: line)
    self.bucket = bucket
    self.versioning = versioning
    self.expectedOwner = expectedOwner
    self.mfa = mfa
  }

  /// Whether a bucket keeps what is overwritten, as Terraform's `versioning_configuration` block.
  public struct Versioning: ArgumentValue {
    let status: String
    let mfaDelete: Bool?

    /// It keeps every version.
    public static let enabled = Versioning(status: "Enabled", mfaDelete: nil)
    /// It keeps the versions that it has and no new ones.
    public static let suspended = Versioning(status: "Suspended", mfaDelete: nil)

    /// The same, and whether deleting a version takes the owner's second factor.
    public func mfaDelete(_ flag: Bool) -> Versioning {
      Versioning(status: status, mfaDelete: flag)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.block([
        "status": status, "mfa_delete": mfaDelete.map { $0 ? "Enabled" : "Disabled" },
      ])
    }
  }
}
