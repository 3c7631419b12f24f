import AWS
import InfraDSL
import InfraModel

extension GroundLives {
  static func identities(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let read = PolicyDocument(.allow("s3:GetObject", on: "*"))
    let write = PolicyDocument(.allow("s3:PutObject", on: "*"))
    let attachment = AWSIAMRolePolicyAttachment(
      "lived", role: "grown-one", policy: "arn:aws:iam::123456789012:policy/grown-one")
    return [
      (
        "role",
        TypeLife(
          AWSIAMRole(
            "lived", name: "grown-lived", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"),
            description: "one", path: "/grown/", maxSession: .hours(2),
            boundary: "arn:aws:iam::123456789012:policy/grown-one", detachesOnDelete: false,
            tags: tags),
          AWSIAMRole(
            "lived", name: "grown-lived", trust: .assumedBy(service: "ec2.amazonaws.com"),
            description: "two", path: "/grown/", maxSession: .hours(3),
            boundary: "arn:aws:iam::123456789012:policy/grown-two", detachesOnDelete: true,
            tags: otherTags), leavingOut: ["permissions_boundary", "tags"])
      ),
      (
        "policy",
        TypeLife(
          AWSIAMPolicy(
            "lived", read, name: "grown-lived", description: "one", path: "/grown/", tags: tags),
          AWSIAMPolicy(
            "lived", write, name: "grown-lived", description: "one", path: "/grown/",
            tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "policy of a role",
        TypeLife(
          AWSIAMRolePolicy("lived", role: "grown-one", policy: read, name: "own"),
          AWSIAMRolePolicy("lived", role: "grown-one", policy: write, name: "own"))
      ),
      (
        "attached policy",
        TypeLife(
          attachment, attachment,
          importedAs: { arguments, _ in
            "\(arguments["role"]?.string ?? "")/\(arguments["policy_arn"]?.string ?? "")"
          })
      ),
      (
        "provider of identities",
        TypeLife(
          AWSIAMOpenIDConnectProvider(
            "lived", url: "https://grown.example", clients: ["one"],
            thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1"], tags: tags),
          AWSIAMOpenIDConnectProvider(
            "lived", url: "https://grown.example", clients: ["two"],
            thumbprints: ["7938fd4d98bab03faadb97b34396831e3780aea1"], tags: otherTags),
          leavingOut: ["tags"])
      ),
    ]
  }

  static func secrets(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let keys = ground.keys.map { Value(ARN<AWSKMSKey>($0)) }
    let readers = { (account: AccountID) in
      PolicyDocument(
        .allow("secretsmanager:GetSecretValue", on: "*", by: [.account(Value(account))]))
    }
    return [
      (
        "key",
        TypeLife(
          AWSKMSKey(
            "lived", description: "one",
            policy: PolicyDocument(.allow("kms:*", on: "*", by: [.account("123456789012")])),
            skipsLockoutCheck: false, enabled: true, rotates: true, rotationPeriod: .days(90),
            deletionWindow: .days(7), tags: tags),
          AWSKMSKey(
            "lived", description: "two",
            policy: PolicyDocument(
              .allow("kms:*", on: "*", by: [.account("123456789012"), .account("123456789013")])),
            skipsLockoutCheck: true, enabled: false, rotates: false, rotationPeriod: .days(180),
            deletionWindow: .days(8), tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "name of a key",
        TypeLife(
          AWSKMSAlias("lived", name: "alias/grown", target: keys[0].asKey),
          AWSKMSAlias("lived", name: "alias/grown", target: keys[1].asKey))
      ),
      (
        "secret",
        TypeLife(
          AWSSecretsManagerSecret(
            "lived", name: "grown/lived", description: "one", kmsKey: keys[0].asKey,
            policy: readers("123456789012"), recoveryWindow: RecoveryWindow.none, tags: tags),
          AWSSecretsManagerSecret(
            "lived", name: "grown/lived", description: "two", kmsKey: keys[1].asKey,
            policy: readers("123456789013"), recoveryWindow: .days(8),
            replicas: [SecretReplica("eu-west-1")], overwritesReplicas: true, tags: otherTags),
          leavingOut: ["policy", "tags"])
      ),
      (
        "version of a secret",
        TypeLife(
          AWSSecretsManagerSecretVersion(
            "lived", secret: Value(ARN(ground.secret)),
            content: .secret(.environment("GROWN")), stages: ["AWSCURRENT"]),
          AWSSecretsManagerSecretVersion(
            "lived", secret: Value(ARN(ground.secret)),
            content: .secret(.environment("GROWN")), stages: ["AWSCURRENT", "STABLE"]),
          remains: true)
      ),
    ]
  }

  static func settings(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let keys = ground.keys.map { Value(ARN<AWSKMSKey>($0)) }
    return [
      (
        "parameter",
        TypeLife(
          AWSSSMParameter(
            "lived", name: "/grown/lived", type: .string, text: "100", description: "one",
            tier: .standard, allowedPattern: "^[0-9]+$", tags: tags),
          AWSSSMParameter(
            "lived", name: "/grown/lived", type: .list, text: "200", description: "two",
            tier: .advanced, allowedPattern: "^[0-9,]+$", tags: otherTags),
          leavingOut: ["tags"])
      ),
      (
        "secret parameter",
        TypeLife(
          AWSSSMParameter(
            "lived", name: "/grown/secret", type: .secret,
            secret: .secret(.environment("GROWN")), kmsKey: keys[0].asKey),
          AWSSSMParameter(
            "lived", name: "/grown/secret", type: .secret,
            secret: .secret(.environment("OTHER")), kmsKey: keys[1].asKey))
      ),
      (
        "log group",
        TypeLife(
          AWSCloudWatchLogGroup(
            "lived", name: "/grown/lived", retention: .days(30), kmsKey: keys[0],
            outlivesDeclaration: false, tags: tags),
          AWSCloudWatchLogGroup(
            "lived", name: "/grown/lived", retention: .days(60), kmsKey: keys[1],
            outlivesDeclaration: true, tags: otherTags),
          leavingOut: ["retention_in_days", "tags"])
      ),
    ]
  }

  static func buckets(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let key = Value(ARN<AWSKMSKey>(ground.keys[0]))
    return [
      (
        "bucket",
        TypeLife(
          AWSS3Bucket("lived", bucket: "grown-lived", deletesObjects: false, tags: tags),
          AWSS3Bucket("lived", bucket: "grown-lived", deletesObjects: true, tags: otherTags),
          leavingOut: ["tags"])
      ),
      (
        "versions",
        TypeLife(
          AWSS3BucketVersioning("lived", bucket: "grown-three", .enabled),
          AWSS3BucketVersioning("lived", bucket: "grown-three", .suspended), remains: true)
      ),
      (
        "encryption",
        TypeLife(
          AWSS3BucketServerSideEncryption("lived", bucket: "grown-one", .kms(key)),
          AWSS3BucketServerSideEncryption("lived", bucket: "grown-one", .s3))
      ),
      (
        "public access",
        TypeLife(
          AWSS3BucketPublicAccessBlock("lived", bucket: "grown-one"),
          AWSS3BucketPublicAccessBlock(
            "lived", bucket: "grown-one", blocksACLs: false, blocksPolicy: false,
            ignoresACLs: false, restrictsPolicy: false))
      ),
    ]
  }

  static func bucketRules(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let closed = { (action: String) in
      PolicyDocument(
        .deny(
          PolicyAction(action), on: "arn:aws:s3:::grown-one/*", by: [.everyone],
          when: [.bool("aws:SecureTransport", false)]))
    }
    return [
      (
        "policy of a bucket",
        TypeLife(
          AWSS3BucketPolicy("lived", bucket: "grown-one", policy: closed("s3:PutObject")),
          AWSS3BucketPolicy("lived", bucket: "grown-one", policy: closed("s3:*")))
      ),
      (
        "lifecycle",
        TypeLife(
          AWSS3BucketLifecycle(
            "lived", bucket: "grown-one",
            rules: [LifecycleRule("all", unfinishedUploads: .days(7))], smallObjects: .stay),
          AWSS3BucketLifecycle(
            "lived", bucket: "grown-one",
            rules: [
              LifecycleRule(
                "logs", filter: ObjectFilter(prefix: "logs/"), expiration: .after(.days(365)))
            ], smallObjects: .moveByClass))
      ),
      (
        "replication",
        TypeLife(
          AWSS3BucketReplication(
            "lived", bucket: "grown-one", role: "arn:aws:iam::123456789012:role/grown-one",
            rules: [
              ReplicationRule(
                "all", priority: 1, to: .init("arn:aws:s3:::grown-two"),
                copiesDeletions: false)
            ]),
          AWSS3BucketReplication(
            "lived", bucket: "grown-one", role: "arn:aws:iam::123456789012:role/grown-two",
            rules: [
              ReplicationRule(
                "all", priority: 2, to: .init("arn:aws:s3:::grown-two"),
                copiesDeletions: false)
            ]))
      ),
    ]
  }

  static func queues(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    let allowed = { (action: String) in
      PolicyDocument(
        .allow(PolicyAction(action), on: "*", by: [.account("123456789012")]))
    }
    return [
      (
        "queue in order",
        TypeLife(
          AWSSQSQueue(
            "lived", name: "grown.fifo", visibilityTimeout: .seconds(60), retention: .days(1),
            maxMessageSize: .kibibytes(64), delay: .seconds(5), receiveWait: .seconds(20),
            isFIFO: true, deduplicatesByContent: true, deduplicationScope: .messageGroup,
            throughputLimit: .perMessageGroup, policy: allowed("sqs:SendMessage"),
            deadLetterSources: .all, kmsKey: "alias/aws/sqs", dataKeyReuse: .minutes(5),
            tags: tags),
          AWSSQSQueue(
            "lived", name: "grown.fifo", visibilityTimeout: .seconds(70), retention: .days(2),
            maxMessageSize: .kibibytes(32), delay: .seconds(6), receiveWait: .seconds(10),
            isFIFO: true, deduplicatesByContent: false, deduplicationScope: .queue,
            throughputLimit: .perQueue, policy: allowed("sqs:ReceiveMessage"),
            deadLetterSources: RedriveAllowPolicy.none, kmsKey: "alias/grown-sqs",
            dataKeyReuse: .minutes(10), tags: otherTags), leavingOut: ["tags"])
      ),
      (
        "queue with dead letters",
        TypeLife(
          AWSSQSQueue(
            "lived", name: "grown-plain",
            deadLetters: RedrivePolicy(
              to: "arn:aws:sqs:eu-central-1:123456789012:grown-dead", after: 3),
            isEncryptedBySQS: true),
          AWSSQSQueue(
            "lived", name: "grown-plain",
            deadLetters: RedrivePolicy(
              to: "arn:aws:sqs:eu-central-1:123456789012:grown-dead", after: 4),
            isEncryptedBySQS: false))
      ),
      (
        "zone",
        TypeLife(
          AWSRoute53Zone(
            "lived", name: "grown.example", comment: "one", deletesRecords: false,
            vpcs: [ZoneVPC(Value(VPCID(ground.vpcs[0])), region: "eu-central-1")], tags: tags),
          AWSRoute53Zone(
            "lived", name: "grown.example", comment: "two", deletesRecords: true,
            vpcs: [ZoneVPC(Value(VPCID(ground.vpcs[1])), region: "eu-central-1")],
            tags: otherTags), leavingOut: ["tags"],
          lacking: ["name_servers", "primary_name_server"])
      ),
    ]
  }
}
