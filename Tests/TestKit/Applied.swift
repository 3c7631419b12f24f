import InfraModel

extension Snapshot {
  /// The state after a perfect apply of these declarations, with made-up identities.
  public init(applied resources: [DesiredResource], environment: String = "dev") {
    var states: [Address: ResourceState] = [:]
    // Each pass resolves one more link of a chain of references.
    for _ in 0...resources.count {
      let before = states
      for resource in resources {
        states[resource.address] = ResourceState(applied: resource) { before[$0] }
      }
      if before == states { break }
    }
    self.init(
      environment: environment, lineage: "0b5e", serial: 7, salt: "5a",
      resources: states.values.sorted { $0.address < $1.address },
      providers: [ProviderConfiguration(name: "sim", settings: Fields())])
  }

  /// The same state with one resource changed by hand.
  public func changing(_ address: String, _ body: (inout ResourceState) -> Void) -> Snapshot {
    var changed = self
    for index in resources.indices where resources[index].address.text == address {
      body(&changed.resources[index])
    }
    return changed
  }
}

extension ResourceState {
  fileprivate init(
    applied resource: DesiredResource, _ states: @escaping (Address) -> ResourceState?
  ) {
    let instance = InstanceID("old-\(resource.address.key)")
    var arguments = Fields()
    let resolve = { (value: Datum) in
      value.replacing { symbol in
        guard case .reference(let reference) = symbol, let state = states(reference.address)
        else { return nil }
        return state.attributes[reference.attribute] ?? state.arguments[reference.attribute]
      }
    }
    for (argument, value) in zip(resource.schema.arguments, resource.arguments)
    where !value.isNull {
      arguments[argument.name] = resolve(value)
    }
    if !resource.lifecycle.replaceTriggers.isEmpty {
      arguments[Self.triggersName] = .list(resource.lifecycle.replaceTriggers.map(resolve))
    }
    self.init(
      address: resource.address, provider: resource.provider, instance: instance,
      arguments: arguments,
      attributes: Fields(["id": .string(Simulated.id(instance)), "revision": 0]),
      dependencies: resource.dependencies, isProtected: resource.lifecycle.preventDestroy,
      isRetained: resource.lifecycle.retainOnDelete)
  }
}

/// Declares a simulated node; the resources that its arguments refer to are its dependencies.
public func node(
  _ key: String, _ arguments: [String: Datum] = [:], needs: [String] = [], line: Int? = nil,
  _ lifecycle: (inout Lifecycle) -> Void = { _ in }
) -> DesiredResource {
  var life = Lifecycle()
  lifecycle(&life)
  var named = arguments
  named["name"] = arguments["name"] ?? .string(key)
  var references: Set<String> = Set(needs.map { "sim_node.\($0)" })
  for value in Array(named.values) + life.replaceTriggers {
    value.forEachReference { references.insert($0.address.text) }
  }
  return DesiredResource(
    "sim_node.\(key)", Simulated.node, named, lifecycle: life, dependencies: references.sorted(),
    line: line)
}

/// A reference to a node's attribute.
public func ref(_ key: String, _ attribute: String = "id") -> Datum {
  .ref("sim_node.\(key)", attribute)
}
