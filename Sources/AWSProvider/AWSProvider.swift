import AWSClient
import InfraModel

/// The provider of AWS's types: carries out single operations in one region of one account.
///
/// What can bear tags bears the ownership tags `infra:environment`, `infra:address` and
/// `infra:instance`; what cannot is known by what it connects.
public struct AWSProvider: Provider {
  let session: AWSSession

  /// A provider that works by a client.
  public init(_ client: AWSClient) { session = AWSSession(client) }

  /// Carries out one operation and answers the attributes of the object after it.
  public func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    let source = AWSDataSource.all[request.schema.type]
    let result: Result<Fields, ProviderError> = await Self.$running.withValue(Running(context)) {
      do throws(ProviderError) {
        if let source { return .success(try await told(by: source, request)) }
        return .success(
          try await operations(request.schema).perform(operation, request, context))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// What AWS says now of a resource in the state; nothing if its object is gone.
  public func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    guard let source = AWSDataSource.all[schema.type] else {
      return try await operations(schema).read(resource, schema)
    }
    return try await source.read(resource.arguments, session).map {
      Observation(arguments: resource.arguments, attributes: $0)
    }
  }

  /// What AWS says of an object by its identifier, which is Terraform's too.
  public func find(_ identifier: String, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    try await operations(schema).find(identifier, schema)
  }

  /// The same of an object that is to be taken over, as it is declared.
  public func find(_ identifier: String, _ schema: Schema, declared: Fields)
    async throws(ProviderError) -> Observation?
  {
    try await operations(schema).find(identifier, schema, declared: declared)
  }

  /// Every object in the region, and in none, that bears an environment's ownership tags.
  public func owned(by environment: String) async throws(ProviderError) -> [OwnedObject] {
    try await OwnedResources(session: session).list(environment)
  }

  /// Asks whose credentials these are.
  public func probe() async throws(ProviderError) { _ = try await session.account() }

  /// Tells the operation that runs of a request that is made again: what a client is given to call.
  ///
  /// - Parameter others: Is told where no operation runs: what is read for a plan.
  public static func retrying(
    _ failure: AWSFailure, seconds: Double, others: (String) -> Void = { _ in }
  ) {
    let words = failure.againWords(after: seconds)
    if let running { running.retried(words) } else { others(words) }
  }

  /// The operation that runs in a task. A class: with the closure itself as a task's value the
  /// optimised code of Swift 6.3 gives no type of it, and crashes.
  private final class Running: Sendable {
    /// Where it tells what is going on.
    let progress: @Sendable (String) -> Void
    /// Where it tells of requests that are made again.
    let retried: @Sendable (String) -> Void

    init(_ context: ProviderContext) {
      progress = context.progress
      retried = context.retried
    }
  }

  @TaskLocal private static var running: Running?

  /// Where the operation that runs tells what is going on.
  static var progress: (@Sendable (String) -> Void)? { running?.progress }

  private func operations(_ schema: Schema) throws(ProviderError) -> TypeOperations {
    if let type = ServedTypes.all[schema.type] {
      return TypeOperations(type: type, session: session)
    }
    throw ProviderError(
      .refused, request: "none", message: "The AWS provider has no type \"\(schema.type)\".",
      hints: ["this is a fault of the program: report it"], isWithoutEffect: true)
  }
}
