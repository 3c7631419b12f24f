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
      let old = prior.deposed.last, prior.provider == change.provider
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
    let differences = ArgumentDifference.list(
      schema: change.schema, planned: change.arguments, prior: restored, observed: nil)
    let triggers = old.arguments[ResourceState.triggersName]?.list ?? []
    let isSame =
      differences.allSatisfy { change.lifecycle.ignoreChanges.contains($0.argument) }
      && ArgumentDifference.same(.list(triggers), .list(change.lifecycle.replaceTriggers))
    return isSame ? restored : nil
  }
}
