import Builtin
import BuiltinProvider
import InfraDSL
import InfraModel
import Testing

@Suite("A value kept in the state")
struct BuiltinTests {
  struct NoSecrets: SecretResolver {
    func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] {
      throw Diagnostic("No secret", "\(source)")
    }
  }

  func request(input: Datum) throws -> ProviderRequest {
    ProviderRequest(
      environment: "test", address: try #require(Address(parsing: "terraform_data.v")),
      instance: InstanceID("0123456789abcdef01234567"), schema: TerraformData.schema.schema,
      arguments: Fields(["input": input]))
  }

  @Test("is given back as the output, under the instance's identity, however often it is made")
  func keeps() async throws {
    let provider = BuiltinProvider()
    let context = ProviderContext(secrets: NoSecrets())
    for _ in 1...2 {
      let made = try await provider.perform(.create, request(input: "1.4.2"), context)
      #expect(made == Fields(["id": "0123456789abcdef01234567", "output": "1.4.2"]))
    }
    let updated = try await provider.perform(.update, request(input: "2"), context)
    #expect(updated["output"] == "2")
    #expect(try await provider.perform(.delete, request(input: "2"), context).isEmpty)
  }

  @Test("is read back as the state has it")
  func reads() async throws {
    let state = ResourceState(
      address: try #require(Address(parsing: "terraform_data.v")), provider: "terraform",
      instance: InstanceID("0123456789abcdef01234567"), arguments: Fields(["input": "a"]),
      attributes: Fields(["id": "i", "output": "a"]))
    let seen = try await BuiltinProvider().read(state, TerraformData.schema.schema)
    #expect(seen == Observation(arguments: state.arguments, attributes: state.attributes))
  }
}
