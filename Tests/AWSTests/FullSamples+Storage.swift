import InfraDSL
import InfraModel

@testable import AWS

extension FullSamples {
  static let storage: [any Resource] = [
    AWSS3Bucket(
      "full", bucket: "example-full", deletesObjects: true, hasObjectLock: true, tags: tags),
    AWSS3BucketVersioning(
      "full", bucket: "example-full", .enabled.mfaDelete(true), expectedOwner: "123456789012",
      mfa: "arn:aws:iam::123456789012:mfa/root 123456"),
    AWSS3BucketServerSideEncryption(
      "full", bucket: "example-full", .kms(key), expectedOwner: "123456789012"),
    AWSS3BucketPublicAccessBlock("full", bucket: "example-full"),
    AWSS3BucketPolicy(
      "full", bucket: "example-full",
      policy: PolicyDocument(
        .deny(
          "s3:*", on: "arn:aws:s3:::example-full/*", by: [.everyone],
          when: [.bool("aws:SecureTransport", false)]))),
  ]

  static let storageRules: [any Resource] = [
    AWSS3BucketLifecycle(
      "full", bucket: "example-full",
      rules: [
        LifecycleRule(
          "all", filter: ObjectFilter(prefix: "logs/", tags: ["a": "b"], largerThan: .bytes(1)),
          expiration: .after(.days(365)),
          transitions: [.init(after: .days(30), to: .standardInfrequent)],
          oldVersions: .init(after: .days(30), keeping: 3),
          oldVersionTransitions: [.init(after: .days(7), to: .archive, keeping: 3)],
          unfinishedUploads: .days(7)),
        LifecycleRule(
          "day", isEnabled: false, filter: ObjectFilter(tags: ["a": "b"]),
          expiration: .on("2027-01-01T00:00:00Z")),
        LifecycleRule(
          "marks", filter: ObjectFilter(prefix: "tmp/"), expiration: .emptyDeleteMarkers),
        LifecycleRule("every", unfinishedUploads: .days(1)),
      ],
      expectedOwner: "123456789012", smallObjects: .moveByClass),
    AWSS3BucketReplication(
      "full", bucket: "example-full", role: "arn:aws:iam::123456789012:role/copier",
      rules: [
        ReplicationRule(
          "all", priority: 1, filter: ObjectFilter(prefix: "a/", tags: ["a": "b"]),
          to: .init(
            "arn:aws:s3:::example-copy", account: "123456789013", storageClass: .standard,
            kmsKey: key, withinMinutes: true),
          copiesDeletions: false, copiesExisting: true, copiesEncrypted: true,
          copiesChangesOfCopies: true),
        ReplicationRule("rest", priority: 2, to: .init("arn:aws:s3:::example-copy")),
      ],
      token: .secret(.environment("TOKEN"))),
  ]
}
