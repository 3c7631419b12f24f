import AWS
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import AWSProvider

/// A call that is made again after its answer was lost is refused for what it has done itself.
@Suite("A refusal after an answer that was lost")
struct LostAnswerTests {
  static let instance = InfraModel.InstanceID("0123456789abcdef01234567")
  static let context = ProviderContext(secrets: TypeLife.NoSecrets())
  static let schema = AWSInternetGateway.schema.schema

  /// EC2 with one internet gateway; the answer to one operation is lost once it is carried out.
  final class Gateways: Sendable {
    let vpc: Mutex<String?>
    let isThere = Mutex(true)

    init(in vpc: String?) { self.vpc = Mutex(vpc) }

    func script(losing operation: String) -> ScriptedAWS {
      ScriptedAWS { request, count in
        let answer = self.answer(request)
        return request.operation == operation && count == 0 ? .lost : answer
      }
    }

    private func answer(_ request: ScriptedAWS.Request) -> ScriptedAWS.Answer {
      switch request.operation {
      case "DescribeInternetGateways": return described
      case "DetachInternetGateway":
        let attached = vpc.withLock { vpc in
          defer { vpc = nil }
          return vpc
        }
        return attached == nil ? Self.refusal("Gateway.NotAttached") : .xml("<R/>")
      case "AttachInternetGateway":
        return vpc.withLock { vpc in
          if vpc != nil { return Self.refusal("Resource.AlreadyAssociated") }
          vpc = request.input["VpcId"].string
          return .xml("<R/>")
        }
      case "DeleteInternetGateway":
        isThere.withLock { $0 = false }
        return .xml("<R/>")
      default: return .xml("<R/>")
      }
    }

    private var described: ScriptedAWS.Answer {
      let attachment = vpc.withLock { $0 }.map {
        "<item><vpcId>\($0)</vpcId><state>available</state></item>"
      }
      let item = """
        <item><internetGatewayId>igw-1</internetGatewayId><ownerId>123456789012</ownerId>\
        <attachmentSet>\(attachment ?? "")</attachmentSet><tagSet><item>\
        <key>infra:instance</key><value>\(LostAnswerTests.instance.text)</value></item></tagSet>\
        </item>
        """
      let set = isThere.withLock { $0 } ? item : ""
      return .xml("<R><internetGatewaySet>\(set)</internetGatewaySet></R>")
    }

    private static func refusal(_ code: String) -> ScriptedAWS.Answer {
      .failed("<R><Errors><Error><Code>\(code)</Code></Error></Errors></R>", status: 400)
    }
  }

  private func request(in vpc: String, changed: [String] = []) -> ProviderRequest {
    let address = Address(module: [], type: Self.schema.type, key: "way")
    let arguments = Fields(["vpc_id": .string(vpc)])
    return ProviderRequest(
      environment: "prod", address: address, instance: Self.instance, schema: Self.schema,
      arguments: arguments, changed: changed,
      prior: ResourceState(
        address: address, provider: "aws", instance: Self.instance, arguments: arguments,
        attributes: Fields(["id": "igw-1"])))
  }

  /// Carries an operation out as an apply does: again, where nobody knows what became of it.
  private func carriedOut(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ aws: ScriptedAWS
  ) async throws {
    let provider = try aws.provider()
    do throws(ProviderError) {
      _ = try await provider.perform(operation, request, Self.context)
    } catch {
      #expect(error.kind == .uncertain)
      #expect(error.isRetryable && !error.isWithoutEffect)
      _ = try await provider.perform(operation, request, Self.context)
    }
  }

  @Test("of a detachment does not keep a gateway from going")
  func detachment() async throws {
    let gateways = Gateways(in: "vpc-1")
    let aws = gateways.script(losing: "DetachInternetGateway")
    try await carriedOut(.delete, request(in: "vpc-1"), aws)
    #expect(!gateways.isThere.withLock { $0 })
    #expect(aws.inputs("DetachInternetGateway").count == 2)
  }

  @Test("of an attachment does not fail the change that made it")
  func attachment() async throws {
    let gateways = Gateways(in: "vpc-1")
    let aws = gateways.script(losing: "AttachInternetGateway")
    try await carriedOut(.update, request(in: "vpc-2", changed: ["vpc_id"]), aws)
    #expect(gateways.vpc.withLock { $0 } == "vpc-2")
  }

  @Test("that comes at the first try is one, and comes at once")
  func refusal() async throws {
    let aws = ScriptedAWS { request, _ in
      request.operation == "DetachInternetGateway"
        ? .failed("<R><Errors><Error><Code>UnsupportedOperation</Code></Error></Errors></R>")
        : .xml(
          "<R><internetGatewaySet><item><internetGatewayId>igw-1</internetGatewayId>"
            + "<attachmentSet><item><vpcId>vpc-1</vpcId></item></attachmentSet>"
            + "</item></internetGatewaySet></R>")
    }
    let provider = try aws.provider()
    let error = try #require(
      await #expect(throws: ProviderError.self) {
        _ = try await provider.perform(.delete, request(in: "vpc-1"), Self.context)
      })
    #expect(error.kind == .refused && error.isWithoutEffect)
    #expect(aws.inputs("DetachInternetGateway").count == 1)
  }
}
