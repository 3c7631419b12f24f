import InfraDSL
import InfraModel

@testable import AWS

/// One resource of each type with a value for every argument.
enum FullSamples {
  static let trust = PolicyDocument.assumedBy(service: "ecs-tasks.amazonaws.com")
  static let allowed = PolicyDocument(
    .allow("sqs:SendMessage", on: "*", by: [.account("123456789012")]))

  static let network: [any Resource] = [
    AWSVPC(
      "full", cidrBlock: "10.0.0.0/16", tenancy: .shared, dnsSupport: true, dnsHostnames: true,
      addressMetrics: false, ipv6: true, tags: ["Name": "full"]),
    AWSSubnet(
      "full", vpc: "vpc-0123456789abcdef0", cidrBlock: "10.0.0.0/24", zone: "us-east-1a",
      ipv6CIDRBlock: "2001:db8::/64", ipv6Only: false, publicAddresses: true,
      ipv6Addresses: true, dns64: true, nameRecords: true, ipv6NameRecords: true,
      hostnames: .identifier, tags: ["Name": "full"]),
    AWSRouteTable("full", vpc: "vpc-0123456789abcdef0", tags: ["Name": "full"]),
    AWSSecurityGroup(
      "full", name: "full", description: "all of it", vpc: "vpc-0123456789abcdef0",
      revokesRulesOnDelete: true, tags: ["Name": "full"]),
  ]

  static let identity: [any Resource] = [
    AWSIAMRole(
      "full", name: "full", trust: trust, description: "all of it", path: "/service/",
      maxSession: .hours(2), boundary: "arn:aws:iam::123456789012:policy/bound",
      detachesOnDelete: true, tags: ["team": "core"]),
    AWSIAMPolicy(
      "full", PolicyDocument(.allow("s3:GetObject", on: "*")), name: "full",
      description: "all of it", path: "/service/", tags: ["team": "core"]),
    AWSIAMOpenIDConnectProvider(
      "full", url: "https://token.actions.githubusercontent.com", clients: ["sts.amazonaws.com"],
      thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1"], tags: ["team": "core"]),
  ]

  static let secrets: [any Resource] = [
    AWSKMSKey(
      "full", description: "all of it", usage: .encryption, spec: .symmetric,
      policy: PolicyDocument(.allow("kms:*", on: "*", by: [.account("123456789012")])),
      skipsLockoutCheck: false, enabled: true, rotates: true, rotationPeriod: .days(90),
      deletionWindow: .days(7), isMultiRegion: false, tags: ["team": "core"])
  ]

  static let logs: [any Resource] = [
    AWSCloudWatchLogGroup(
      "full", name: "/ecs/full", retention: .days(30),
      kmsKey: "arn:aws:kms:us-east-1:123456789012:key/0", storageClass: .standard,
      outlivesDeclaration: false, tags: ["team": "core"])
  ]

  static let storage: [any Resource] = [
    AWSS3Bucket(
      "full", bucket: "example-full", deletesObjects: true, hasObjectLock: true,
      tags: ["team": "core"])
  ]

  static let messaging: [any Resource] = [
    AWSSQSQueue(
      "full", name: "full.fifo", visibilityTimeout: .seconds(60), retention: .days(1),
      maxMessageSize: .kibibytes(64), delay: .seconds(5), receiveWait: .seconds(20),
      isFIFO: true, deduplicatesByContent: true, deduplicationScope: .messageGroup,
      throughputLimit: .perMessageGroup, policy: allowed,
      deadLetters: RedrivePolicy(to: "arn:aws:sqs:us-east-1:123456789012:dead.fifo", after: 3),
      deadLetterSources: .all, kmsKey: "alias/aws/sqs", dataKeyReuse: .minutes(5),
      isEncryptedBySQS: nil, tags: ["team": "core"])
  ]

  static let names: [any Resource] = [
    AWSRoute53Zone(
      "full", name: "example.org", comment: "all of it", delegationSet: nil,
      deletesRecords: true, vpcs: [ZoneVPC("vpc-0123456789abcdef0", region: "us-east-1")],
      tags: ["team": "core"])
  ]

  static let all = network + identity + secrets + logs + storage + messaging + names
}
