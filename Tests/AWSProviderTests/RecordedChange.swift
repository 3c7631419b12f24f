import InfraDSL
import InfraModel
import Testing

/// A change of one argument that moto cannot make, with what AWS answers before and after it.
struct RecordedChange: Sendable, CustomTestStringConvertible {
  let schema: Schema
  let argument: String
  let before: Fields
  let after: Fields
  /// The object's id.
  let id: String
  /// What the reads answer, by their operations, before the change and after it.
  let reads: @Sendable (_ isChanged: Bool) -> [String: ScriptedAWS.Answer]
  /// The operations of the change, each with members of what it is given.
  let calls: [(operation: String, input: [String: Datum])]

  init<R: Resource>(
    _ argument: String, of before: R, _ after: R, id: String,
    reads: @escaping @Sendable (_ isChanged: Bool) -> [String: ScriptedAWS.Answer],
    calls: [(operation: String, input: [String: Datum])]
  ) {
    schema = R.schema.schema
    self.argument = argument
    self.before = TypeLife.arguments(of: before)
    self.after = TypeLife.arguments(of: after)
    self.id = id
    self.reads = reads
    self.calls = calls
  }

  var testDescription: String { "\(schema.type) \(argument)" }

  /// The service, which is as after the change once it was asked for the last of it.
  func script() -> ScriptedAWS {
    let (reads, last) = (reads, calls.last?.operation)
    let made = Once()
    return ScriptedAWS { request, _ in
      if request.operation == last { made.set() }
      if let answer = reads(made.isSet)[request.operation] { return answer }
      return request.body.hasPrefix("{") ? .json([:]) : .xml("<Response/>")
    }
  }
}

@Suite("A change that moto cannot make")
struct RecordedChangeTests {
  static let all: [RecordedChange] =
    RecordedChange.subnets + RecordedChange.rules + RecordedChange.endpoints
    + RecordedChange.gateways + RecordedChange.routes + RecordedChange.networks
    + RecordedChange.others

  @Test("is asked of the service as its reference says, and seen as drift", arguments: all)
  func made(_ change: RecordedChange) async throws {
    let aws = change.script()
    let provider = try aws.provider()
    let address = Address(module: [], type: change.schema.type, key: "recorded")
    let state = ResourceState(
      address: address, provider: "aws",
      instance: InfraModel.InstanceID("0123456789abcdef01234567"), arguments: change.before,
      attributes: Fields(["id": .string(change.id)]))
    let first = try #require(try await provider.read(state, change.schema))
    #expect(first.arguments[change.argument] == change.before[change.argument])
    let request = ProviderRequest(
      environment: "prod", address: address, instance: state.instance, schema: change.schema,
      arguments: change.after, changed: [change.argument], prior: state)
    _ = try await provider.perform(
      .update, request, ProviderContext(secrets: TypeLife.NoSecrets()))
    for call in change.calls {
      let inputs = aws.inputs(call.operation)
      #expect(inputs.count == 1, "\(call.operation): \(aws.operations)")
      for (name, value) in call.input { #expect(inputs.first?[name] == value, "\(inputs)") }
    }
    let second = try #require(try await provider.read(state, change.schema))
    #expect(second.arguments[change.argument] == change.after[change.argument])
  }

  @Test("is on the list of what moto cannot do, and every change there that it stands for is one")
  func listed() {
    let lines = MotoExceptions.shared.lines.filter { $0.instead.contains("RecordedChangeTests") }
    let listed = lines.filter { !$0.subject.hasPrefix("operation") }
      .map { "\($0.type) \($0.subject)" }
    #expect(Set(listed) == Set(Self.all.map(\.testDescription)))
  }
}
