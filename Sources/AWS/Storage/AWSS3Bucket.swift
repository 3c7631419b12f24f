import InfraDSL
import InfraModel

/// A bucket for objects, as Terraform's `aws_s3_bucket`.
///
///     let assets = AWSS3Bucket("assets", bucket: "example-prod-assets")
///
/// Versioning, encryption, lifecycle, access and replication are resources of their own.
public struct AWSS3Bucket: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSS3Bucket>(
    "aws_s3_bucket", "A bucket for objects.", holdsData: "the bucket's objects",
    arguments: [
      .required(
        "bucket", \.bucket, changing: .replaceLosingData, "Its name, unique in all of AWS."),
      .optional(
        "force_destroy", \.deletesObjects, changing: .inPlace, default: false, terraform: .unread,
        "Whether objects in it are deleted with it."),
      .optional(
        "object_lock_enabled", \.hasObjectLock, changing: .replaceLosingData, isComputed: true,
        "Whether objects can be locked against deletion."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The bucket's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "bucket_domain_name", terraform: "bucket_domain_name", "Its name in the DNS."),
      AttributeSchema(
        "bucket_regional_domain_name", terraform: "bucket_regional_domain_name",
        "Its name in its region's DNS."),
      AttributeSchema(
        "hosted_zone_id", terraform: "hosted_zone_id", "The DNS zone of its region's endpoint."),
      AttributeSchema("region", terraform: "region", "The region that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in all of AWS.
  public let bucket: Value<BucketName>
  /// Whether objects in it are deleted with it.
  public let deletesObjects: Bool?
  /// Whether objects can be locked against deletion.
  public let hasObjectLock: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a bucket.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - bucket: Its name, unique in all of AWS.
  ///   - deletesObjects: Whether objects in it are deleted with it.
  ///   - hasObjectLock: Whether objects can be locked against deletion.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, bucket: Value<BucketName>, deletesObjects: Bool? = nil,
    hasObjectLock: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_s3_bucket", key: key, file: file, line: line)
    self.bucket = bucket
    self.deletesObjects = deletesObjects
    self.hasObjectLock = hasObjectLock
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSS3Bucket>> { attribute("arn") }
  /// Its name.
  public var bucketName: Value<BucketName> { attribute("bucket") }
  /// Its name in the DNS.
  public var domainName: Value<String> { attribute("bucket_domain_name") }
  /// Its name in its region's DNS.
  public var regionalDomainName: Value<String> { attribute("bucket_regional_domain_name") }
}

extension AWSS3Bucket: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("s3", "") }
}
