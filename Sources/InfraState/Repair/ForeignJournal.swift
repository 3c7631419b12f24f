import InfraModel

/// What a journal tells that did not begin on the state that is there: objects that it knows and
/// the state does not must not be lost.
enum ForeignJournal {
  /// A state with those objects of a journal that it does not know: at their addresses, or where
  /// the state has another object there, as ones that it has replaced.
  static func united(
    _ base: Snapshot, _ records: [JournalRecord], _ begin: JournalRecord.Begin
  ) -> Snapshot {
    var start = Snapshot.empty(base.environment)
    start.lineage = begin.lineage
    var fold = StateFold(start)
    for record in records { fold.fold(record) }
    let told = fold.snapshot()
    var identities = Set(base.resources.flatMap { [$0.instance] + $0.deposed.map(\.instance) })
    var state = base
    for resource in told.resources where identities.insert(resource.instance).inserted {
      if let index = state.resources.firstIndex(where: { $0.address == resource.address }) {
        state.resources[index].deposed.append(
          .init(
            instance: resource.instance, arguments: resource.arguments,
            attributes: resource.attributes))
      } else {
        state.resources.append(resource)
      }
    }
    let providers = Set(state.providers.map(\.name))
    state.providers += told.providers.filter { !providers.contains($0.name) }
    state.providers.sort { $0.name < $1.name }
    state.resources = MendedResources(state.resources.sorted { $0.address < $1.address }).resources
    if state.lineage.isEmpty {
      state.lineage = begin.lineage
      state.salt = begin.salt
    }
    return state
  }

  /// Whether the state went on from where a journal began, as where another machine took over while
  /// this one was away: then both tell of the same objects, and the journal is united with it.
  static func isOvertaken(_ begin: JournalRecord.Begin, by base: Snapshot) -> Bool {
    begin.environment == base.environment && begin.lineage == base.lineage
      && begin.serial < base.serial
  }

  /// The change set that unites an overtaken journal with the state, under the journal's own
  /// identity, so that it is not united twice. What it adds is looked for by the next apply, as
  /// somebody may have deleted it since.
  static func change(_ records: [JournalRecord], over base: Snapshot) -> StateFold {
    var fold = StateFold(base)
    guard case .begin(let began)? = records.first else { return fold }
    let whole = united(base, records, began)
    let added = whole.resources.filter { base[$0.address] != $0 }
    let needed = Set(added.map(\.provider)).subtracting(base.providers.map(\.name))
    var changeSet = began.changeSet
    changeSet.providers =
      base.providers + (needed.isEmpty ? [] : whole.providers.filter { needed.contains($0.name) })
    var begin = began
    (begin.serial, begin.salt, begin.changeSet) = (base.serial, base.salt, changeSet)
    fold.fold(.begin(begin))
    for (number, resource) in added.enumerated() {
      var resource = resource
      if base[resource.address] == nil { resource.status = .creating }
      fold.fold(
        .outcome(.init(step: number, address: resource.address, result: .done(resource))))
    }
    fold.fold(.end(.init(result: "interrupted", time: changeSet.time)))
    return fold
  }
}
