import InfraModel

extension Desired {
  /// What was applied last, as if it were declared: what drift is measured against, and what an
  /// environment is healed or restored from when its declarations are gone.
  ///
  /// Values are those that were applied; to restore a past state, references are resolved anew,
  /// since the objects of then may be gone, but what data sources told then stands. A resource
  /// whose type is unknown is left out.
  public init(recorded state: Snapshot, schemas: any SchemaSource, isRestoring: Bool = false) {
    self.init(
      environment: state.environment,
      resources: state.resources.compactMap { resource in
        schemas.schema(of: resource.address.type).map {
          DesiredResource(recorded: resource, schema: $0, isRestoring: isRestoring) { symbol in
            state.told(symbol, schemas)
          }
        }
      },
      outputs: state.outputs.entries.map { DesiredOutput(name: $0.key, value: $0.value) },
      providers: state.providers)
  }
}

extension DesiredResource {
  fileprivate init(
    recorded state: ResourceState, schema: Schema, isRestoring: Bool, told: (Datum) -> Datum?
  ) {
    var lifecycle = Lifecycle()
    lifecycle.preventDestroy = state.isProtected
    lifecycle.retainOnDelete = state.isRetained
    lifecycle.replaceTriggers = state.arguments[ResourceState.triggersName]?.list ?? []
    self.init(
      address: state.address, schema: schema, provider: state.provider,
      arguments: schema.arguments.map { row in
        let expression = isRestoring ? state.expressions[row.name]?.replacing(told) : nil
        return expression ?? state.arguments[row.name] ?? .null
      },
      lifecycle: lifecycle, dependencies: state.dependencies)
  }
}

extension Snapshot {
  /// What a data source told when this was the state, if a reference is to one.
  fileprivate func told(_ symbol: Datum, _ schemas: any SchemaSource) -> Datum? {
    guard case .reference(let reference) = symbol,
      schemas.schema(of: reference.address.type)?.isDataSource == true
    else { return nil }
    return self[reference.address]?.attributes[reference.attribute]
  }
}
