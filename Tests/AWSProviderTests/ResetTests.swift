import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider
@testable import InfraCommand

/// Objects with optional arguments, all given or none.
private struct Optionals: Environment {
  let name = "dev"
  let project = "sample"
  let isFull: Bool
  var platform: any Platform { AWSRegion("eu-central-1") }

  init(_ inputs: Inputs) {
    isFull = inputs.text("all", default: "yes", "whether all are given") == "yes"
  }

  var body: [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16")
    vpc
    let a = AWSSubnet("a", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: "eu-central-1a")
    a
    let b = AWSSubnet("b", vpc: vpc.id, cidrBlock: "10.0.2.0/24", zone: "eu-central-1b")
    b
    let balancer = AWSLB("edge", name: "reset", subnets: [a.id, b.id])
    balancer
    AWSLBListener(
      "http", balancer: balancer.arn, port: 80, transport: .http,
      actions: [.redirectToHTTPS],
      frameOptions: isFull ? "DENY" : nil, namesServer: isFull ? false : nil)
    if isFull {
      AWSSQSQueue(
        "q", name: "reset.fifo", isFIFO: true, deduplicatesByContent: true,
        deduplicationScope: .messageGroup, throughputLimit: .perMessageGroup,
        kmsKey: "alias/aws/sqs", dataKeyReuse: .seconds(600))
      AWSLBTargetGroup(
        "web", name: "reset", port: 80, transport: .http, vpc: vpc.id,
        algorithm: .leastOutstanding, anomalyMitigation: .off, crossZone: .yes)
    } else {
      AWSSQSQueue("q", name: "reset.fifo", isFIFO: true, deduplicatesByContent: true)
      AWSLBTargetGroup("web", name: "reset", port: 80, transport: .http, vpc: vpc.id)
    }
  }
}

@Suite("An argument that is no longer declared", .enabled(if: Moto.isWanted), .serialized)
struct ResetTests {
  @Test("is on AWS what it was before it ever was")
  func life() async throws {
    let moto = try await Moto.own()
    let client = try moto.client(region: "eu-central-1")
    try await Project.run(moto.variables, { Optionals($0) }) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      #expect(try await queue(client)["DeduplicationScope"] == "messageGroup")
      #expect(try await group(client)["load_balancing.cross_zone.enabled"] == "true")
      let header = "routing.http.response.x_frame_options.header_value"
      #expect(try await listener(client)[header] == "DENY")

      let bare = await project.infra("apply dev --yes --set all=no")
      #expect(bare.out.contains("3 to update"), "\(bare)")
      #expect(bare.code == .done, "\(bare)")
      let queue = try await queue(client)
      #expect(queue["DeduplicationScope"] == "queue")
      #expect(queue["FifoThroughputLimit"] == "perQueue")
      #expect(queue["KmsDataKeyReusePeriodSeconds"] != "600")
      #expect((queue["KmsMasterKeyId"].string ?? "").isEmpty)
      let group = try await group(client)
      #expect(group["load_balancing.algorithm.type"] == "round_robin")
      #expect(group["load_balancing.cross_zone.enabled"] == "use_load_balancer_configuration")

      let listener = try await listener(client)
      #expect(listener[header] == "")
      #expect(listener["routing.http.response.server.enabled"] == "true")

      let after = await project.infra("plan dev --refresh --detailed-exitcode --set all=no")
      #expect(after.code == .done, "\(after)")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }

  private func queue(_ client: AWSClient) async throws -> Datum {
    let named = try await client.send(
      AWSCall(.sqs, "GetQueueUrl", ["QueueName": "reset.fifo"]))
    let told = try await client.send(
      AWSCall(
        .sqs, "GetQueueAttributes", ["QueueUrl": named["QueueUrl"], "AttributeNames": ["All"]]))
    return told["Attributes"]
  }

  private func group(_ client: AWSClient) async throws -> Datum {
    let named = try await client.send(
      AWSCall(.elb, "DescribeTargetGroups", ["Names": ["reset"]]))
    return try await attributes(
      "DescribeTargetGroupAttributes",
      ["TargetGroupArn": named["TargetGroups.0.TargetGroupArn"]], client)
  }

  private func listener(_ client: AWSClient) async throws -> Datum {
    let balancers = try await client.send(
      AWSCall(.elb, "DescribeLoadBalancers", ["Names": ["reset"]]))
    let listeners = try await client.send(
      AWSCall(
        .elb, "DescribeListeners",
        ["LoadBalancerArn": balancers["LoadBalancers.0.LoadBalancerArn"]]))
    return try await attributes(
      "DescribeListenerAttributes", ["ListenerArn": listeners["Listeners.0.ListenerArn"]], client)
  }

  /// What the balancing service keeps in a list of keys and values, by the keys.
  private func attributes(_ operation: String, _ input: Datum, _ client: AWSClient) async throws
    -> Datum
  {
    let told = try await client.send(AWSCall(.elb, operation, input))
    return .object(
      Fields(
        told["Attributes"].elements.compactMap { pair in
          pair["Key"].string.map { Fields.Entry(key: $0, value: pair["Value"]) }
        }))
  }
}
