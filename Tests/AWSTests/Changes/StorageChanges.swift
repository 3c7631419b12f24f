import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  static let buckets = [
    ChangedSample(
      to: AWSS3Bucket(
        "full", bucket: "example-other", deletesObjects: false, hasObjectLock: false,
        tags: otherTags)),
    ChangedSample(
      to: AWSS3BucketVersioning(
        "full", bucket: "example-other", .suspended.mfaDelete(false),
        expectedOwner: "123456789013", mfa: "arn:aws:iam::123456789012:mfa/root 654321")),
    ChangedSample(
      to: AWSS3BucketServerSideEncryption(
        "full", bucket: "example-other", .s3, expectedOwner: "123456789013")),
    ChangedSample(
      to: AWSS3BucketPublicAccessBlock(
        "full", bucket: "example-other", blocksACLs: false, blocksPolicy: false,
        ignoresACLs: false, restrictsPolicy: false)),
    ChangedSample(
      to: AWSS3BucketPolicy(
        "full", bucket: "example-other",
        policy: PolicyDocument(
          .deny(
            "s3:PutObject", on: "arn:aws:s3:::example-full/*", by: [.everyone],
            when: [.bool("aws:SecureTransport", false)])))),
  ]

  static let bucketRules = [
    ChangedSample(
      to: AWSS3BucketLifecycle(
        "full", bucket: "example-other",
        rules: [LifecycleRule("every", unfinishedUploads: .days(2))],
        expectedOwner: "123456789013", smallObjects: .stay)),
    ChangedSample(
      to: AWSS3BucketReplication(
        "full", bucket: "example-other", role: "arn:aws:iam::123456789012:role/other",
        rules: [ReplicationRule("rest", priority: 3, to: .init("arn:aws:s3:::example-other"))],
        token: .secret(.environment("OTHER")))),
  ]

  private static let queueTopic = PolicyDocument(
    .allow("sqs:ReceiveMessage", on: "*", by: [.account("123456789012")]))

  static let queues = [
    ChangedSample(
      to: AWSSQSQueue(
        "full", name: "other.fifo", visibilityTimeout: .seconds(70), retention: .days(2),
        maxMessageSize: .kibibytes(32), delay: .seconds(6), receiveWait: .seconds(10),
        isFIFO: true, deduplicatesByContent: false, deduplicationScope: .queue,
        throughputLimit: .perQueue, policy: queueTopic,
        deadLetters: RedrivePolicy(to: "arn:aws:sqs:us-east-1:123456789012:dead.fifo", after: 4),
        deadLetterSources: RedriveAllowPolicy.none, kmsKey: "alias/other",
        dataKeyReuse: .minutes(10), tags: otherTags)),
    ChangedSample(
      to: AWSSQSQueue("dead", name: "dead.fifo", isFIFO: true, isEncryptedBySQS: false)),
  ]

  static let zones = [
    ChangedSample(
      to: AWSRoute53Zone(
        "full", name: "example.net", comment: "all", deletesRecords: false,
        vpcs: [ZoneVPC("vpc-0123456789abcdef1", region: "us-east-1")], tags: otherTags)),
    ChangedSample(
      to: AWSRoute53Zone("open", name: "example.com", delegationSet: "N1PA6795OTHER")),
  ]
}
