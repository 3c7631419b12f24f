import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("Values of AWS's types")
struct ValueTests {
  /// What is said of one resource.
  private func problems(@DeclarationBuilder _ make: () -> [Declaration]) -> [String] {
    lower(make).problems
  }

  @Test("refuse a network that is none, or has bits behind its prefix")
  func networks() {
    #expect(
      problems { AWSVPC("main", cidrBlock: "10.0.0.0/33") } == [
        "Invalid CIDR: Argument \"cidr_block\": \"10.0.0.0/33\" is not a network: write it as "
          + "10.0.0.0/16."
      ])
    #expect(
      problems { AWSVPC("main", cidrBlock: "10.0.1.0/16") } == [
        "Invalid CIDR: Argument \"cidr_block\": \"10.0.1.0/16\" has address bits behind its "
          + "prefix: the network is 10.0.0.0/16."
      ])
    #expect(
      problems {
        AWSVPCSecurityGroupIngressRule(
          "a", securityGroup: "sg-1", .tcp(1), from: .ipv6Network("10.0.0.0/8"))
      } == [
        "Invalid CIDR: Argument \"cidr_ipv6\": \"10.0.0.0/8\" is not an IPv6 network: write it as "
          + "2001:db8::/56."
      ])
  }

  @Test("refuse an ARN of a wrong form, account or kind")
  func arns() {
    let attach = { (arn: Value<ARN<AWSIAMPolicy>>) in
      AWSIAMRolePolicyAttachment("a", role: "r", policy: arn)
    }
    #expect(
      problems { attach("read-only") } == [
        "Invalid ARN: Argument \"policy_arn\": \"read-only\" is not an Amazon resource name: write "
          + "it as arn:aws:iam::123456789012:role/deploy."
      ])
    #expect(
      problems { attach("arn:aws:iam::1234:policy/read") } == [
        "Invalid ARN: Argument \"policy_arn\": \"arn:aws:iam::1234:policy/read\" has no account of "
          + "12 digits: it has \"1234\"."
      ])
    #expect(
      problems { attach("arn:aws:iam::123456789012:role/read") } == [
        "Invalid ARN: Argument \"policy_arn\": \"arn:aws:iam::123456789012:role/read\" is of "
          + "another kind: this one begins with \"arn:aws:iam:\" and its last part with "
          + "\"policy/\"."
      ])
    #expect(problems { attach("arn:aws-cn:iam::aws:policy/read") } == [])
  }

  @Test("refuse an id of another kind, an unknown zone's form and a bucket's wrong name")
  func names() {
    #expect(
      problems { AWSSubnet("a", vpc: "subnet-1", cidrBlock: "10.0.0.0/24", zone: "frankfurt") } == [
        "Invalid id: Argument \"vpc_id\": \"subnet-1\" is not an id of this kind: they begin with "
          + "\"vpc-\", as vpc-0a1b2c3d4e5f60718.",
        "Invalid zone: Argument \"availability_zone\": \"frankfurt\" is not a zone: write its "
          + "region and its letter, as eu-central-1a.",
      ])
    for name in ["ab", "Assets", "a..b", "-ab", "ab-", "10.0.0.1", "a_b"] {
      #expect(BucketName.problem(in: name) != nil, "\(name)")
    }
    for name in ["abc", "assets.example.org", "a-1"] {
      #expect(BucketName.problem(in: name) == nil, "\(name)")
    }
    #expect(
      BucketName.problem(in: "Assets")
        == "\"Assets\" is not a bucket's name: use 3 to 63 small letters, digits, - and ., a "
        + "letter or digit first and last.")
    #expect(QueueName.problem(in: "a.fifo") == nil)
    #expect(QueueName.problem(in: "a.b") != nil)
    #expect(DomainName.problem(in: "*.example.org.") == nil)
    #expect(DomainName.problem(in: "www..org") != nil)
    #expect(KMSAliasName.problem(in: "alias/aws/s3") != nil)
    #expect(Region.problem(in: "us-gov-west-1") == nil)
  }

  @Test("refuse times and numbers that AWS does not take")
  func bounds() {
    #expect(
      problems { AWSSQSQueue("a", visibilityTimeout: .hours(13)) } == [
        "Invalid duration: Argument \"visibility_timeout_seconds\": The time must be a whole "
          + "number of seconds, 0 to 43200, not 13h."
      ])
    let logs = lower { AWSCloudWatchLogGroup("a", retention: .days(20)) }
    #expect(
      logs.problems == [
        "Invalid retention: Argument \"retention_in_days\": CloudWatch does not take 20 days."
      ])
    #expect(logs.diagnostics.items.first?.hints == ["the next longer time is .days(30)"])
    #expect(
      problems {
        AWSVPCSecurityGroupIngressRule(
          "a", securityGroup: "sg-1", .tcp(70_000), from: .group("sg-2"))
      }.first
        == "Invalid port: Argument \"from_port\": A port is a number from 0 to 65535, not 70000."
    )
  }

  @Test("refuse tags that AWS keeps for itself, or that are too many or too long")
  func tags() {
    #expect(
      problems { AWSVPC("a", cidrBlock: "10.0.0.0/16", tags: ["aws:x": "1"]) } == [
        "Invalid tag: Argument \"tags\": \"aws:x\" begins with \"aws:\", which AWS keeps for its "
          + "own."
      ])
    let many = Tags(Dictionary(uniqueKeysWithValues: (0..<46).map { ("k\($0)", Value("v")) }))
    #expect(
      problems { AWSVPC("a", cidrBlock: "10.0.0.0/16", tags: many) } == [
        "Too many tags: Argument \"tags\": At most 45 are taken, not 46."
      ])
    let long = Value(String(repeating: "v", count: 257))
    #expect(
      problems { AWSVPC("a", cidrBlock: "10.0.0.0/16", tags: ["k": long]) } == [
        "Invalid tag: Argument \"tags\": The value of \"k\" has more than 256 characters."
      ])
  }
}
