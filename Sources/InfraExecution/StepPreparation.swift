import InfraModel

/// A step made ready: every reference resolved, the request and the states around it written.
struct PreparedStep: Sendable {
  let step: Step
  let address: Address
  let provider: String
  /// The request; nothing for a step that changes the state alone.
  let request: ProviderRequest?
  /// The operation asked of the provider.
  let operation: Operation
  /// What the state says while the step is in flight.
  let inFlight: ResourceState?
  /// What the state says when it is done, given the attributes that the provider answered.
  let done: @Sendable (Fields) -> ResourceState?
  let movedFrom: Address?
}

/// Makes steps ready from the states as they are when their turn comes. Pure substitution: what
/// is done was decided by the plan.
struct StepPreparation {
  let plan: Plan
  /// For each change, the number of its last step that works on the new or changed object.
  private let lastWork: [Int]

  init(_ plan: Plan) {
    self.plan = plan
    var last = [Int](repeating: -1, count: plan.changes.count)
    for step in plan.steps {
      switch step.operation {
      case .create, .update, .reload, .restart, .importing: last[step.change] = step.number
      case .delete, .deleteDeposed, .record: break
      }
    }
    lastWork = last
  }

  func prepare(
    _ step: Step, states: [Address: ResourceState], newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let change = plan.changes[step.change]
    switch step.operation {
    case .create: return try create(step, change, states, newInstance)
    case .update, .reload, .restart: return try update(step, change, states)
    case .delete: return try delete(step, change, states)
    case .deleteDeposed: return try deleteDeposed(step, change, states)
    case .importing: return try importing(step, change, states, newInstance)
    case .record: return record(step, change, states)
    }
  }

  // MARK: - One function for each operation

  private func create(
    _ step: Step, _ change: Change, _ states: [Address: ResourceState],
    _ newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let values = try resolved(change, states)
    let existing = states[change.address]
    var state = ResourceState(
      address: change.address, provider: change.provider, instance: InstanceID(""),
      status: .creating, arguments: stored(values, change, states),
      dependencies: change.dependencies, isProtected: change.lifecycle.preventDestroy,
      isRetained: change.lifecycle.retainOnDelete)
    var prior: ResourceState?
    if let existing, existing.status == .creating, change.action == .create {
      // Finish what an earlier apply began, under the identity that its object bears.
      state.instance = existing.instance
      state.deposed = existing.deposed
      prior = existing
    } else {
      state.instance = newInstance()
      state.deposed = existing?.deposed ?? []
      if change.action == .replace(.createThenDelete), let existing {
        state.deposed.append(
          .init(
            instance: existing.instance, arguments: existing.arguments,
            attributes: existing.attributes))
      }
    }
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: state.instance,
      schema: change.schema, arguments: values, prior: prior)
    let inFlight = state
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: .create, inFlight: inFlight,
      done: { attributes in
        var state = inFlight
        state.status = .ready
        state.attributes = attributes
        return state
      }, movedFrom: nil)
  }

  private func update(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> PreparedStep
  {
    let values = try resolved(change, states)
    let existing = try existing(change, states)
    // Until the last step of the change is done, the state keeps the old arguments: a plan made
    // after a crash finds the same differences and does the rest.
    var inFlight = existing
    inFlight.status = .updating
    let isLast = lastWork[step.change] == step.number
    let complete = completed(existing, change, stored(values, change, states))
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: existing.instance,
      schema: change.schema, arguments: values, changed: change.differences.map(\.argument),
      prior: existing)
    let flying = inFlight
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: step.operation, inFlight: flying,
      done: { attributes in
        var state = isLast ? complete : flying
        state.attributes = attributes
        return state
      }, movedFrom: nil)
  }

  private func delete(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> PreparedStep
  {
    var state = try existing(change, states)
    state.status = .deleting
    return PreparedStep(
      step: step, address: change.address, provider: state.provider,
      request: deletion(change, state, instance: state.instance), operation: .delete,
      inFlight: state, done: { _ in nil }, movedFrom: nil)
  }

  private func deleteDeposed(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> PreparedStep
  {
    let state = try existing(change, states)
    guard let deposed = state.deposed.first else {
      throw Diagnostic(
        "Nothing to delete", "\(change.address) has no replaced object. This is a bug in infra.",
        address: change.address)
    }
    var old = state
    old.instance = deposed.instance
    old.arguments = deposed.arguments
    old.attributes = deposed.attributes
    var after = state
    after.deposed.removeFirst()
    let done = after
    return PreparedStep(
      step: step, address: change.address, provider: state.provider,
      request: deletion(change, old, instance: deposed.instance), operation: .delete,
      inFlight: state, done: { _ in done }, movedFrom: nil)
  }

  private func importing(
    _ step: Step, _ change: Change, _ states: [Address: ResourceState],
    _ newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let values = try resolved(change, states)
    var state = ResourceState(
      address: change.address, provider: change.provider, instance: newInstance(),
      arguments: change.observed?.arguments ?? stored(values, change, states),
      attributes: change.observed?.attributes ?? Fields(), dependencies: change.dependencies,
      isProtected: change.lifecycle.preventDestroy,
      isRetained: change.lifecycle.retainOnDelete)
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: state.instance,
      schema: change.schema, arguments: values, prior: state)
    if lastWork[step.change] == step.number { state.arguments = stored(values, change, states) }
    let taken = state
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: .importing, inFlight: nil,
      done: { attributes in
        var state = taken
        if !attributes.isEmpty { state.attributes = attributes }
        return state
      }, movedFrom: nil)
  }

  private func record(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    -> PreparedStep
  {
    let former = change.movedFrom.flatMap { states[$0] == nil ? nil : $0 }
    var state = states[former ?? change.address]
    state?.address = change.address
    if change.action == .forget {
      state = nil
    } else if let entry = state, change.action == .read || change.differences.isEmpty {
      let values = known(change)
      state = completed(
        entry, change, values.isEmpty ? entry.arguments : stored(values, change, states))
      state?.status = entry.status
      if change.action == .read, let observed = change.observed {
        state?.attributes = observed.attributes
      }
    }
    let done = state
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: nil,
      operation: .record, inFlight: nil, done: { _ in done }, movedFrom: former)
  }

  // MARK: - Values

  private func existing(_ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> ResourceState
  {
    if let state = states[change.address] { return state }
    throw Diagnostic(
      "Resource not in the state",
      "\(change.address) should be in the state and is not. This is a bug in infra.",
      address: change.address)
  }

  private func completed(_ state: ResourceState, _ change: Change, _ arguments: Fields)
    -> ResourceState
  {
    var complete = state
    complete.status = .ready
    complete.provider = change.provider
    complete.arguments = arguments
    complete.dependencies = change.dependencies
    complete.isProtected = change.lifecycle.preventDestroy
    complete.isRetained = change.lifecycle.retainOnDelete
    return complete
  }

  private func deletion(_ change: Change, _ state: ResourceState, instance: InstanceID)
    -> ProviderRequest
  {
    ProviderRequest(
      environment: plan.environment, address: change.address, instance: instance,
      schema: change.schema, arguments: state.arguments, prior: state)
  }

  /// The planned arguments by name with every reference resolved.
  private func resolved(_ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> Fields
  {
    let lookup = ReferenceLookup(states: states)
    var entries: [Fields.Entry] = []
    for (row, value) in zip(change.schema.arguments, change.arguments) where !value.isNull {
      let known = try lookup.resolve(value, for: change)
      entries.append(Fields.Entry(key: row.name, value: known))
    }
    for condition in change.lifecycle.preconditions {
      let known = try condition.mapValues { value throws(Diagnostic) in
        try lookup.resolve(value, for: change)
      }
      if known.holds == false {
        throw Diagnostic(
          "Precondition failed", condition.message, address: change.address, at: change.location)
      }
    }
    return Fields(entries)
  }

  private func known(_ change: Change) -> Fields {
    Fields(
      zip(change.schema.arguments, change.arguments).filter { !$1.isNull }
        .map { Fields.Entry(key: $0.name, value: $1) })
  }

  /// The arguments as the state holds them: with the values that trigger replacement.
  private func stored(_ values: Fields, _ change: Change, _ states: [Address: ResourceState])
    -> Fields
  {
    guard !change.lifecycle.replaceTriggers.isEmpty else { return values }
    let lookup = ReferenceLookup(states: states)
    var stored = values
    stored["@triggers"] = .list(
      change.lifecycle.replaceTriggers.map { $0.replacing(lookup.value) })
    return stored
  }
}

/// Finds what references mean in the states of an apply.
struct ReferenceLookup {
  let states: [Address: ResourceState]

  func value(_ symbol: Datum) -> Datum? {
    guard case .reference(let reference) = symbol, let state = states[reference.address] else {
      return nil
    }
    return state.attributes[reference.attribute] ?? state.arguments[reference.attribute]
  }

  func resolve(_ value: Datum, for change: Change) throws(Diagnostic) -> Datum {
    let known = value.replacing(self.value)
    var missing: Reference?
    known.forEachReference { missing = missing ?? $0 }
    guard let missing else { return known }
    throw Diagnostic(
      "Value not known",
      "\(change.address) needs \(missing), and \(missing.address) did not report it.",
      address: change.address, at: change.location)
  }
}
