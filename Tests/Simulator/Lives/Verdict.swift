import InfraModel

/// What is wrong with the world and the state beside each other.
struct Verdict {
  let state: Snapshot
  let api: SimulatedAPI

  /// Whether a declared name is that of another object, so that an apply must fail.
  static func isColliding(_ round: Round, _ api: SimulatedAPI) -> Bool {
    let strangers = api.objects.filter { object in Strangers.all.contains { $0.id == object.id } }
    return round.nodes.contains { node in
      node.importID == nil && node.kind == .store
        && strangers.contains { $0.name == node.name && $0.tags?.address != node.address }
    }
  }

  /// Objects of ours that no state knows of, and strangers' that are not as they were.
  var strays: Violation? {
    var known: Set<InstanceID> = api.offered
    for resource in state.resources {
      known.insert(resource.instance)
      known.formUnion(resource.deposed.map(\.instance))
    }
    let objects = api.objects
    for object in objects {
      guard let tags = object.tags, !known.contains(tags.instance) else { continue }
      let isDouble = state[tags.address] != nil
      return Violation(
        isDouble ? .duplicate : .orphan, "\(object.id) of \(tags.address) is in no state")
    }
    let instances = objects.compactMap { $0.tags?.instance }
    if Set(instances).count < instances.count {
      return Violation(.duplicate, "one instance stands for two objects")
    }
    for stranger in Strangers.all {
      guard let object = api[stranger.id] else { continue }
      if object.tags == nil, object.revision > 0 || object.name != stranger.name {
        return Violation(.strangerTouched, "\(object.id) was changed")
      }
    }
    return nil
  }

  /// What is not as declared.
  func difference(from round: Round) -> Violation? {
    let desired = round.desired
    guard state.resources.map(\.address) == desired.resources.map(\.address) else {
      return Violation(.notAsDeclared, "the state holds \(state.resources.map(\.address))")
    }
    for resource in desired.resources {
      if let problem = problem(resource, round) { return Violation(.notAsDeclared, problem) }
    }
    let tagged = api.objects.filter { $0.tags.map { !api.offered.contains($0.instance) } ?? false }
    if tagged.count != desired.resources.count {
      return Violation(.orphan, "there are \(tagged.map(\.id)) for \(desired.resources.count)")
    }
    return nil
  }

  private func problem(_ resource: DesiredResource, _ round: Round) -> String? {
    let address = resource.address
    guard let state = state[address], let id = state.attributes["id"]?.string,
      let object = api[id]
    else { return "\(address) has no object" }
    guard object.tags?.instance == state.instance, object.tags?.environment == "dev" else {
      return "\(address) has the object \(id), which bears another identity"
    }
    guard state.status == .ready, state.deposed.isEmpty, state.pending.isEmpty else {
      return "\(address) is \(state.status) with \(state.deposed.count) old objects"
    }
    guard state.dependencies == resource.dependencies else {
      return "\(address) depends on \(state.dependencies)"
    }
    var arguments = Fields()
    for (argument, value) in zip(resource.schema.arguments, resource.arguments)
    where !value.isNull && !value.holdsSecret {
      arguments[argument.name] = value.replacing(current)
    }
    let content = round.nodes.first { $0.address == address }?.content
    guard differs(object.arguments, arguments) == false, object.isCurrent else {
      return "\(address) is \(object), declared \(arguments)"
    }
    if object.secrets["token"] != content, content != nil {
      return "\(address) has another secret than declared"
    }
    return nil
  }

  /// An object that was taken over may have more than is declared.
  private func differs(_ object: Fields, _ declared: Fields) -> Bool {
    declared.entries.contains { object[$0.key] != $0.value }
      || object.entries.contains { declared[$0.key] == nil && $0.key != "size" }
  }

  private func current(_ symbol: Datum) -> Datum? {
    guard case .reference(let reference) = symbol,
      let id = state[reference.address]?.attributes["id"]?.string
    else { return nil }
    return api[id]?.attributes[reference.attribute]
  }
}
