import AWSClient
import InfraHTTP
import InfraModel

extension AWSType {
  /// The operations on `aws_s3_bucket`.
  static let bucket = AWSType(
    "aws_s3_bucket", "bucket", identity: "{bucket}",
    arguments: [
      .both("bucket", "Bucket"),
      .both("object_lock_enabled", "ObjectLock", .flag),
      .local("force_destroy"),
    ],
    attributes: [
      "id": "Bucket", "arn": "arn:{partition}:s3:::{Bucket}",
      "bucket_domain_name": "{Bucket}.s3.amazonaws.com",
      "bucket_regional_domain_name": "{Bucket}.s3.{region}.amazonaws.com", "region": "Region",
      "hosted_zone_id": "ZoneID",
    ],
    tags: Tagging(
      .list(key: "Key", value: "Value"), reads: "Tags", replacesAll: true,
      add: { scope, tags in
        AWSCall(
          .s3, "PutBucketTagging", .put, "/{Bucket}?tagging=", ["Bucket": .string(scope.id)],
          body: .xml("Tagging", ["TagSet": ["Tag": tags]]))
      }),
    lookup: Lookup(
      missing: ["NoSuchBucket"],
      extras: [
        Lookup.Extra([], into: "Tags", at: "TagSet.Tag") { bucket, _ in
          AWSCall(.s3, "GetBucketTagging", .get, "/{Bucket}?tagging=", ["Bucket": bucket["Bucket"]])
        },
        Lookup.Extra(
          ["object_lock_enabled"], into: "ObjectLock", at: "ObjectLockEnabled",
          missing: ["ObjectLockConfigurationNotFoundError"]
        ) { bucket, _ in
          AWSCall(
            .s3, "GetObjectLockConfiguration", .get, "/{Bucket}?object-lock=",
            ["Bucket": bucket["Bucket"]])
        },
      ],
      picking: { answer, key in
        guard case .id(let name) = key else { return [] }
        let region = answer.headers["x-amz-bucket-region"] ?? ""
        return [
          .fields([
            "Bucket": .string(name), "Region": region.isEmpty ? .null : .string(region),
            "ZoneID": bucketZones[region].map { .string($0) } ?? .null,
          ])
        ]
      }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.s3, "HeadBucket", .head, "/{Bucket}", ["Bucket": .string(name)])
    },
    // In the oldest region a bucket of one's own is answered as if it had been made.
    creation: Creation(
      looksFirst: true, taken: ["BucketAlreadyExists", "BucketAlreadyOwnedByYou"],
      hidden: ["AccessDenied"]
    ) { _, scope in makeBucket(scope) },
    deletion: Deletion(
      clearing: { scope, session async throws(ProviderError) in
        guard scope.arguments["force_destroy"] == true else { return }
        try await emptyBucket(scope, session)
      },
      calls: { scope in
        [AWSCall(.s3, "DeleteBucket", .delete, "/{Bucket}", ["Bucket": .string(scope.id)])]
      }))

  /// Object lock is a flag here and a word there.
  private static func makeBucket(_ scope: Scope) -> AWSCall {
    var configuration: Datum = [:]
    if scope.region != "us-east-1" {
      configuration = ["LocationConstraint": .string(scope.region)]
    }
    var call = AWSCall(
      .s3, "CreateBucket", .put, "/{Bucket}", ["Bucket": scope["bucket"]],
      body: configuration.object?.isEmpty == true
        ? .none : .xml("CreateBucketConfiguration", configuration))
    if scope.arguments["object_lock_enabled"] == true {
      call.headers = [HTTPHeader("x-amz-bucket-object-lock-enabled", "true")]
    }
    return call
  }

  /// Deletes every version of every object, a thousand at a time.
  private static func emptyBucket(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    let bucket: Datum = ["Bucket": .string(scope.id)]
    // Each round takes what it lists, so the list begins anew; the bound is against others who
    // go on writing.
    for _ in 0..<100_000 {
      let answer = try await session.send(
        AWSCall(.s3, "ListObjectVersions", .get, "/{Bucket}?versions=", bucket),
        absent: ["NoSuchBucket"])
      let found = ["Version", "DeleteMarker"].flatMap { answer?[$0].elements ?? [] }
      if found.isEmpty { return }
      let objects = found.prefix(1_000).map { item in
        Datum.fields(["Key": item["Key"], "VersionId": item["VersionId"]])
      }
      _ = try await session.send(
        AWSCall(
          .s3, "DeleteObjects", .post, "/{Bucket}?delete=", bucket,
          body: .xml("Delete", ["Object": .list(objects), "Quiet": true])))
    }
  }

  /// The zones of S3's website endpoints:
  /// https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
  private static let bucketZones: [String: String] = [
    "us-east-1": "Z3AQBSTGFYJSTF", "us-east-2": "Z2O1EMRO9K5GLX", "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M", "eu-central-1": "Z21DNDUVLTQW6Q", "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4", "eu-west-3": "Z3R1K369G5AVDG", "eu-north-1": "Z3BAZG2TWCNX0D",
    "eu-south-1": "Z30OZKI7KPW7MI", "ap-south-1": "Z11RGJOFQNVJUP", "ap-east-1": "ZNB98KWMFR0R6",
    "ap-northeast-1": "Z2M4EHUR26P7ZW", "ap-northeast-2": "Z3W03O7B5YMIYP",
    "ap-northeast-3": "Z2YQB5RD63NC85", "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD", "ca-central-1": "Z1QDHH18159H29",
    "sa-east-1": "Z7KQH4QJS55SO", "me-south-1": "Z1MPMWCPA7YB62", "af-south-1": "Z83WF9RJE8B12",
  ]
}
