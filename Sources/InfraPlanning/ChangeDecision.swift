import InfraModel

/// Decides what is done with one resource.
struct ChangeDecision {
  /// The name under which a resource's replacement triggers stand among its applied arguments.
  static let triggersName = "@triggers"

  let row: ResourceTable.Row
  let input: PlanInput
  let isRequested: Bool

  /// The change of a row that the plan may touch.
  mutating func decide(_ resolution: inout Resolution) -> Change? {
    guard let desired = row.desired else { return leave() }
    var change = Change(
      address: row.address, schema: row.schema, provider: desired.provider, action: .noOp,
      reason: .unchanged, arguments: desired.arguments.map(resolution.resolve),
      lifecycle: desired.lifecycle, dependencies: desired.dependencies, prior: row.prior,
      observed: observation, movedFrom: row.movedFrom, location: desired.location)
    change.lifecycle.replaceTriggers = desired.lifecycle.replaceTriggers.map(resolution.resolve)
    guard let prior = row.prior else {
      return comeNew(change)
    }
    keepIgnored(&change, prior)
    change.differences = ArgumentDifference.list(
      schema: row.schema, planned: change.arguments, prior: prior, observed: observation)
    (change.action, change.reason) = action(change, prior)
    if case .create = change.action {
      change.differences = ArgumentDifference.list(
        schema: row.schema, planned: change.arguments, prior: nil, observed: nil)
    }
    change.impact = ImpactRule.impact(of: change)
    return change
  }

  /// A row that the plan leaves as it is: not selected.
  func rest() -> Change? {
    guard let prior = row.prior else { return nil }
    return Change(
      address: row.movedFrom ?? row.address, schema: row.schema, provider: prior.provider,
      action: .noOp, reason: .unchanged,
      arguments: row.schema.arguments.map { prior.arguments[$0.name] ?? .null },
      lifecycle: row.desired?.lifecycle ?? Lifecycle(), dependencies: prior.dependencies,
      prior: prior, location: row.desired?.location)
  }

  /// What others may read of the row when the change is planned.
  func planned(_ change: Change) -> Resolution.Planned {
    var attributes: Fields?
    switch change.action {
    case .noOp, .read: attributes = change.observed?.attributes ?? change.prior?.attributes
    case .update: attributes = change.observed?.attributes ?? change.prior?.attributes
    case .importing: attributes = change.observed?.attributes
    case .create, .replace, .delete, .forget: attributes = nil
    }
    let isUpdated: Bool
    switch change.action {
    case .update, .importing: isUpdated = !change.differences.isEmpty
    default: isUpdated = false
    }
    return Resolution.Planned(
      schema: change.schema, arguments: change.arguments, attributes: attributes,
      isUpdated: isUpdated)
  }

  private var observation: Observation? {
    if case .present(let observation)? = input.observed[row.address] { observation } else { nil }
  }

  private var isGone: Bool { input.observed[row.address] == .gone }

  private func comeNew(_ draft: Change) -> Change {
    var change = draft
    if let id = change.lifecycle.importID {
      change.action = .importing
      change.reason = .imported(id: id)
      if let observed = observation {
        let taken = ResourceState(
          address: row.address, provider: change.provider, instance: InstanceID(""),
          arguments: observed.arguments, attributes: observed.attributes)
        change.differences = ArgumentDifference.list(
          schema: row.schema, planned: change.arguments, prior: taken, observed: nil)
      }
    } else {
      change.action = .create
      change.reason = .declared
      change.differences = ArgumentDifference.list(
        schema: row.schema, planned: change.arguments, prior: nil, observed: nil)
    }
    change.impact = ImpactRule.impact(of: change)
    return change
  }

  private func keepIgnored(_ change: inout Change, _ prior: ResourceState) {
    for name in change.lifecycle.ignoreChanges {
      guard let position = row.schema.position(of: name) else { continue }
      change.arguments[position] =
        observation?.arguments[name] ?? prior.arguments[name] ?? .null
    }
  }

  private func action(_ change: Change, _ prior: ResourceState) -> (Action, Reason) {
    let effect = change.differences.map(\.effect).max()
    if isGone { return (.create, .gone) }
    let order = Self.order(change.lifecycle, effect)
    switch prior.status {
    case .creating:
      // The same arguments: the creation is finished under the same identity. Others: whatever
      // there is goes first.
      let isSame = change.differences.isEmpty
      return (isSame ? .create : .replace(.deleteThenCreate), .interrupted(.creating))
    case .deleting: return (.replace(.deleteThenCreate), .interrupted(.deleting))
    case .tainted: return (.replace(order), .tainted)
    case .ready, .updating: break
    }
    if isRequested { return (.replace(order), .requested) }
    let replacing = change.differences.filter(\.effect.isReplacement)
    if !replacing.isEmpty {
      let drifted = replacing.filter(\.isDrift)
      let reason: Reason =
        drifted.count == replacing.count
        ? .drift(drifted.map(\.argument)) : .replacing(replacing.map(\.argument))
      return (.replace(order), reason)
    }
    if hasTriggered(change, prior) { return (.replace(order), .triggered) }
    if prior.status == .updating { return (.update, .interrupted(.updating)) }
    if !change.differences.isEmpty {
      let drifted = change.differences.filter(\.isDrift)
      let isAll = drifted.count == change.differences.count
      return (
        .update,
        isAll
          ? .drift(drifted.map(\.argument)) : .arguments(change.differences.map(\.argument))
      )
    }
    return quietAction(change, prior)
  }

  /// What there is to do when no argument differs: only the state changes, if anything.
  private func quietAction(_ change: Change, _ prior: ResourceState) -> (Action, Reason) {
    if !prior.deposed.isEmpty { return (.update, .deposed) }
    var flags: [String] = []
    if prior.isProtected != change.lifecycle.preventDestroy { flags.append("preventDestroy") }
    if prior.isRetained != change.lifecycle.retainOnDelete { flags.append("retainOnDelete") }
    if !flags.isEmpty { return (.update, .lifecycle(flags)) }
    if prior.provider != change.provider { return (.update, .lifecycle(["provider"])) }
    if prior.dependencies != change.dependencies { return (.update, .dependencies) }
    let stale = row.schema.arguments.indices.filter {
      !ArgumentDifference.same(
        prior.arguments[row.schema.arguments[$0].name] ?? .null, change.arguments[$0])
    }
    if observation != nil, !stale.isEmpty {
      return (.read, .drift(stale.map { row.schema.arguments[$0].name }))
    }
    if let from = row.movedFrom { return (.noOp, .moved(from: from)) }
    return (.noOp, .unchanged)
  }

  private func hasTriggered(_ change: Change, _ prior: ResourceState) -> Bool {
    let triggers = change.lifecycle.replaceTriggers
    guard let before = prior.arguments[Self.triggersName]?.list else { return false }
    return before != triggers && !triggers.isEmpty
  }

  private static func order(_ lifecycle: Lifecycle, _ effect: Effect?) -> ReplaceOrder {
    lifecycle.createBeforeDestroy || effect == .replaceWithoutGap
      ? .createThenDelete : .deleteThenCreate
  }

  private func leave() -> Change? {
    guard let prior = row.prior else { return nil }
    let isForgotten = input.desired.forgets.contains(row.address)
    var change = Change(
      address: row.address, schema: row.schema, provider: prior.provider, action: .delete,
      reason: input.options.isDestroy ? .destroyed : .undeclared,
      dependencies: prior.dependencies, prior: prior, observed: observation)
    if isForgotten || prior.isRetained {
      change.action = .forget
      change.reason = isForgotten ? .forgotten : .retained
    } else if isGone {
      change.action = .forget
      change.reason = .gone
    }
    change.impact = ImpactRule.impact(of: change)
    return change
  }
}
