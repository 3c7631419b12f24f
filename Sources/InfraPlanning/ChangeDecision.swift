import InfraModel

/// Decides what is done with one resource.
struct ChangeDecision {
  let row: ResourceTable.Row
  let context: DecisionContext
  let isRequested: Bool

  /// The change of a row that the plan may touch.
  func decide(_ resolution: Resolution) -> Change? {
    guard let desired = row.desired else { return leave() }
    let declared = desired.arguments.map(resolution.resolve)
    var change = Change(
      address: row.address, schema: row.schema, provider: desired.provider, action: .noOp,
      reason: .unchanged, arguments: declared, lifecycle: desired.lifecycle,
      dependencies: desired.dependencies, prior: row.prior, observed: observation,
      movedFrom: row.movedFrom, location: desired.location)
    change.expressions = expressions(of: desired)
    if row.schema.isDataSource {
      return SourceDecision(row: row, desired: desired, observation: observation)
        .decide(change, resolution)
    }
    change.lifecycle.replaceTriggers = desired.lifecycle.replaceTriggers.map(resolution.resolve)
    guard let prior = row.prior else { return comeNew(change) }
    keepKnown(&change, prior)
    if !isRequested, let restored = Restoration.prior(change, prior) {
      change.action = .update
      change.reason = .restored
      change.prior = restored
      change.observed = nil
      return change
    }
    change.differences = ArgumentDifference.list(
      schema: row.schema, planned: change.arguments, prior: prior,
      // A half-made object shows what is not done yet, which is no difference: it is finished.
      observed: prior.status == .creating ? nil : observation
    ).filter { !change.lifecycle.ignoreChanges.contains($0.argument) }
    (change.action, change.reason) = ActionDecision(
      change: change, prior: prior, context: context, isGone: isGone, isRequested: isRequested
    ).decide()
    switch change.action {
    case .create:
      change.arguments = declared
      change.differences = ArgumentDifference.list(
        schema: row.schema, planned: declared, prior: nil, observed: nil)
    case .replace: takeIgnored(&change, declared)
    case .read: change.differences = Self.drift(of: change, prior)
    default: break
    }
    change.impact = ImpactRule.impact(of: change)
    return change
  }

  /// The arguments that refer to other resources. One that is given by its value, as when drift is
  /// healed from the state alone, keeps the expression that the value came from.
  private func expressions(of desired: DesiredResource) -> Fields {
    var entries: [Fields.Entry] = []
    let names = row.schema.argumentNames
    for position in 0..<min(names.count, desired.arguments.count) {
      let value = desired.arguments[position]
      if !value.isKnown {
        entries.append(Fields.Entry(key: names[position], value: value))
      } else if let prior = row.prior, !prior.expressions.isEmpty,
        let expression = prior.expressions[names[position]],
        prior.arguments[names[position]] == value
      {
        entries.append(Fields.Entry(key: names[position], value: expression))
      }
    }
    return Fields(entries)
  }

  /// A row that the plan leaves as it is: not selected. It keeps the address that it has.
  func rest() -> Change? {
    guard var prior = row.prior else { return nil }
    prior.address = row.movedFrom ?? row.address
    return Change(
      address: prior.address, schema: row.schema, provider: prior.provider,
      action: .noOp, reason: .unchanged,
      arguments: row.schema.arguments.map { prior.arguments[$0.name] ?? .null },
      lifecycle: row.desired?.lifecycle ?? Lifecycle(), dependencies: prior.dependencies,
      prior: prior, location: row.desired?.location)
  }

  private var observed: PlanInput.Observed? {
    context.observed.isEmpty ? nil : context.observed[row.movedFrom ?? row.address]
  }

  private var observation: Observation? {
    if case .present(let observation)? = observed { observation } else { nil }
  }

  private var isGone: Bool { observed == .gone }

  private func comeNew(_ draft: Change) -> Change {
    var change = draft
    if let id = change.lifecycle.importID {
      change.action = .importing
      change.reason = .imported(id: id)
      if let observed = observation {
        takeOver(&change, observed)
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

  /// Compares an object that is to be taken over on what is declared: what is not is left to it.
  private func takeOver(_ change: inout Change, _ observed: Observation) {
    var arguments = Fields()
    for (argument, value) in zip(row.schema.arguments, change.arguments) where !value.isNull {
      arguments[argument.name] = observed.arguments[argument.name]
    }
    change.observed = Observation(arguments: arguments, attributes: observed.attributes)
    let taken = ResourceState(
      address: row.address, provider: change.provider, instance: InstanceID(""),
      arguments: arguments, attributes: observed.attributes)
    change.differences = ArgumentDifference.list(
      schema: row.schema, planned: change.arguments, prior: taken, observed: nil
    ).filter { !change.lifecycle.ignoreChanges.contains($0.argument) }
  }

  /// Takes from the state what the declarations leave open: ignored arguments, and fingerprints
  /// of secrets that are not at hand.
  private func keepKnown(_ change: inout Change, _ prior: ResourceState) {
    let ignored = change.lifecycle.ignoreChanges
    for (position, name) in row.schema.argumentNames.enumerated() {
      let holdsSecret = change.arguments[position].holdsSecret
      guard holdsSecret || !ignored.isEmpty else { continue }
      let applied = prior.arguments[name] ?? .null
      if ignored.contains(name) {
        change.arguments[position] =
          applied.isNull ? .null : observation?.arguments[name] ?? applied
      } else if holdsSecret {
        change.arguments[position] = change.arguments[position].takingFingerprints(from: applied)
      }
    }
  }

  /// A new object takes what is declared, the ignored arguments too.
  private func takeIgnored(_ change: inout Change, _ declared: [Datum]) {
    for name in change.lifecycle.ignoreChanges {
      guard let position = row.schema.position(of: name) else { continue }
      let (before, after) = (change.arguments[position], declared[position])
      change.arguments[position] = after
      if ArgumentDifference.same(before, after) { continue }
      change.differences.append(
        Difference(
          argument: name, before: before, after: after, effect: .inPlace,
          isSensitive: row.schema.arguments[position].isSensitive))
    }
  }

  /// What a change of the state alone takes over from the provider.
  private static func drift(of change: Change, _ prior: ResourceState) -> [Difference] {
    guard case .drift(let names) = change.reason else { return [] }
    return names.map { name in
      let position = change.schema.position(of: name)
      let before = position == nil ? prior.attributes[name] : prior.arguments[name]
      let after = position.map { change.arguments[$0] } ?? change.observed?.attributes[name]
      return Difference(
        argument: name, before: before ?? .null, after: after ?? .null, effect: .inPlace,
        isSensitive: position.map { change.schema.arguments[$0].isSensitive } ?? false,
        isDrift: true)
    }
  }

  private func leave() -> Change? {
    guard let prior = row.prior else { return nil }
    let isForgotten = context.forgets.contains(row.address)
    var change = Change(
      address: row.address, schema: row.schema, provider: prior.provider, action: .delete,
      reason: context.isDestroy ? .destroyed : .undeclared,
      dependencies: prior.dependencies, prior: prior, observed: observation)
    if isForgotten || prior.isRetained {
      change.action = .forget
      change.reason = isForgotten ? .forgotten : .retained
    } else if row.schema.isDataSource {
      // There is nothing of ours to delete.
      change.action = .forget
    } else if prior.status == .importing {
      // It was there before, and is left as it is: its takeover did not come to an end.
      change.action = .forget
      change.reason = .interrupted(.importing)
    } else if isGone, prior.status != .creating, prior.status != .deleting {
      // What an interrupted creation made may not be seen yet: it is deleted all the same.
      change.action = .forget
      change.reason = .gone
    }
    change.impact = ImpactRule.impact(of: change)
    return change
  }
}

extension Change {
  /// The attributes as the state and the provider know them now.
  var knownAttributes: Fields? {
    guard let prior else { return observed?.attributes }
    guard let observed else { return prior.attributes }
    return Fields(prior.attributes.entries + observed.attributes.entries)
  }

  /// The gravest effect on the object, of what differs and of what an interrupted update left
  /// half way; nothing if there is nothing to do to it.
  var effect: Effect? {
    let differing = differences.map(\.effect).max()
    guard let prior, prior.status.isHalfChanged else { return differing }
    let left = prior.pending.compactMap { name -> Effect? in
      guard let position = schema.position(of: name), position < arguments.count else { return nil }
      return schema.arguments[position].effect
        .effect(from: prior.arguments[name] ?? .null, to: arguments[position]) { other in
          schema.position(of: other).flatMap { $0 < arguments.count ? arguments[$0] : nil } ?? .null
        }
    }
    return max(differing ?? .inPlace, left.max() ?? .inPlace)
  }

  /// Whether the object itself is changed where it is.
  var worksOnObject: Bool { effect != nil }
}

extension Datum {
  /// The same value, its secrets with the fingerprints that they have in another value, where
  /// they have none and both come from the same source.
  fileprivate func takingFingerprints(from other: Datum) -> Datum {
    switch (self, other) {
    case (.secret(var mine), .secret(let others))
    where mine.fingerprint == nil && mine.source == others.source:
      mine.fingerprint = others.fingerprint
      return .secret(mine)
    case (.list(let items), .list(let others)) where items.count == others.count:
      return .list(zip(items, others).map { $0.takingFingerprints(from: $1) })
    case (.segments(let items), .segments(let others)) where items.count == others.count:
      return .segments(zip(items, others).map { $0.takingFingerprints(from: $1) })
    case (.object(let fields), .object(let others)):
      return .object(
        Fields(
          fields.entries.map {
            Fields.Entry(
              key: $0.key, value: $0.value.takingFingerprints(from: others[$0.key] ?? .null))
          }))
    default: return self
    }
  }
}
