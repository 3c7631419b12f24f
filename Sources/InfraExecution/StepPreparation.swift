import InfraModel
import InfraState

/// Makes steps ready from the states as they are when their turn comes. Pure substitution: what
/// is done was decided by the plan.
struct StepPreparation {
  let plan: Plan
  /// For each change, the number of its last step that works on the new or changed object.
  private let lastWork: [Int]
  /// For each change, the number of its first step.
  private let first: [Int]

  init(_ plan: Plan) {
    self.plan = plan
    var last = [Int](repeating: -1, count: plan.changes.count)
    for step in plan.steps {
      switch step.operation {
      case .create, .update, .reload, .restart, .importing: last[step.change] = step.number
      case .delete, .deleteDeposed, .read, .record: break
      }
    }
    lastWork = last
    var first = [Int](repeating: -1, count: plan.changes.count)
    for step in plan.steps where first[step.change] < 0 { first[step.change] = step.number }
    self.first = first
  }

  func prepare(
    _ step: Step, states: LiveStates, newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let change = plan.changes[step.change]
    switch step.operation {
    case .create: return try create(step, change, states, newInstance)
    case .update, .reload, .restart: return try update(step, change, states)
    case .delete: return try delete(step, change, states)
    case .deleteDeposed: return try deleteDeposed(step, change, states)
    case .importing: return try importing(step, change, states, newInstance)
    case .read: return try read(step, change, states, newInstance)
    case .record where takesSource(step, change):
      return try took(step, change, states, newInstance)
    case .record: return try record(step, change, states)
    }
  }

  // MARK: - One function for each operation

  private func create(
    _ step: Step, _ change: Change, _ states: LiveStates,
    _ newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let values = try resolved(change, states)
    let existing = states[change.address]
    var state = ResourceState(
      address: change.address, provider: change.provider, instance: InstanceID(""),
      arguments: stored(values, change, states), expressions: change.expressions,
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
      if change.action == .replace(.createThenDelete), let existing,
        !existing.isHalfMadeSuccessor
      {
        state.deposed.append(
          .init(
            instance: existing.instance, arguments: existing.arguments,
            attributes: existing.attributes))
      }
    }
    state.dependencies = Self.dependencies(of: change, state, existing)
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: state.instance,
      schema: change.schema, arguments: values, prior: prior)
    let made = state
    let undo: JournalRecord.Result = existing.map { .done($0) } ?? .removed
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: .create, intent: made,
      // What an earlier attempt left may be there whatever this one says.
      undo: prior == nil ? undo : nil,
      undoOfStranger: prior == nil ? undo : state.deposed.isEmpty ? .removed : nil,
      result: { attributes in
        var state = made
        state.attributes = attributes
        return .done(state)
      })
  }

  private func update(_ step: Step, _ change: Change, _ states: LiveStates)
    throws(Diagnostic) -> PreparedStep
  {
    let values = try resolved(change, states)
    let existing = try existing(change, states)
    let changed = Set(change.differences.map(\.argument) + existing.pending).sorted()
    // Until the last step of the change is done, the state keeps the old arguments: a plan made
    // after a crash finds the same differences and does the rest.
    var halfWay = existing
    halfWay.status = existing.status.changing
    halfWay.pending = changed
    halfWay.dependencies = Set(existing.dependencies + change.dependencies).sorted()
    let isLast = lastWork[step.change] == step.number
    let complete = completed(existing, change, stored(values, change, states))
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: existing.instance,
      schema: change.schema, arguments: values, changed: changed, prior: existing)
    let after = isLast ? complete : halfWay
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: step.operation, intent: complete, undo: .done(existing),
      result: { attributes in
        var state = after
        state.attributes = attributes
        return .done(state)
      })
  }

  private func delete(_ step: Step, _ change: Change, _ states: LiveStates)
    throws(Diagnostic) -> PreparedStep
  {
    let state = try existing(change, states)
    return PreparedStep(
      step: step, address: change.address, provider: state.provider,
      request: deletion(change, state, instance: state.instance), operation: .delete,
      intent: state, undo: .done(state), result: { _ in .removed })
  }

  private func deleteDeposed(_ step: Step, _ change: Change, _ states: LiveStates)
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
      request: deletion(change, old, instance: deposed.instance), operation: .deleteDeposed,
      intent: state, undo: nil, result: { _ in .deposedRemoved(deposed.instance) })
  }

  /// From its intent on the object is known as one's own, half changed: it may bear the ownership
  /// tags already, and an update that finishes it writes them again.
  private func importing(
    _ step: Step, _ change: Change, _ states: LiveStates,
    _ newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let values = try resolved(change, states)
    var state = ResourceState(
      address: change.address, provider: change.provider, instance: newInstance(),
      arguments: change.observed?.arguments ?? stored(values, change, states),
      attributes: change.observed?.attributes ?? Fields(), expressions: change.expressions,
      dependencies: change.dependencies, isProtected: change.lifecycle.preventDestroy,
      isRetained: change.lifecycle.retainOnDelete)
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: state.instance,
      schema: change.schema, arguments: values, prior: state)
    let found = state
    if lastWork[step.change] == step.number { state.arguments = stored(values, change, states) }
    let taken = state
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: .importing, intent: found, undo: .forgotten,
      result: { attributes in
        var state = taken
        if !attributes.isEmpty { state.attributes = attributes }
        return .done(state)
      })
  }

  /// A change of the state alone. A move comes first, the departure of a gone object before its
  /// successor's arrival; else the state takes over what is declared, after all other work.
  private func record(_ step: Step, _ change: Change, _ states: LiveStates)
    throws(Diagnostic) -> PreparedStep
  {
    if change.reason == .restored, first[step.change] == step.number {
      return try restoring(step, change, states)
    }
    let former = first[step.change] == step.number ? change.movedFrom : nil
    let isLast = step.number > lastWork[step.change]
    let result: JournalRecord.Result
    if change.action == .forget || (former == nil && !isLast) {
      result = .forgotten
    } else {
      var state = try existing(change, states, at: former ?? change.address)
      state.address = change.address
      if isLast {
        // After work on the object its values are in the state already, references resolved; what
        // was observed is of the object before.
        let hasWorked = lastWork[step.change] >= 0
        state = completed(
          state, change,
          hasWorked ? state.arguments : stored(known(change), change, states))
        if !hasWorked, change.observed != nil {
          state.attributes = Fields(
            state.attributes.entries + (change.observed?.attributes.entries ?? []))
        }
      }
      result = former.map { .moved(from: $0, state) } ?? .done(state)
    }
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: nil,
      operation: .record, intent: nil, undo: nil, result: { _ in result })
  }

  /// A data source is asked; there is no intent, since nothing comes of being asked.
  private func read(
    _ step: Step, _ change: Change, _ states: LiveStates, _ newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let values = try resolved(change, states)
    let state = source(change, states, values, Fields(), newInstance)
    let request = ProviderRequest(
      environment: plan.environment, address: change.address, instance: state.instance,
      schema: change.schema, arguments: values, prior: states[change.address])
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: request,
      operation: .read, intent: nil, undo: nil,
      result: { attributes in
        var state = state
        state.attributes = attributes
        return .done(state)
      })
  }

  /// The state takes over what a data source told when the plan was made.
  private func took(
    _ step: Step, _ change: Change, _ states: LiveStates, _ newInstance: () -> InstanceID
  ) throws(Diagnostic) -> PreparedStep {
    let told = change.observed?.attributes ?? Fields()
    let state = source(change, states, try resolved(change, states), told, newInstance)
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: nil,
      operation: .record, intent: nil, undo: nil, result: { _ in .done(state) })
  }

  /// Whether the step has the state take over what a data source told; a move comes before it.
  private func takesSource(_ step: Step, _ change: Change) -> Bool {
    change.schema.isDataSource && change.action == .read
      && (change.movedFrom == nil || first[step.change] != step.number)
  }

  private func source(
    _ change: Change, _ states: LiveStates, _ values: Fields, _ attributes: Fields,
    _ newInstance: () -> InstanceID
  ) -> ResourceState {
    ResourceState(
      address: change.address, provider: change.provider,
      instance: states[change.address]?.instance ?? newInstance(), arguments: values,
      attributes: attributes, expressions: change.expressions, dependencies: change.dependencies)
  }

  /// The old object becomes the resource's own again, its successor a replaced one.
  private func restoring(_ step: Step, _ change: Change, _ states: LiveStates)
    throws(Diagnostic) -> PreparedStep
  {
    var state = try existing(change, states)
    if let prior = change.prior {
      state.instance = prior.instance
      state.attributes = prior.attributes
      state.deposed = prior.deposed
    }
    let restored = completed(state, change, stored(known(change), change, states))
    return PreparedStep(
      step: step, address: change.address, provider: change.provider, request: nil,
      operation: .record, intent: nil, undo: nil, result: { _ in .done(restored) })
  }

  // MARK: - Values

  private func existing(
    _ change: Change, _ states: LiveStates, at address: Address? = nil
  ) throws(Diagnostic) -> ResourceState {
    if let state = states[address ?? change.address] { return state }
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
    complete.expressions = change.expressions
    complete.dependencies = Self.dependencies(of: change, state, state)
    complete.isProtected = change.lifecycle.preventDestroy
    complete.isRetained = change.lifecycle.retainOnDelete
    return complete
  }

  /// What a resource needs: as planned, and what it needed before as long as old objects are left.
  private static func dependencies(
    of change: Change, _ state: ResourceState, _ existing: ResourceState?
  ) -> [Address] {
    guard !state.deposed.isEmpty, let existing else { return change.dependencies }
    return Set(change.dependencies + existing.dependencies).sorted()
  }

  private func deletion(_ change: Change, _ state: ResourceState, instance: InstanceID)
    -> ProviderRequest
  {
    ProviderRequest(
      environment: plan.environment, address: change.address, instance: instance,
      schema: change.schema, arguments: state.arguments, prior: state)
  }

  /// The planned arguments by name with every reference resolved.
  private func resolved(_ change: Change, _ states: LiveStates)
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
  private func stored(_ values: Fields, _ change: Change, _ states: LiveStates)
    -> Fields
  {
    guard !change.lifecycle.replaceTriggers.isEmpty else { return values }
    let lookup = ReferenceLookup(states: states)
    var stored = values
    stored[ResourceState.triggersName] = .list(
      change.lifecycle.replaceTriggers.map { $0.replacing(lookup.value) })
    return stored
  }
}
