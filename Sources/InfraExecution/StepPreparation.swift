import InfraModel
import InfraState

/// A step made ready: every reference resolved, the request and the states around it written.
struct PreparedStep: Sendable {
  let step: Step
  let address: Address
  let provider: String
  /// The request; nothing for a step that changes the state alone.
  let request: ProviderRequest?
  /// The operation asked of the provider.
  let operation: Operation
  /// The resource as it will be stored if all ends well, without its attributes; nothing for a
  /// step that needs no intent.
  let intent: ResourceState?
  /// What came of it, given the attributes that the provider answered.
  let result: @Sendable (Fields) -> JournalRecord.Result
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
      arguments: stored(values, change, states),
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
    let made = state
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: .create, intent: made,
      result: { attributes in
        var state = made
        state.attributes = attributes
        return .done(state)
      })
  }

  private func update(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> PreparedStep
  {
    let values = try resolved(change, states)
    let existing = try existing(change, states)
    // Until the last step of the change is done, the state keeps the old arguments: a plan made
    // after a crash finds the same differences and does the rest.
    var halfWay = existing
    halfWay.status = .updating
    let isLast = lastWork[step.change] == step.number
    let complete = completed(existing, change, stored(values, change, states))
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: existing.instance,
      schema: change.schema, arguments: values, changed: change.differences.map(\.argument),
      prior: existing)
    let after = isLast ? complete : halfWay
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: step.operation, intent: complete,
      result: { attributes in
        var state = after
        state.attributes = attributes
        return .done(state)
      })
  }

  private func delete(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    throws(Diagnostic) -> PreparedStep
  {
    let state = try existing(change, states)
    return PreparedStep(
      step: step, address: change.address, provider: state.provider,
      request: deletion(change, state, instance: state.instance), operation: .delete,
      intent: state, result: { _ in .removed })
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
    return PreparedStep(
      step: step, address: change.address, provider: state.provider,
      request: deletion(change, old, instance: deposed.instance), operation: .delete,
      intent: state, result: { _ in .deposedRemoved(deposed.instance) })
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
      operation: .importing, intent: nil,
      result: { attributes in
        var state = taken
        if !attributes.isEmpty { state.attributes = attributes }
        return .done(state)
      })
  }

  private func record(_ step: Step, _ change: Change, _ states: [Address: ResourceState])
    -> PreparedStep
  {
    let former = change.movedFrom.flatMap { states[$0] == nil ? nil : $0 }
    var state = states[former ?? change.address]
    state?.address = change.address
    // An object that is gone leaves the state before its successor comes.
    let isGone = change.action == .create && former == nil
    if change.action == .forget || isGone {
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
    let result: JournalRecord.Result =
      switch (state, former) {
      case (nil, _): .forgotten
      case (let state?, nil): .done(state)
      case (let state?, let former?): .moved(from: former, state)
      }
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: nil,
      operation: .record, intent: nil, result: { _ in result })
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
