import AWS
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("A refusal in the middle of an operation")
struct EffectsTests {
  static let schema = AWSDynamoDBTable.schema.schema
  static let declared = TypeLife.arguments(
    of: AWSDynamoDBTable(
      "sessions", name: "sessions", hashKey: "user", attributes: ["user": .string],
      billing: .perRequest, timeToLive: .init("expires"), storageClass: .infrequentAccess,
      isProtected: true))
  static let instance = InfraModel.InstanceID("0123456789abcdef01234567")
  static let context = ProviderContext(secrets: TypeLife.NoSecrets())

  static let table: Datum = [
    "TableName": "sessions", "TableStatus": "ACTIVE",
    "TableArn": "arn:aws:dynamodb:eu-central-1:123456789012:table/sessions",
    "KeySchema": [["AttributeName": "user", "KeyType": "HASH"]],
    "AttributeDefinitions": [["AttributeName": "user", "AttributeType": "S"]],
    "BillingModeSummary": ["BillingMode": "PAY_PER_REQUEST"],
  ]

  /// DynamoDB that refuses one operation at its so many-th time, and does all others.
  static func script(refusing operation: String, at time: Int = 0) -> ScriptedAWS {
    ScriptedAWS { request, count in
      if request.operation == operation, count == time { return .refused("ValidationException") }
      switch request.operation {
      case "DescribeTable": return .json(["Table": table])
      case "ListTagsOfResource":
        return .json(["Tags": [["Key": "infra:instance", "Value": .string(instance.text)]]])
      default: return .json([:])
      }
    }
  }

  private func request(_ prior: ResourceState?, _ changed: [String] = []) -> ProviderRequest {
    ProviderRequest(
      environment: "prod", address: Address(module: [], type: Self.schema.type, key: "sessions"),
      instance: Self.instance, schema: Self.schema, arguments: Self.declared, changed: changed,
      prior: prior)
  }

  private var state: ResourceState {
    ResourceState(
      address: Address(module: [], type: Self.schema.type, key: "sessions"), provider: "aws",
      instance: Self.instance, arguments: Self.declared, attributes: Fields(["id": "sessions"]))
  }

  private func refusal(
    _ aws: ScriptedAWS, _ operation: InfraModel.Operation, _ request: ProviderRequest
  ) async throws -> ProviderError {
    let provider = try aws.provider()
    return try #require(
      await #expect(throws: ProviderError.self) {
        _ = try await provider.perform(operation, request, Self.context)
      })
  }

  @Test("of a creation keeps what was made in the state")
  func creation() async throws {
    let completing = Self.script(refusing: "UpdateTimeToLive")
    #expect(try await !refusal(completing, .create, request(nil)).isWithoutEffect)
    #expect(completing.operations.contains("CreateTable"))
    let first = Self.script(refusing: "CreateTable")
    #expect(try await refusal(first, .create, request(nil)).isWithoutEffect)
  }

  @Test("of an update says that something was changed, if something was")
  func update() async throws {
    let changes = ["table_class", "deletion_protection_enabled"]
    let second = Self.script(refusing: "UpdateTable", at: 1)
    #expect(try await !refusal(second, .update, request(state, changes)).isWithoutEffect)
    #expect(second.inputs("UpdateTable").count == 2)
    let first = Self.script(refusing: "UpdateTable")
    #expect(try await refusal(first, .update, request(state, changes)).isWithoutEffect)
  }
}
