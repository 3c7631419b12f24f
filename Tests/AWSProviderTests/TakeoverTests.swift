import AWS
import AWSClient
import InfraModel
import Testing

@testable import AWSProvider

@Suite("An object of AWS that is taken over", .enabled(if: Moto.isWanted), .serialized)
struct TakeoverTests {
  private struct NoSecrets: SecretResolver {
    func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] {
      throw Diagnostic("No secrets", "This test has none.")
    }
  }

  private let context = ProviderContext(secrets: NoSecrets())

  private func request(_ instance: String, _ environment: String) throws -> ProviderRequest {
    ProviderRequest(
      environment: environment, address: try #require(Address(parsing: "aws_sqs_queue.jobs")),
      instance: InstanceID(instance), schema: try #require(TypeTests.schemas["aws_sqs_queue"]),
      arguments: Fields(["name": "taken-over"]))
  }

  @Test("and bears another's marks still is found, and gets ours by the update that ends it")
  func interrupted() async throws {
    let moto = try await Moto.server()
    let provider = AWSProvider(try moto.client(region: "eu-central-1"))
    let theirs = try request("111111111111111111111111", "other")
    let made = try await provider.perform(.create, theirs, context)

    var mine = try request("222222222222222222222222", "dev")
    var state = ResourceState(
      address: mine.address, provider: "aws", instance: mine.instance, status: .importing,
      arguments: mine.arguments, attributes: made)
    #expect(try await provider.read(state, mine.schema) != nil)
    // Of another object under the id that the state has nothing is known, unless it is taken over.
    state.status = .updating
    #expect(try await provider.read(state, mine.schema) == nil)

    state.status = .importing
    mine.prior = state
    let attributes = try await provider.perform(.update, mine, context)
    #expect(attributes["id"] == made["id"])
    state.status = .ready
    #expect(try await provider.read(state, mine.schema) != nil)

    mine.prior = state
    _ = try await provider.perform(.delete, mine, context)
    #expect(try await provider.read(state, mine.schema) == nil)
  }
}
