import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_s3_bucket_versioning`. A bucket that once kept versions can only be
  /// told to keep no new ones.
  static let bucketVersioning: AWSType = {
    let setting = BucketSetting(
      query: "versioning", root: "VersioningConfiguration", put: "PutBucketVersioning",
      get: "GetBucketVersioning", delete: "PutBucketVersioning", missing: [])
    return setting.type(
      "aws_s3_bucket_versioning", "bucket's versioning",
      [
        .both(
          "versioning_configuration", "Body",
          .block([.both("status", "Status"), .both("mfa_delete", "MfaDelete")])),
        .local("mfa"),
      ],
      headers: ["mfa": "x-amz-mfa"], isThere: { !$0["Status"].isNothing },
      deletion: { scope in
        [
          setting.call(
            "PutBucketVersioning", .put, scope, [:],
            body: .xml("VersioningConfiguration", ["Status": "Suspended"]))
        ]
      })
  }()

  /// The operations on `aws_s3_bucket_server_side_encryption_configuration`.
  static let bucketEncryption = BucketSetting(
    query: "encryption", root: "ServerSideEncryptionConfiguration", put: "PutBucketEncryption",
    get: "GetBucketEncryption", delete: "DeleteBucketEncryption",
    missing: ["ServerSideEncryptionConfigurationNotFoundError"]
  ).type(
    "aws_s3_bucket_server_side_encryption_configuration", "bucket's encryption",
    [
      .both(
        "rule", "Body.Rule",
        .blocks([
          .both(
            "apply_server_side_encryption_by_default", "ApplyServerSideEncryptionByDefault",
            .block([
              .both("sse_algorithm", "SSEAlgorithm"), .both("kms_master_key_id", "KMSMasterKeyID"),
            ])),
          .both("bucket_key_enabled", "BucketKeyEnabled", .flag),
        ]))
    ])

  /// The operations on `aws_s3_bucket_public_access_block`.
  static let bucketAccessBlock = BucketSetting(
    query: "publicAccessBlock", root: "PublicAccessBlockConfiguration",
    put: "PutPublicAccessBlock", get: "GetPublicAccessBlock", delete: "DeletePublicAccessBlock",
    missing: []
  ).type(
    "aws_s3_bucket_public_access_block", "bucket's block of public access",
    [
      .both("block_public_acls", "Body.BlockPublicAcls", .flag),
      .both("block_public_policy", "Body.BlockPublicPolicy", .flag),
      .both("ignore_public_acls", "Body.IgnorePublicAcls", .flag),
      .both("restrict_public_buckets", "Body.RestrictPublicBuckets", .flag),
    ],
    hasOwner: false, isThere: { !$0["BlockPublicAcls"].isNull })

  /// The operations on `aws_s3_bucket_policy`; the document is put and read as it is.
  static let bucketPolicy: AWSType = {
    let putting = { @Sendable (scope: Scope) in
      AWSCall(
        .s3, "PutBucketPolicy", .put, "/{Bucket}?policy=", ["Bucket": scope["bucket"]],
        body: .bytes(Array((scope["policy"].string ?? "").utf8), contentType: "application/json"))
    }
    return AWSType(
      "aws_s3_bucket_policy", "bucket's policy", identity: "{bucket}",
      arguments: [.both("bucket", "Bucket"), .both("policy", "Policy", .json)],
      attributes: ["id": "Bucket"],
      lookup: Lookup(
        missing: ["NoSuchBucket"],
        picking: { answer, key in
          guard case .id(let bucket) = key else { return [] }
          let policy = String(decoding: answer.body, as: UTF8.self)
          return [["Bucket": .string(bucket), "Policy": .string(policy)]]
        }
      ) { key in
        guard case .id(let bucket) = key else { return nil }
        return AWSCall(
          .s3, "GetBucketPolicy", .get, "/{Bucket}?policy=", ["Bucket": .string(bucket)])
      },
      creation: Creation { _, scope in putting(scope) },
      updates: [Update(["policy"]) { scope in [putting(scope)] }],
      deletion: Deletion { scope in
        [
          AWSCall(
            .s3, "DeleteBucketPolicy", .delete, "/{Bucket}?policy=",
            ["Bucket": .string(scope.id)])
        ]
      },
      again: ["MalformedPolicy: Invalid principal", "OperationAborted"])
  }()
}
