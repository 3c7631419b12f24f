import AWS
import AWSClient
import Foundation
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import InfraCommand

@Suite("What a service refuses in its own words", .enabled(if: Moto.isWanted), .serialized)
struct RefusalTests {
  /// The resource whose making comes to an operation.
  @Sendable private static func resource(_ operation: String) -> any Resource {
    switch operation {
    case "CreateVpc": AWSVPC("main", cidrBlock: "10.0.0.0/16")
    case "AllocateAddress": AWSEIP("out", domain: .vpc)
    case "CreateCluster": AWSECSCluster("main", name: "refused")
    case let path where path.hasPrefix("PUT /"): AWSS3Bucket("assets", bucket: "refused-assets")
    default: AWSSQSQueue("q", name: "refused")
    }
  }

  @Test("is told with what it means here, what to do and what to type", arguments: refusals)
  func told(_ refusal: Refusal) async throws {
    let moto = try await Moto.server()
    let between = try Between(moto.endpoint) { request in
      request.operation == refusal.operation ? refusal.fate : .pass
    }
    defer { between.stop() }
    var variables = moto.variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    // A limit that is reached has the code of one that asks to come more slowly.
    variables["AWS_MAX_ATTEMPTS"] = "1"
    let text = try await BadInputTests().said(
      variables, in: Region(refusal.region)
    ) { Self.resource(refusal.operation) }
    for words in refusal.words + (refusal.operation == "GetCallerIdentity" ? [] : [".swift:"]) {
      #expect(text.contains(words), "\(words): \(text)")
    }
    #expect(!text.contains(moto.variables["AWS_SECRET_ACCESS_KEY"] ?? ""))
  }

  private static let refusals = [
    Refusal.xml(
      "an expired token", "GetCallerIdentity", "ExpiredToken",
      "The security token included in the request is expired", status: 403,
      [
        "Error: AWS credentials have ended",
        "from environment variables have ended: The security token included in the request is "
          + "expired (ExpiredToken, request 8f7724cf).",
        "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to new ones",
        "eval \"$(aws configure export-credentials --profile NAME --format env)\"",
      ]),
    .json(
      "a token that expires in between", "CreateQueue", "ExpiredTokenException",
      "The security token included in the request is expired",
      ["create aws_sqs_queue.q", "have ended", "the same command goes on from there"]),
    .xml(
      "a quota of networks", "CreateVpc", "VpcLimitExceeded",
      "The maximum number of VPCs has been reached.",
      [
        "Error: Quota reached",
        "A quota of EC2 in eu-central-1 is reached: The maximum number of VPCs has been reached "
          + "(VpcLimitExceeded, request 8f7724cf).",
        "delete what is not needed, or ask for a higher quota",
        "aws service-quotas list-service-quotas --service-code vpc --region eu-central-1",
      ]),
    .xml(
      "a quota of addresses", "AllocateAddress", "AddressLimitExceeded",
      "The maximum number of addresses has been reached.",
      ["A quota of EC2 in eu-central-1 is reached", "--service-code ec2 "]),
    .json(
      "a quota of clusters", "CreateCluster", "LimitExceededException",
      "The limit for the resource has been exceeded.",
      ["A quota of ECS in eu-central-1 is reached", "--service-code ecs "]),
    .json(
      "a region's endpoint that is another's", "CreateQueue", "SignatureDoesNotMatch",
      "Credential should be scoped to a valid region, not 'eu-central-1'.",
      [" serves another region than eu-central-1: check AWS_ENDPOINT_URL and the region"]),
    .xml(
      "a bucket in another region", "PUT /refused-assets", "AuthorizationHeaderMalformed",
      "The authorization header is malformed; the region 'eu-central-1' is wrong; expecting "
        + "'us-west-2'",
      [
        "Error: Wrong region",
        "it is in us-west-2: declare it there, by AWSRegion(\"eu-central-1\", also: [\"other\": "
          + "\"us-west-2\"]) and .provider(\"aws.other\")",
      ]),
    .xml(
      "a region that is not enabled, by the credentials", "GetCallerIdentity",
      "InvalidClientTokenId", "The security token included in the request is invalid", status: 403,
      in: "ap-east-1",
      [
        "STS does not accept the credentials", "an account uses ap-east-1 only once it is enabled",
        "aws account enable-region --region-name ap-east-1",
      ]),
    .xml(
      "a region that is not enabled, by its own words", "CreateVpc", "OptInRequired",
      "You are not subscribed to this service.", status: 401, in: "me-south-1",
      [
        "The account may not use EC2 in me-south-1",
        "aws account get-region-opt-status --region-name me-south-1",
      ]),
    .json(
      "a clock that is behind", "CreateQueue", "SignatureDoesNotMatch",
      "Signature expired: 20261127T114500Z is now earlier than 20261127T134500Z",
      ahead: 7_900,
      [
        "Error: Clock is wrong",
        "This machine's clock is 2 h ", "behind AWS's, so SQS does not take what it signs",
        "sudo timedatectl set-ntp true",
      ]),
    .xml(
      "a clock that is ahead", "PUT /refused-assets", "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.", status: 403,
      ahead: -2_610, ["clock is 43 min "]),
    .xml(
      "a denial that stands above all", "CreateVpc", "UnauthorizedOperation",
      "You are not authorized to perform this operation. User: arn:aws:iam::1:user/a is not "
        + "authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:eu-central-1:1:vpc/* with "
        + "an explicit deny in a service control policy. Encoded authorization failure message: "
        + "xR5x3zv0", status: 403,
      [
        "Error: Action denied",
        "arn:aws:iam::1:user/a may not perform ec2:CreateVpc on arn:aws:ec2:eu-central-1:1:vpc/*",
        "a policy denies it outright, which no other policy can allow: take the denial away",
        "in a service control policy (UnauthorizedOperation",
      ]),
  ]

  @Test("of a state's bucket that is in another region names the region")
  func stateElsewhere() async throws {
    let moto = try await Moto.server()
    let between = try Between(moto.endpoint) { request in
      guard request.target.hasPrefix("/elsewhere/") else { return .pass }
      return .answer(
        status: 301,
        body: "<Error><Code>PermanentRedirect</Code><Message>The bucket must be addressed by "
          + "another endpoint.</Message></Error>", headers: ["x-amz-bucket-region: us-west-2"])
    }
    defer { between.stop() }
    var variables = moto.variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    try await Project.run(
      variables, { _ in BadInputTests.Single(resource: AWSSQSQueue("q", name: "refused")) }
    ) { project in
      let outcome = await project.infra("plan dev --state s3://elsewhere/a?region=eu-central-1")
      #expect(outcome.code == .failed, "\(outcome)")
      for words in [
        "Error: Bucket of states is in another region",
        "elsewhere was asked for in eu-central-1: The bucket must be addressed by another endpoint",
        ".s3(…, region: \"us-west-2\")",
      ] { #expect(outcome.err.contains(words), "\(outcome)") }
    }
  }

  @Test("is no service's where a page comes back, which is asked for once", arguments: [200, 502])
  func page(_ status: Int) async throws {
    let moto = try await Moto.server()
    let count = Mutex(0)
    let between = try Between(moto.endpoint) { _ in
      count.withLock { $0 += 1 }
      return .answer(
        status: status, body: "<html><head><title>Sign in</title></head><p>Hotel</p></html>")
    }
    defer { between.stop() }
    var variables = moto.variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    let text = try await BadInputTests().said(variables) { AWSSQSQueue("q", name: "page") }
    #expect(text.contains("status \(status): What \(between.endpoint) answered is not STS's"))
    #expect(text.contains("it is HTML; it begins with \"<html><head><title>Sign in"), "\(text)")
    #expect(text.contains("check AWS_ENDPOINT_URL, proxies"), "\(text)")
    #expect(count.withLock { $0 } == 1)
  }

  @Test("is no network, or a region that is misspelt: the nearest one is named")
  func misspelt() throws {
    func hints(_ region: String) -> [String] {
      AWSFailure(
        .unreachable, AWSCall(.sts, "GetCallerIdentity"), region: region,
        endpoint: "https://sts.\(region).amazonaws.com", message: "no such host"
      ).providerError.hints
    }
    #expect(
      hints("eu-centrall-1").first
        == "no region eu-centrall-1 is known here: did you mean eu-central-1?")
    #expect(hints("atlantis-9").first == "no region atlantis-9 is known here")
    #expect(hints("eu-central-1").first == "check the network and the region eu-central-1")
  }

  @Test(
    "names its actions as policies do",
    arguments: [
      ("PutBucketEncryption", "s3:PutEncryptionConfiguration"), ("PutObject", "s3:PutObject"),
      ("HeadBucket", "s3:ListBucket"),
    ])
  func actions(_ operation: String, _ action: String) {
    #expect(AWSCall(.s3, operation, .put, "/").action == action)
    #expect(AWSCall(.cloudwatch, "PutMetricAlarm").action == "cloudwatch:PutMetricAlarm")
    #expect(AWSCall(.tagging, "GetResources").action == "tag:GetResources")
  }
}
