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

      let bare = await project.infra("apply dev --yes --set all=no")
      #expect(bare.out.contains("2 to update"), "\(bare)")
      #expect(bare.code == .done, "\(bare)")
      let queue = try await queue(client)
      #expect(queue["DeduplicationScope"] == "queue")
      #expect(queue["FifoThroughputLimit"] == "perQueue")
      #expect(queue["KmsDataKeyReusePeriodSeconds"] != "600")
      #expect((queue["KmsMasterKeyId"].string ?? "").isEmpty)
      let group = try await group(client)
      #expect(group["load_balancing.algorithm.type"] == "round_robin")
      #expect(group["load_balancing.cross_zone.enabled"] == "use_load_balancer_configuration")

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
    let told = try await client.send(
      AWSCall(
        .elb, "DescribeTargetGroupAttributes",
        ["TargetGroupArn": named["TargetGroups.0.TargetGroupArn"]]))
    return .object(
      Fields(
        told["Attributes"].elements.compactMap { pair in
          pair["Key"].string.map { Fields.Entry(key: $0, value: pair["Value"]) }
        }))
  }
}
