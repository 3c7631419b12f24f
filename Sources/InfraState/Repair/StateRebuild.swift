import InfraModel

/// Puts a lost state together again, from objects that bear the environment's marks and from the
/// declarations, where there are any. Pure: who asks the providers hands over what they said.
///
///     var rebuild = StateRebuild(known: state, desired: desired, owned: owned)
///     rebuild.learn(from: recovered(rebuild.found))       what bears marks, compared as declared
///     while let next = rebuild.nextUnmarked { … }         what bears none, as images
///     rebuild.settle(with: recovered(rebuild.found))      again, with all references known
///
/// What the state knows already is left as it is, so that a rebuild that was cut off can be run
/// again.
public struct StateRebuild: Sendable {
  /// An object that is left alone, and why.
  public struct Spare: Hashable, Sendable {
    /// The address in its marks.
    public let address: Address
    /// Its identity.
    public let instance: InstanceID
  }

  private let known: Snapshot
  private let isAfterLoss: Bool
  /// Resources of which the state knows all but older objects.
  private var asKnown: Set<Address> = []
  private let desired: Desired?
  private var declared: [Address: DesiredResource] = [:]
  private var taken: [Address: ResourceState] = [:]
  private var references: [Reference: Datum] = [:]
  private var unmarked: [DesiredResource] = []
  /// Objects whose address another object has in the state already.
  public private(set) var spares: [Spare] = []
  /// Declared resources of which nothing was found.
  public private(set) var missing: [Address] = []
  /// Resources whose objects bear no marks and that were found all the same.
  public private(set) var unmarkedTaken: [Address] = []

  /// Begins with what was found, by the names of the providers that found it.
  ///
  /// - Parameter isAfterLoss: Whether the state is whole but for one change set whose journal is
  ///   gone: an object at an address that the state knows is then one that was to replace another.
  ///   What bears no marks is not looked for, since it need not have been made.
  public init(
    known: Snapshot, desired: Desired?, owned: [String: [OwnedObject]], isAfterLoss: Bool = false
  ) {
    self.known = known
    self.isAfterLoss = isAfterLoss
    self.desired = desired
    for resource in desired?.resources ?? [] { declared[resource.address] = resource }
    var identities = Set(
      known.resources.flatMap { [$0.instance] + $0.deposed.map(\.instance) })
    let successors = Dictionary(
      (desired?.resources ?? []).flatMap { resource in
        resource.lifecycle.movedFrom.map { ($0, resource.address) }
      }, uniquingKeysWith: { first, _ in first })
    for (provider, objects) in owned.sorted(by: { $0.key < $1.key }) {
      for object in objects.sorted(by: { $0.made < $1.made })
      // What belongs to no region is found by the provider of each.
      where identities.insert(object.instance).inserted {
        var address = object.address
        if declared[address] == nil, let successor = successors[address] { address = successor }
        take(object, at: address, provider, among: objects)
      }
    }
    if isAfterLoss { return }
    unmarked = (desired?.resources ?? []).filter {
      taken[$0.address] == nil && known[$0.address] == nil
    }
  }

  /// What was taken, sorted by address, as the state would hold it now.
  public var found: [ResourceState] { taken.values.sorted { $0.address < $1.address } }

  /// Whether a resource that was found is declared.
  public func isDeclared(_ address: Address) -> Bool { declared[address] != nil }

  /// Of two objects at one address the later one has replaced the other.
  private mutating func take(
    _ object: OwnedObject, at address: Address, _ provider: String, among others: [OwnedObject]
  ) {
    if let present = taken[address] ?? known[address], known[address] != nil {
      guard isAfterLoss else {
        spares.append(Spare(address: address, instance: object.instance))
        return
      }
      return exchange(present, object, among: others)
    }
    var deposed: [ResourceState.Deposed] = []
    if let former = taken[address] {
      deposed =
        former.deposed + [
          .init(
            instance: former.instance, arguments: former.arguments, attributes: former.attributes)
        ]
    }
    taken[address] = ResourceState(
      address: address, provider: declared[address]?.provider ?? provider,
      instance: object.instance, arguments: object.observation.arguments,
      attributes: object.observation.attributes, deposed: deposed)
  }

  /// Takes an object that was to replace the one that is known, or that was replaced by it: the one
  /// that was made later stays.
  private mutating func exchange(
    _ present: ResourceState, _ object: OwnedObject, among others: [OwnedObject]
  ) {
    var state = present
    let made = others.first { $0.instance == present.instance }?.made
    if let made, object.made < made {
      state.deposed.append(
        .init(
          instance: object.instance, arguments: object.observation.arguments,
          attributes: object.observation.attributes))
      asKnown.insert(state.address)
    } else {
      state.deposed.append(
        .init(
          instance: present.instance, arguments: present.arguments,
          attributes: present.attributes))
      state.instance = object.instance
      state.arguments = object.observation.arguments
      state.attributes = object.observation.attributes
      state.expressions = Fields()
      state.status = .ready
      asKnown.remove(state.address)
    }
    taken[state.address] = state
  }

  // MARK: - Declared arguments

  /// What a declared resource is to be compared with: its arguments as far as they are known.
  public func draft(of resource: ResourceState) -> ResourceState {
    guard let desired = declared[resource.address] else { return resource }
    var draft = resource
    draft.arguments = arguments(of: desired)
    return draft
  }

  private func arguments(of desired: DesiredResource) -> Fields {
    Fields(
      zip(desired.schema.arguments, desired.arguments).filter { !$1.isNull }
        .map { Fields.Entry(key: $0.name, value: resolved($1)) })
  }

  private func resolved(_ value: Datum) -> Datum {
    value.isKnown ? value : value.replacing { self.value(of: $0, depth: 0) }
  }

  /// What a reference means: an attribute that was found, or another declared argument.
  private func value(of symbol: Datum, depth: Int) -> Datum? {
    guard case .reference(let reference) = symbol, depth < 64 else { return nil }
    let state = taken[reference.address] ?? known[reference.address]
    if let value = state?.attributes[reference.attribute] { return value }
    if let argument = declared[reference.address]?[reference.attribute], !argument.isNull {
      let value = argument.replacing { self.value(of: $0, depth: depth + 1) }
      if value.isKnown { return value }
    }
    return state?.arguments[reference.attribute]
  }

  // MARK: - Steps

  /// Takes in what comparing the found ones gave, and what it tells of others.
  public mutating func learn(from observations: [Address: Observation]) {
    for (address, observation) in observations.sorted(by: { $0.key < $1.key }) {
      guard let desired = declared[address] else { continue }
      for (row, value) in zip(desired.schema.arguments, desired.arguments) {
        let partly = resolved(value)
        guard !partly.isKnown, let seen = observation.arguments[row.name] else { continue }
        references.merge(ReferenceInference.values(of: partly, in: seen)) { first, _ in first }
      }
    }
  }

  /// The next declared resource whose object bears no marks, after those that it needs; what others
  /// know of its attributes is in it. Nothing when all were asked for.
  public mutating func nextUnmarked(instance: InstanceID) -> ResourceState? {
    let waiting = Set(unmarked.map(\.address))
    let index =
      unmarked.firstIndex { $0.dependencies.allSatisfy { !waiting.contains($0) } }
      ?? unmarked.indices.first
    guard let index else { return nil }
    let resource = unmarked.remove(at: index)
    var attributes = Fields()
    for (reference, value) in references where reference.address == resource.address {
      attributes[reference.attribute] = value
    }
    return ResourceState(
      address: resource.address, provider: resource.provider, instance: instance,
      arguments: arguments(of: resource), attributes: attributes)
  }

  /// Takes in what was found of a resource without marks.
  public mutating func take(_ draft: ResourceState, _ observation: Observation?) {
    guard let observation else {
      missing.append(draft.address)
      return
    }
    unmarkedTaken.append(draft.address)
    var state = draft
    state.attributes = observation.attributes
    taken[draft.address] = state
    settle(draft.address, observation)
  }

  /// Takes in what comparing gave when every reference is known; with this the resources are whole.
  public mutating func settle(with observations: [Address: Observation]) {
    for (address, observation) in observations.sorted(by: { $0.key < $1.key }) {
      settle(address, observation)
    }
    let undeclared = found.filter { declared[$0.address] == nil }
    let all = known.resources + found
    for (address, needs) in InferredDependencies.of(undeclared, among: all) {
      taken[address]?.dependencies = needs
    }
    let addresses = Set(all.map(\.address))
    for address in taken.keys {
      taken[address]?.dependencies.removeAll { !addresses.contains($0) }
    }
  }

  private mutating func settle(_ address: Address, _ observation: Observation) {
    guard let desired = declared[address], var state = taken[address],
      !asKnown.contains(address)
    else { return }
    state.attributes = observation.attributes
    var arguments: [Fields.Entry] = []
    var expressions: [Fields.Entry] = []
    for (row, value) in zip(desired.schema.arguments, desired.arguments) where !value.isNull {
      let wanted = resolved(value)
      let seen = observation.arguments[row.name] ?? wanted
      guard seen.isKnown, !seen.isNull else { continue }
      arguments.append(Fields.Entry(key: row.name, value: seen))
      if !value.isKnown, seen == wanted {
        expressions.append(Fields.Entry(key: row.name, value: value))
      }
    }
    let triggers = desired.lifecycle.replaceTriggers.map(resolved)
    if !triggers.isEmpty {
      arguments.append(Fields.Entry(key: ResourceState.triggersName, value: .list(triggers)))
    }
    state.arguments = Fields(arguments)
    state.expressions = Fields(expressions)
    state.dependencies = desired.dependencies
    state.isProtected = desired.lifecycle.preventDestroy
    state.isRetained = desired.lifecycle.retainOnDelete
    taken[address] = state
  }

  /// The declared outputs, as far as what was found tells them.
  public var outputs: Fields {
    guard let desired else { return known.outputs }
    return Fields(
      desired.outputs.compactMap { output in
        let value = resolved(output.value)
        return value.isKnown ? Fields.Entry(key: output.name, value: value) : nil
      })
  }
}
