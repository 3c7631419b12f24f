import InfraModel

extension Desired {
  /// What was applied last, as if it were declared: what drift is measured against, and what an
  /// environment is healed or restored from when its declarations are gone.
  ///
  /// Values are those that were applied; to restore a past state, references are resolved anew,
  /// since the objects of then may be gone. A resource whose type is unknown is left out.
  public init(recorded state: Snapshot, schemas: any SchemaSource, isRestoring: Bool = false) {
    self.init(
      environment: state.environment,
      resources: state.resources.compactMap { resource in
        schemas.schema(of: resource.address.type).map {
          DesiredResource(recorded: resource, schema: $0, isRestoring: isRestoring)
        }
      },
      outputs: state.outputs.entries.map { DesiredOutput(name: $0.key, value: $0.value) },
      providers: state.providers)
  }
}

extension DesiredResource {
  fileprivate init(recorded state: ResourceState, schema: Schema, isRestoring: Bool) {
    var lifecycle = Lifecycle()
    lifecycle.preventDestroy = state.isProtected
    lifecycle.retainOnDelete = state.isRetained
    lifecycle.replaceTriggers = state.arguments[ResourceState.triggersName]?.list ?? []
    self.init(
      address: state.address, schema: schema, provider: state.provider,
      arguments: schema.arguments.map { row in
        let expression = isRestoring ? state.expressions[row.name] : nil
        return expression ?? state.arguments[row.name] ?? .null
      },
      lifecycle: lifecycle, dependencies: state.dependencies)
  }
}
