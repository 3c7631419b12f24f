import InfraModel

/// Goes back to an object that a successor was to replace, where the successor did not come up and
/// the old one is still there and is what is declared.
///
/// Nothing new is made: the old object becomes the resource's own again, and what there is of the
/// successor goes as a replaced object does.
enum Restoration {
  /// The state with the two objects exchanged; nothing where the old one is not what is wanted.
  static func prior(_ change: Change, _ prior: ResourceState) -> ResourceState? {
    guard prior.status == .creating || prior.status == .deleting, change.movedFrom == nil,
      let old = prior.deposed.last, prior.provider == change.provider,
      // Of an update that was never finished nobody knows what the old object has.
      old.arguments[ResourceState.pendingName] == nil,
      // What is half made and is wanted is finished.
      prior.status == .deleting || !isWanted(change, prior)
    else { return nil }
    var restored = prior
    restored.instance = old.instance
    restored.arguments = old.arguments
    restored.attributes = old.attributes
    restored.status = .ready
    restored.deposed.removeLast()
    restored.deposed.append(
      .init(
        instance: prior.instance, arguments: prior.arguments, attributes: prior.attributes))
    return isWanted(change, restored) ? restored : nil
  }

  /// Whether a state has the arguments and the triggers that are declared.
  private static func isWanted(_ change: Change, _ state: ResourceState) -> Bool {
    let differences = ArgumentDifference.list(
      schema: change.schema, planned: change.arguments, prior: state, observed: nil)
    let triggers = state.arguments[ResourceState.triggersName]?.list ?? []
    return differences.allSatisfy { change.lifecycle.ignoreChanges.contains($0.argument) }
      && ArgumentDifference.same(.list(triggers), .list(change.lifecycle.replaceTriggers))
  }
}
