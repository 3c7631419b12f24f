import Builtin
import InfraModel

/// The provider of what lives in the state alone: it does nothing but answer, and never fails.
public struct BuiltinProvider: Provider {
  /// Makes the provider.
  public init() {}

  /// Keeps the input as output; a deletion answers nothing.
  public func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    switch operation {
    case .delete, .deleteDeposed: Fields()
    case .create, .update, .reload, .restart, .importing, .read, .record:
      attributes(id: Self.identity(request), input: request.arguments["input"])
    }
  }

  /// What the state says: there is nobody else to ask.
  public func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    Observation(arguments: resource.arguments, attributes: resource.attributes)
  }

  /// A value under the identity that was asked for, without an input.
  public func find(_ identifier: String, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    Observation(arguments: Fields(), attributes: attributes(id: identifier, input: nil))
  }

  /// The identity that the object has; one that was taken over keeps its own.
  private static func identity(_ request: ProviderRequest) -> String {
    let known = request.prior.flatMap {
      $0.instance == request.instance ? $0.attributes["id"] : nil
    }
    return known?.string ?? request.instance.text
  }

  /// A value whose state was lost is what is declared: it was nowhere else.
  public func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
  {
    Observation(
      arguments: resource.arguments,
      attributes: attributes(
        id: resource.attributes["id"]?.string ?? resource.instance.text,
        input: resource.arguments["input"]))
  }

  private func attributes(id: String, input: Datum?) -> Fields {
    var fields = Fields(["id": .string(id)])
    fields["output"] = input
    return fields
  }
}
