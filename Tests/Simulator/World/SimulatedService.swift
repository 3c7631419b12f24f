import InfraModel
import TestKit

/// The provider of the simulated types. Each operation is several requests, and can be run again
/// after a crash at any of them.
struct SimulatedService: Provider {
  let connection: Connection
  let engine: Engine
  /// Is asked before each operation whether it may be.
  let witness: Witness?

  private var api: SimulatedAPI { connection.api }

  func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    if let problem = witness?.problem(before: operation, request.address),
      !connection.process.isDead
    {
      api.report(problem)
    }
    var run = OperationRun(service: self, operation: operation, request: request)
    switch operation {
    case .create: return try await run.create(context)
    case .update: return try await run.update(context)
    case .reload: return try await run.change("POST reload") { $0.reload() }
    case .restart: return try await run.change("POST restart") { $0.start() }
    case .importing: return try await run.takeOver()
    case .delete, .deleteDeposed: return try await run.delete()
    case .read, .record: return Fields()
    }
  }

  func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    let found = try await find("read \(resource.address)") {
      $0.id == resource.attributes["id"]?.string || $0.tags?.instance == resource.instance
    }
    guard let found else { return nil }
    return Observation(
      arguments: Fields(
        found.arguments.entries.filter { entry in
          resource.arguments[entry.key] != nil && schema.argument(entry.key)?.isSensitive == false
        }), attributes: found.attributes)
  }

  func find(_ identifier: String, _ schema: Schema) async throws(ProviderError) -> Observation? {
    try await find("find \(identifier)") { $0.id == identifier }.map {
      Observation(arguments: $0.arguments, attributes: $0.attributes)
    }
  }

  func find(_ operation: String, where isWanted: (SimulatedObject) -> Bool)
    async throws(ProviderError) -> SimulatedObject?
  {
    try await connection.send("GET objects", of: operation) { api.find(where: isWanted) }
  }
}

/// One operation under way.
private struct OperationRun {
  let service: SimulatedService
  let operation: InfraModel.Operation
  let request: ProviderRequest
  /// Whether a request that changes something has left.
  private var hasWritten = false

  init(service: SimulatedService, operation: InfraModel.Operation, request: ProviderRequest) {
    self.service = service
    self.operation = operation
    self.request = request
  }

  private var api: SimulatedAPI { service.connection.api }
  private var engine: Engine { service.engine }
  private var label: String { "\(operation.rawValue) \(request.address)" }

  private var tags: SimulatedObject.Tags {
    SimulatedObject.Tags(
      environment: request.environment, address: request.address, instance: request.instance)
  }

  /// The service's own identifier of the object, if the state knows it.
  private var knownID: String? {
    guard let prior = request.prior, prior.instance == request.instance else { return nil }
    return prior.attributes["id"]?.string
  }

  // MARK: - Operations

  mutating func create(_ context: ProviderContext) async throws(ProviderError) -> Fields {
    let found = engine.createsBlindly ? nil : try await own()
    let id: String
    if let found {
      if found.isStarted, found.arguments != Self.plain(request.arguments) {
        api.report(Violation(.duplicate, "\(request.address) is made twice, otherwise"))
      }
      id = found.id
    } else {
      id = try await make()
    }
    try await configure(id, Self.plain(request.arguments), try contents(context))
    try await write("POST start") { api, address throws(ProviderError) in
      try api.change(id, address) { $0.start() }
    }
    return try await settled(id).attributes
  }

  mutating func update(_ context: ProviderContext) async throws(ProviderError) -> Fields {
    let id = try await identifier()
    // An interrupted takeover may not have come to its tags.
    if request.prior?.status == .importing, try await own() == nil { try await putTags(id) }
    var changed = Fields()
    let plain = Self.plain(request.arguments)
    for name in request.changed { changed[name] = plain[name] ?? .null }
    let contents = request.changed.contains("token") ? try contents(context) : [:]
    // Two requests, so that an update can be half done.
    for part in [0, 1] {
      let names = request.changed.enumerated().filter { $0.offset % 2 == part }.map(\.element)
      if names.isEmpty { continue }
      let values = Fields(changed.entries.filter { names.contains($0.key) })
      try await configure(id, values, names.contains("token") ? contents : [:])
    }
    return try await settled(id).attributes
  }

  mutating func change(_ name: String, _ body: (inout SimulatedObject) -> Void)
    async throws(ProviderError) -> Fields
  {
    let id = try await identifier()
    try await write(name) { api, address throws(ProviderError) in
      try api.change(id, address, body)
    }
    return try await settled(id).attributes
  }

  mutating func takeOver() async throws(ProviderError) -> Fields {
    guard let id = request.prior?.attributes["id"]?.string else {
      throw ProviderError(.refused, request: "import", message: "There is nothing to take over.")
    }
    try await putTags(id)
    return try await settled(id).attributes
  }

  private mutating func putTags(_ id: String) async throws(ProviderError) {
    let tags = tags
    try await write("PUT tags") { api, address throws(ProviderError) in
      try api.change(id, address) { $0.tags = tags }
    }
  }

  mutating func delete() async throws(ProviderError) -> Fields {
    var id = knownID
    if id == nil { id = try await own()?.id }
    if id == nil {
      // What was made a moment ago may not be seen yet.
      await service.connection.clock.pause(SimulatedAPI.lagMax + 1)
      id = try await own()?.id
    }
    guard let id else { return Fields() }
    try await write("DELETE") { api, address throws(ProviderError) in api.delete(id, address) }
    for _ in 0..<30 {
      if try await service.find(label, where: { $0.id == id }) == nil { return Fields() }
      await service.connection.clock.pause(1)
    }
    throw ProviderError(.uncertain, request: "DELETE", message: "\(id) is still there.")
  }

  // MARK: - Requests

  /// The object that bears this very instance.
  private func own() async throws(ProviderError) -> SimulatedObject? {
    let instance = request.instance
    return try await service.find(label) { $0.tags?.instance == instance }
  }

  private func identifier() async throws(ProviderError) -> String {
    if let knownID { return knownID }
    if let own = try await own() { return own.id }
    throw ProviderError(
      .uncertain, request: "GET objects", status: 404, message: "\(request.address) is gone.")
  }

  private mutating func make() async throws(ProviderError) -> String {
    let (type, tags) = (request.schema.type, tags)
    let name = request.arguments["name"]?.string ?? ""
    if engine.adoptsByName,
      let found = try await service.find(label, where: { $0.type == type && $0.name == name })
    {
      return found.id
    }
    // The rest is configured afterwards.
    let first = Fields(
      Self.plain(request.arguments).entries.filter { ["name", "links", "zone"].contains($0.key) })
    let isBlind = engine.createsBlindly
    do throws(ProviderError) {
      return try await write("POST \(type)") { api, address throws(ProviderError) in
        try api.create(type: type, name: name, tags: tags, arguments: first, isBlind: isBlind)
      }
    } catch {
      guard error.status == 409 else { throw error }
      var found: SimulatedObject?
      for _ in 0..<2 where found == nil {
        found = try await service.find(label) { $0.type == type && $0.name == name }
        // Who has the name may not be seen yet.
        if found == nil { await service.connection.clock.pause(SimulatedAPI.lagMax + 1) }
      }
      if let found, found.tags?.instance == request.instance { return found.id }
      guard found != nil else {
        throw ProviderError(
          .uncertain, request: error.request, status: 409, message: "Who has it is not seen.")
      }
      throw ProviderError(
        .stranger, request: error.request, status: 409, message: "\(name) is somebody else's.")
    }
  }

  private mutating func configure(_ id: String, _ values: Fields, _ contents: [String: String])
    async throws(ProviderError)
  {
    try await write("PUT configuration") { api, address throws(ProviderError) in
      try api.change(id, address, arguments: values) { object in
        for entry in values.entries {
          object.arguments[entry.key] = entry.value.isNull ? nil : entry.value
        }
        for (name, content) in contents { object.secrets[name] = content }
      }
    }
  }

  private mutating func write<Answer: Sendable>(
    _ name: String, _ work: (SimulatedAPI, Address) throws(ProviderError) -> Answer
  ) async throws(ProviderError) -> Answer {
    let (api, address) = (api, request.address)
    do throws(ProviderError) {
      let answer = try await service.connection.send(name, of: label) {
        () throws(ProviderError) in try work(api, address)
      }
      hasWritten = true
      return answer
    } catch {
      var error = error
      // The first request that would change something was refused: nothing was.
      error.isWithoutEffect = error.kind == .refused && error.status == 400 && !hasWritten
      hasWritten = true
      throw error
    }
  }

  /// The object as it is read once reads show what was written last.
  private func settled(_ id: String) async throws(ProviderError) -> SimulatedObject {
    guard let version = api[id]?.version else {
      throw ProviderError(.uncertain, request: "GET \(id)", status: 404, message: "It is gone.")
    }
    for _ in 0..<30 {
      if let found = try await service.find(label, where: { $0.id == id }),
        found.version >= version
      {
        return found
      }
      await service.connection.clock.pause(1)
    }
    throw ProviderError(.uncertain, request: "GET \(id)", message: "It is not seen yet.")
  }

  // MARK: - Values

  /// The arguments that are no secrets.
  private static func plain(_ arguments: Fields) -> Fields {
    Fields(arguments.entries.filter { !$0.value.holdsSecret })
  }

  private func contents(_ context: ProviderContext) throws(ProviderError) -> [String: String] {
    guard case .secret(let secret)? = request.arguments["token"] else { return [:] }
    do throws(Diagnostic) {
      let content = try context.secrets.open(secret.source)
      return ["token": String(decoding: content, as: UTF8.self)]
    } catch {
      throw ProviderError(
        .refused, request: "open \(secret.source)", message: error.detail, isWithoutEffect: true)
    }
  }
}
