import AWSClient
import InfraModel

/// The operations on the resources of one type, as its description says.
struct TypeOperations: Sendable {
  let type: AWSType
  let session: AWSSession

  /// Carries out one operation.
  func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    let work = TypeWork(
      type: type, session: session, request: request, progress: context.progress,
      arguments: try Self.opened(request.arguments, context))
    do throws(ProviderError) { return try await Self.carryOut(operation, work) } catch {
      var error = error
      // A refusal did nothing itself, but what came before it did.
      if work.effects.areThere { error.isWithoutEffect = false }
      throw error
    }
  }

  private static func carryOut(_ operation: InfraModel.Operation, _ work: TypeWork)
    async throws(ProviderError) -> Fields
  {
    switch operation {
    case .create: return try await work.create()
    case .update: return try await work.update()
    case .delete, .deleteDeposed:
      try await work.delete()
      return Fields()
    case .importing: return try await work.takeOver()
    case .reload, .restart, .read, .record: return try await work.known()
    }
  }

  /// What AWS says now of a resource in the state.
  func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    let finding = TypeFinding(type: type, session: session)
    let wanted = Set(resource.arguments.keys + resource.attributes.keys)
    var found = try await finding.own(
      resource.instance, resource.arguments, resource.attributes, wanted: wanted,
      isUnfinished: resource.status == .creating)
    // Until a takeover has ended the object may bear the marks of who had it before.
    if found == nil, resource.status == .importing, let id = resource.attributes["id"]?.string {
      found = try await finding.find(.id(id), wanted: wanted)
    }
    guard let found else { return nil }
    return try await finding.observation(found, declared: resource.arguments, schema)
  }

  /// What AWS says of an object by its identifier; of what is declared, in the shape of that.
  func find(_ identifier: String, _ schema: Schema, declared: Fields? = nil)
    async throws(ProviderError) -> Observation?
  {
    let finding = TypeFinding(type: type, session: session)
    // Nobody can say that a secret is as declared: it is put once more.
    let declared = declared.map { Fields($0.entries.filter { !$0.value.holdsSecret }) }
    let wanted = declared.map { Set($0.keys + schema.attributes.map(\.name)) }
    guard let found = try await finding.find(.id(identifier), wanted: wanted) else { return nil }
    return try await finding.observation(found, declared: declared, schema)
  }

  /// The arguments with the content of secrets, for the wire alone.
  private static func opened(_ arguments: Fields, _ context: ProviderContext)
    throws(ProviderError) -> Fields
  {
    do {
      return Fields(
        try arguments.entries.map { entry in
          Fields.Entry(
            key: entry.key,
            value: try entry.value.replacing { value in
              guard case .secret(let secret) = value else { return nil }
              return .string(
                String(decoding: try context.secrets.open(secret.source), as: UTF8.self))
            })
        })
    } catch let problem as Diagnostic {
      throw ProviderError(
        .refused, request: "open a secret", message: problem.detail, hints: problem.hints,
        commands: problem.commands, isWithoutEffect: true)
    } catch {
      throw ProviderError(.refused, request: "open a secret", message: "\(error)")
    }
  }
}
