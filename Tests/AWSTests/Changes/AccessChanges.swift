import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  static let access =
    [
      ChangedSample(
        to: AWSSecurityGroup(
          "full", name: "other", description: "all", vpc: "vpc-0123456789abcdef1",
          incoming: [InlineRule(.tcp(443), networks: ["10.0.0.0/8"])],
          outgoing: [InlineRule(.udp(53), networks: ["10.0.0.0/8"])], revokesRulesOnDelete: false,
          tags: otherTags)),
      ChangedSample(
        to: AWSVPCEndpoint(
          "full", vpc: "vpc-0123456789abcdef1", service: "com.amazonaws.us-east-1.sqs",
          serviceRegion: "us-west-2", kind: .gateway, routeTables: ["rtb-0123456789abcdef1"],
          subnets: ["subnet-0123456789abcdef1"], securityGroups: ["sg-0123456789abcdef1"],
          hasPrivateDNS: false, addressType: .dualstack,
          dnsOptions: .init(.dualstack, forInboundAlone: false),
          policy: PolicyDocument(.allow("sqs:*", on: "*", by: [.everyone])), acceptsItself: false,
          tags: otherTags)),
    ]
    + peers.flatMap { before, after in
      [
        ChangedSample(
          AWSVPCSecurityGroupIngressRule(
            "full", securityGroup: "sg-0123456789abcdef0", .tcp(8_000, to: 8_080), from: before,
            description: "all of it", tags: FullSamples.tags),
          AWSVPCSecurityGroupIngressRule(
            "full", securityGroup: "sg-0123456789abcdef9", .udp(8_001, to: 8_081), from: after,
            description: "all", tags: otherTags)),
        ChangedSample(
          AWSVPCSecurityGroupEgressRule(
            "full", securityGroup: "sg-0123456789abcdef0", .udp(53, to: 54), to: before,
            description: "all of it", tags: FullSamples.tags),
          AWSVPCSecurityGroupEgressRule(
            "full", securityGroup: "sg-0123456789abcdef9", .tcp(55, to: 56), to: after,
            description: "all", tags: otherTags)),
      ]
    }

  private static let peers: [(SecurityGroupPeer, SecurityGroupPeer)] = [
    (.network("10.0.0.0/8"), .network("10.0.0.0/16")),
    (.ipv6Network("2001:db8::/56"), .ipv6Network("2001:db8::/48")),
    (.group("sg-0123456789abcdef1"), .group("sg-0123456789abcdef2")),
    (.prefixList("pl-0123456789abcdef0"), .prefixList("pl-0123456789abcdef1")),
  ]

  static let identities = [
    ChangedSample(
      to: AWSIAMRole(
        "full", name: "other", trust: .assumedBy(service: "ec2.amazonaws.com"),
        description: "all", path: "/other/", maxSession: .hours(3),
        boundary: "arn:aws:iam::123456789012:policy/bounds", detachesOnDelete: false,
        tags: otherTags)),
    ChangedSample(
      to: AWSIAMPolicy(
        "full", PolicyDocument(.allow("s3:PutObject", on: "*")), name: "other",
        description: "all", path: "/other/", tags: otherTags)),
    ChangedSample(
      to: AWSIAMRolePolicy(
        "full", role: "other", policy: PolicyDocument(.allow("s3:PutObject", on: "*")),
        name: "write")),
    ChangedSample(
      to: AWSIAMRolePolicyAttachment(
        "full", role: "other", policy: "arn:aws:iam::aws:policy/PowerUserAccess")),
    ChangedSample(
      to: AWSIAMOpenIDConnectProvider(
        "full", url: "https://gitlab.example", clients: ["other"],
        thumbprints: ["7938fd4d98bab03faadb97b34396831e3780aea1"], tags: otherTags)),
  ]

  static let secrets = [
    ChangedSample(
      to: AWSKMSKey(
        "full", description: "all", usage: .signing, spec: .rsa2048,
        policy: PolicyDocument(
          .allow("kms:*", on: "*", by: [.account("123456789012"), .account("123456789013")])),
        skipsLockoutCheck: true, enabled: false, rotates: false, rotationPeriod: .days(180),
        deletionWindow: .days(8), isMultiRegion: true, tags: otherTags)),
    ChangedSample(
      to: AWSKMSAlias("full", name: "alias/other", target: otherKey.asKey)),
    ChangedSample(
      to: AWSSecretsManagerSecret(
        "full", name: "prod/other", description: "all", kmsKey: "alias/other",
        policy: PolicyDocument(
          .allow("secretsmanager:GetSecretValue", on: "*", by: [.account("123456789013")])),
        recoveryWindow: .days(8), replicas: [SecretReplica("eu-west-2", kmsKey: "alias/full")],
        overwritesReplicas: false, tags: otherTags)),
    ChangedSample(
      to: AWSSecretsManagerSecretVersion(
        "full", secret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-abcdef",
        content: .secret(.environment("OTHER")), stages: ["AWSCURRENT", "STABLE"])),
    ChangedSample(
      to: AWSSSMParameter(
        "full", name: "/prod/other", type: .list, text: "200", description: "all",
        tier: .advanced, dataType: .integration, allowedPattern: "^[0-9,]+$", tags: otherTags)),
    ChangedSample(
      to: AWSSSMParameter(
        "secret", name: "/prod/secret", type: .secret, secret: .secret(.environment("OTHER")),
        kmsKey: "alias/other")),
  ]

  static let logs = [
    ChangedSample(
      to: AWSCloudWatchLogGroup(
        "full", name: "/ecs/other", retention: .days(60), kmsKey: otherKey,
        storageClass: .infrequentAccess, outlivesDeclaration: true, tags: otherTags))
  ]
}
