import InfraModel

/// Decides which action leads from what is in the state to what is declared, and says why.
struct ActionDecision {
  let change: Change
  let prior: ResourceState
  let context: DecisionContext
  let isGone: Bool
  let isRequested: Bool

  func decide() -> (Action, Reason) {
    if let decision = interruptedDecision { return decision }
    if isRequested { return (.replace(order), .requested) }
    let replacing = change.differences.filter(\.effect.isReplacement)
    if !replacing.isEmpty { return (.replace(order), Self.reason(replacing, Reason.replacing)) }
    if hasTriggered { return (.replace(order), .triggered) }
    // An old object is deleted by the provider of its entry, which is the new one once it came.
    if isElsewhere { return (.replace(.deleteThenCreate), .lifecycle(["provider"])) }
    if prior.status.isHalfChanged { return (.update, .interrupted(prior.status)) }
    if !change.differences.isEmpty {
      return (.update, Self.reason(change.differences, Reason.arguments))
    }
    return quietDecision
  }

  /// What there is to do after an apply that did not finish its work, or when the object is gone.
  private var interruptedDecision: (Action, Reason)? {
    if prior.status == .creating {
      // The same arguments: the creation is finished under the same identity. Others: what there
      // is of it goes; where it was to succeed another object, that one stays until the end.
      if change.differences.isEmpty, !hasTriggered {
        return (.create, .interrupted(.creating))
      }
      return (.replace(orderOfHalfMade), .interrupted(.creating))
    }
    // An old object that is still there may be all that serves: it goes after the new one.
    // What an interrupted creation made and a deletion was to take away may only not be seen yet:
    // it is deleted once more.
    if isGone, prior.status != .deleting || !prior.deposed.isEmpty {
      return prior.deposed.isEmpty ? (.create, .gone) : (.replace(.createThenDelete), .gone)
    }
    switch prior.status {
    case .deleting: return (.replace(orderOfHalfMade), .interrupted(.deleting))
    case .tainted: return (.replace(order), .tainted)
    case .ready, .updating, .importing, .creating: return nil
    }
  }

  private var orderOfHalfMade: ReplaceOrder {
    prior.isHalfMadeSuccessor ? .createThenDelete : .deleteThenCreate
  }

  private static func reason(_ differences: [Difference], _ other: ([String]) -> Reason) -> Reason {
    let names = differences.map(\.argument)
    return differences.allSatisfy(\.isDrift) ? .drift(names) : other(names)
  }

  /// What there is to do when no argument differs: only the state changes, if anything.
  private var quietDecision: (Action, Reason) {
    if !prior.deposed.isEmpty { return (.update, .deposed) }
    let flags = change.changedFlags
    if !flags.isEmpty { return (.update, .lifecycle(flags)) }
    if prior.dependencies != change.dependencies { return (.update, .dependencies) }
    let drift = staleArguments + staleAttributes
    if !drift.isEmpty { return (.read, .drift(drift)) }
    if let from = change.movedFrom { return (.noOp, .moved(from: from)) }
    return (.noOp, .unchanged)
  }

  /// The arguments that were changed outside of the declarations to what is declared now.
  private var staleArguments: [String] {
    guard change.observed != nil else { return [] }
    return zip(change.schema.arguments, change.arguments).compactMap { argument, value in
      let before = prior.arguments[argument.name] ?? .null
      let isKept =
        change.lifecycle.ignoreChanges.contains(argument.name)
        || ArgumentDifference.same(before, value)
        // What is declared now as the provider had chosen it was changed by nobody.
        || before.isNull
        // Nor what is left to the provider.
        || (argument.isComputed && value.isNull)
      return isKept ? nil : argument.name
    }
  }

  /// The attributes that the state has otherwise than the provider: dependents were planned with
  /// what the provider says, so the state must say it too.
  private var staleAttributes: [String] {
    guard let observed = change.observed else { return [] }
    return prior.attributes.entries.compactMap { entry in
      if entry.key == Fields.computedName { return nil }
      return observed.attributes[entry.key].map { $0 == entry.value } ?? true ? nil : entry.key
    }
  }

  private var hasTriggered: Bool {
    let triggers = change.lifecycle.replaceTriggers
    guard !triggers.isEmpty, let before = prior.arguments[ResourceState.triggersName] else {
      return false
    }
    return !ArgumentDifference.same(before, .list(triggers))
  }

  /// Whether its provider is another one now, and not just another name of the same.
  private var isElsewhere: Bool {
    guard prior.provider != change.provider else { return false }
    let before = context.priorProviders.first { $0.name == prior.provider }
    let after = context.desiredProviders.first { $0.name == change.provider }
    return before?.settings != after?.settings || before?.kind != after?.kind
  }

  private var order: ReplaceOrder {
    change.lifecycle.createBeforeDestroy
      || change.differences.map(\.effect).max() == .replaceWithoutGap
      ? .createThenDelete : .deleteThenCreate
  }
}

extension Change {
  /// What of its lifecycle the state has otherwise, by the names of the modifiers.
  var changedFlags: [String] {
    guard let prior else { return [] }
    var flags: [String] = []
    if prior.isProtected != lifecycle.preventDestroy { flags.append("preventDestroy") }
    if prior.isRetained != lifecycle.retainOnDelete { flags.append("retainOnDelete") }
    if (prior.arguments[ResourceState.triggersName] == nil) != lifecycle.replaceTriggers.isEmpty {
      flags.append("replaceWhenChanged")
    }
    if prior.provider != provider { flags.append("provider") }
    return flags
  }

  /// Whether the state alone has something otherwise.
  var changesRecord: Bool {
    !changedFlags.isEmpty || prior.map { $0.dependencies != dependencies } ?? false
  }
}
