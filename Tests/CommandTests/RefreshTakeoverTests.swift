import InfraModel
import Synchronization
import Testing

@testable import InfraCommand

@Suite("Objects that are to be taken over")
struct RefreshTakeoverTests {
  /// Says of every object what it is asked for, and keeps what was declared of it.
  private final class Reader: ResourceReader {
    let asked = Mutex<[(id: String, declared: Fields)]>([])

    func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
      -> Observation?
    { nil }

    func find(_ identifier: String, _ schema: Schema) async throws(ProviderError) -> Observation? {
      nil
    }

    func find(_ identifier: String, _ schema: Schema, declared: Fields)
      async throws(ProviderError) -> Observation?
    {
      asked.withLock { $0.append((identifier, declared)) }
      return Observation(arguments: declared, attributes: Fields(["id": .string(identifier)]))
    }

    func owned(by environment: String) async throws(ProviderError) -> [OwnedObject] { [] }

    func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
      async throws(ProviderError) -> Observation?
    { nil }
  }

  private let schema = Schema(
    type: "aws_subnet", summary: "A subnet.",
    arguments: [
      ArgumentSchema("name", .optional, changing: .always(.inPlace), "Its name."),
      ArgumentSchema("others", .optional, changing: .always(.inPlace), "What it is with."),
    ], attributes: [AttributeSchema("id", terraform: "id", "Its id.")])

  private func resource(_ key: String, _ id: String, _ others: [Datum] = []) throws
    -> DesiredResource
  {
    let address = try #require(Address(parsing: "aws_subnet.\(key)"))
    var lifecycle = Lifecycle()
    lifecycle.importID = id
    return DesiredResource(
      address: address, schema: schema, provider: "aws",
      arguments: [.string(key), others.isEmpty ? .null : .list(others)], lifecycle: lifecycle)
  }

  private func reference(_ key: String, _ attribute: String) throws -> Datum {
    .reference(
      Reference(try #require(Address(parsing: "aws_subnet.\(key)")), attribute))
  }

  @Test("are read after what they refer to, and compared with what that means")
  func order() async throws {
    let reader = Reader()
    let refresh = Refresh(
      readers: ["aws": reader], schemas: SchemaCatalogue.all, parallelism: 4)
    let resources = [
      try resource("c", "id-c", [try reference("b", "id"), try reference("managed", "id")]),
      try resource("b", "id-b", [try reference("a", "name"), try reference("a", "id")]),
      try resource("a", "id-a"),
    ]
    let managed = try #require(Address(parsing: "aws_subnet.managed"))
    let found = try await refresh.find(resources, knowing: [managed: Fields(["id": "id-m"])])
    #expect(found.count == 3)
    let asked = reader.asked.withLock { $0 }
    #expect(asked.map(\.id) == ["id-a", "id-b", "id-c"])
    #expect(asked.map { $0.declared["others"] } == [nil, ["a", "id-a"], ["id-b", "id-m"]])
  }
}
