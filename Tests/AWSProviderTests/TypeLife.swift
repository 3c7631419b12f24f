import AWSClient
import InfraDSL
import InfraHTTP
import InfraModel
import Synchronization
import Testing

@testable import AWSProvider

/// The life of one resource at the provider itself, on moto: made, found again after a lost
/// answer, changed argument by argument and back, imported, taken away.
struct TypeLife: Sendable {
  let schema: Schema
  /// The arguments that it is made with.
  let before: Fields
  /// The arguments after a change of all that changes.
  let after: Fields
  /// Terraform's import id of it; the attribute `id` if not given.
  let importID: @Sendable (_ arguments: Fields, _ attributes: Fields) -> String
  /// The arguments that are left out for a while.
  let leftOut: [String]
  /// The attributes that it does not have as it is declared.
  let lacking: Set<String>
  /// Whether a part of something else is there after its deletion, set back.
  let remains: Bool

  init<R: Resource>(
    _ before: R, _ after: R, leavingOut leftOut: [String] = [], lacking: Set<String> = [],
    remains: Bool = false,
    importedAs importID: @escaping @Sendable (_ arguments: Fields, _ attributes: Fields) -> String =
      { $1["id"]?.string ?? "" }
  ) {
    schema = R.schema.schema
    self.before = Self.arguments(of: before)
    self.after = Self.arguments(of: after)
    self.leftOut = leftOut
    self.lacking = lacking
    self.remains = remains
    self.importID = importID
  }

  /// Lives it; what goes wrong is recorded as an issue of the test.
  func run(_ moto: Moto) async throws {
    let faults = Faults()
    let provider = AWSProvider(try moto.client(region: "eu-central-1", send: faults.send))
    let instance = InfraModel.InstanceID(Self.identity())
    let attributes = try await made(provider, instance, faults)
    var state = ResourceState(
      address: address, provider: "aws", instance: instance, arguments: before,
      attributes: attributes)
    try await isAsDeclared(provider, state, "once it is made")
    try await isChosen(provider, state)
    try await changes(provider, &state)
    try await removals(provider, &state)
    try await isImported(provider, state)
    for time in ["once", "twice"] {
      _ = try await provider.perform(.delete, request(state), context)
      let left = try await provider.read(state, schema)
      #expect(left == nil || remains, "\(schema.type) is there after it was deleted \(time)")
    }
  }

  private var address: Address { Address(module: [], type: schema.type, key: "lived") }
  private var exceptions: Set<String> { MotoExceptions.shared.subjects(of: schema.type) }
  private var context: ProviderContext { ProviderContext(secrets: NoSecrets()) }

  /// Whether a read tells an argument.
  private func isTold(_ name: String) -> Bool {
    if exceptions.contains(name) { return false }
    if name == "tags" { return true }
    return ServedTypes.all[schema.type]?.member(name)?.reads != nil
  }

  /// Whether it is found by what Terraform imports it by, and is taken over without a change.
  private func isImported(_ provider: AWSProvider, _ state: ResourceState) async throws {
    let found = try await provider.find(
      importID(state.arguments, state.attributes), schema, declared: state.arguments)
    let imported = try #require(found, "\(schema.type) is not found by its import id")
    #expect(imported.attributes == state.attributes)
    // A secret is compared by its fingerprint in the state, which an import has none of.
    for entry in state.arguments.entries
    where !exceptions.contains(entry.key) && !entry.value.holdsSecret {
      #expect(
        imported.arguments[entry.key] == entry.value, "import of \(schema.type): \(entry.key)")
    }
  }

  /// Whether a read tells what an argument is that the state does not hold, of those whose
  /// declaration would mean a new object.
  private func isChosen(_ provider: AWSProvider, _ state: ResourceState) async throws {
    for argument in schema.arguments where argument.presence == .optional {
      guard let value = before[argument.name], isTold(argument.name), argument.name != "tags",
        !argument.isSensitive, value.scalarText != nil || value.list?.first?.scalarText != nil,
        argument.effect.effect(from: .null, to: value).isReplacement
      else { continue }
      var without = state
      without.arguments[argument.name] = nil
      let seen = try await provider.read(without, schema)
      #expect(
        seen?.attributes.computed[argument.name] == value, "\(schema.type): \(argument.name)")
    }
  }

  /// Makes it by a request whose answer is lost, and by another that must find what was made.
  private func made(_ provider: AWSProvider, _ instance: InfraModel.InstanceID, _ faults: Faults)
    async throws -> Fields
  {
    let state = ResourceState(
      address: address, provider: "aws", instance: instance, status: .creating, arguments: before)
    var first = request(state)
    first.prior = nil
    if !exceptions.contains(where: { $0.hasSuffix(" twice") }) {
      faults.loseAnswers(to: Self.creations)
      await #expect(throws: ProviderError.self, "\(schema.type): the answer is lost") {
        _ = try await provider.perform(.create, first, context)
      }
      faults.loseAnswers(to: [])
    }
    let attributes = try await provider.perform(.create, first, context)
    for row in schema.attributes where !lacking.contains(row.name) {
      #expect(attributes[row.name] != nil, "\(schema.type) has no \(row.name)")
    }
    return attributes
  }

  /// Operations that make something, by how their names begin.
  private static let creations = [
    "Create", "Register", "Put", "Allocate", "Authorize", "Associate", "Attach", "PUT /",
    "POST /2013-04-01/hostedzone",
  ]

  /// Changes each argument that changes in place, sees it as drift, and changes it back.
  private func changes(_ provider: AWSProvider, _ state: inout ResourceState) async throws {
    for argument in schema.arguments {
      let (old, new) = (before[argument.name] ?? .null, after[argument.name] ?? .null)
      if old == new || argument.effect.effect(from: old, to: new).isReplacement { continue }
      if exceptions.contains(argument.name) { continue }
      let prior = state
      var changed = state
      changed.arguments[argument.name] = new.isNull ? nil : new
      state = try await updated(provider, changed, [argument.name], prior)
      try await isAsDeclared(provider, state, "after a change of \(argument.name)")
      if isTold(argument.name), !old.isNull {
        let seen = try await provider.read(prior, schema)
        #expect(
          seen?.arguments[argument.name] != old, "\(schema.type): drift of \(argument.name)")
      }
      var back = state
      back.arguments = prior.arguments
      back = try await updated(provider, back, [argument.name], state)
      // Once more, as after a lost answer.
      state = try await updated(provider, back, [argument.name], state)
      try await isAsDeclared(provider, state, "after \(argument.name) is changed back")
    }
  }

  /// Leaves arguments out one by one, which sets them back, and gives them again.
  private func removals(_ provider: AWSProvider, _ state: inout ResourceState) async throws {
    for name in leftOut {
      let prior = state
      var without = state
      without.arguments[name] = nil
      without = try await updated(provider, without, [name], prior)
      if isTold(name) {
        let seen = try await provider.read(prior, schema)
        #expect(
          seen?.arguments[name] != prior.arguments[name], "\(schema.type): \(name) is left out")
      }
      var back = without
      back.arguments = prior.arguments
      state = try await updated(provider, back, [name], without)
      try await isAsDeclared(provider, state, "after \(name) is given again")
    }
  }

  private func updated(
    _ provider: AWSProvider, _ state: ResourceState, _ names: [String], _ prior: ResourceState
  ) async throws -> ResourceState {
    var request = request(prior)
    request.arguments = state.arguments
    request.changed = names
    var result = state
    result.attributes = try await provider.perform(.update, request, context)
    return result
  }

  private func isAsDeclared(_ provider: AWSProvider, _ state: ResourceState, _ when: String)
    async throws
  {
    let seen = try #require(
      try await provider.read(state, schema), "\(schema.type) is gone \(when)")
    for entry in state.arguments.entries where !exceptions.contains(entry.key) {
      #expect(
        seen.arguments[entry.key] == entry.value, "\(schema.type) \(when): \(entry.key)")
    }
    for entry in state.attributes.entries {
      #expect(
        seen.attributes[entry.key] == entry.value, "\(schema.type) \(when): \(entry.key)")
    }
  }

  private func request(_ state: ResourceState) -> ProviderRequest {
    ProviderRequest(
      environment: "lives", address: address, instance: state.instance, schema: schema,
      arguments: state.arguments, prior: state)
  }

  private static func identity() -> String {
    (0..<24).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
  }

  /// The arguments of a resource that refers to no other.
  static func arguments<R: Resource>(of resource: R) -> Fields {
    let lowered = Lowering.lower(files: NoFiles()) { _ in
      Single(declarations: [.resource(resource)])
    }
    let values = lowered.desired.resources.first?.arguments ?? []
    #expect(lowered.diagnostics.items.map(\.detail) == [])
    return Fields(
      zip(R.schema.schema.arguments, values).compactMap { argument, value in
        value.isNull ? nil : Fields.Entry(key: argument.name, value: value)
      })
  }

  private struct Single: InfraDSL.Environment {
    let name = "lives"
    let project = "sample"
    let declarations: [Declaration]
    var body: [Declaration] { declarations }
  }

  private struct NoFiles: ProjectFiles {
    func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
      throw ProjectFileError("no such file")
    }
    func digest(ofFolder path: String) throws(ProjectFileError) -> String {
      throw ProjectFileError("no such folder")
    }
    func absolute(_ path: String) -> String { path }
  }

  struct NoSecrets: SecretResolver {
    func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] { Array("secret".utf8) }
  }
}

/// A way to moto on which answers get lost.
final class Faults: Sendable {
  private struct State {
    var clients: [HTTPEndpoint: HTTPClient] = [:]
    var lost: [String] = []
  }

  private let state = Mutex(State())

  /// Loses the answers to operations whose names begin so; the requests do their work.
  func loseAnswers(to operations: [String]) { state.withLock { $0.lost = operations } }

  /// Sends a request.
  @Sendable func send(_ endpoint: HTTPEndpoint, _ request: HTTPRequest) async throws(HTTPError)
    -> HTTPResponse
  {
    let client = state.withLock { state in
      let client = state.clients[endpoint] ?? HTTPClient(endpoint: endpoint)
      state.clients[endpoint] = client
      return client
    }
    let response = try await client.send(request)
    let operation = ScriptedAWS.request(request).operation
    let isLost = state.withLock { $0.lost.contains { operation.hasPrefix($0) } }
    guard isLost else { return response }
    throw HTTPError(
      kind: .closed, detail: "lost by the test", endpoint: "\(endpoint)", isSafeToRetry: false)
  }
}
