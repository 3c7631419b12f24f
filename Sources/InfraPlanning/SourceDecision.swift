import InfraModel

/// Decides what is done about one data source: nothing, or reading it, now or in the apply.
struct SourceDecision {
  let row: ResourceTable.Row
  let desired: DesiredResource
  /// What reading it gave, if it was read for this plan.
  let observation: Observation?

  /// The change; `draft` has what is declared, with all that is known now in it.
  func decide(_ draft: Change, _ resolution: Resolution) -> Change {
    var change = draft
    let declared = Fields(
      zip(row.schema.argumentNames, change.arguments).filter { !$1.isNull }
        .map { Fields.Entry(key: $0, value: $1) })
    let isWaiting =
      !change.arguments.allSatisfy(\.isKnown)
      || desired.lifecycle.dependsOn.contains { resolution.isChanging($0) }
    // What was read for other arguments says nothing of these.
    let seen = isWaiting || observation?.arguments != declared ? nil : observation
    change.observed = seen
    let changed = row.prior.map { differing($0, declared) } ?? []
    if let seen {
      settle(&change, seen, changed)
    } else if isWaiting || row.prior == nil || !changed.isEmpty {
      change.action = .read
      change.reason = row.prior == nil ? .declared : .arguments(changed)
    } else {
      rest(&change)
    }
    return change
  }

  /// What there is to do once it was read: the state takes over what is new.
  private func settle(_ change: inout Change, _ seen: Observation, _ changed: [String]) {
    guard let prior = row.prior else {
      change.action = .read
      change.reason = .declared
      return
    }
    let names = Set((prior.attributes.entries + seen.attributes.entries).map(\.key)).sorted()
    let stale = names.filter { prior.attributes[$0] != seen.attributes[$0] }
    if changed.isEmpty, stale.isEmpty { return rest(&change) }
    change.action = .read
    change.reason = .arguments(changed.isEmpty ? stale : changed)
    change.differences = stale.map { name in
      Difference(
        argument: name, before: prior.attributes[name] ?? .null,
        after: seen.attributes[name] ?? .null, effect: .inPlace)
    }
  }

  /// Nothing is read; the state may be told of another address or of other dependencies.
  private func rest(_ change: inout Change) {
    if let prior = row.prior, prior.dependencies != change.dependencies {
      (change.action, change.reason) = (.update, .dependencies)
    } else if let from = change.movedFrom {
      change.reason = .moved(from: from)
    }
  }

  private func differing(_ prior: ResourceState, _ declared: Fields) -> [String] {
    row.schema.argumentNames.filter { prior.arguments[$0] != declared[$0] }
  }
}

extension SourceDecision {
  /// Tells of values that are taken from data sources and are not there, as the fourth zone of a
  /// region with three.
  static func missing(_ decisions: [Change?], _ table: ResourceTable) -> [Diagnostic] {
    guard decisions.contains(where: { $0?.schema.isDataSource == true }) else { return [] }
    var problems: [Diagnostic] = []
    for row in table.rows {
      guard let desired = row.desired else { continue }
      for value in desired.arguments {
        value.forEachReference { reference in
          guard let number = table[reference.address], let source = decisions[number],
            source.schema.isDataSource, let told = source.attributesOfSource,
            source.schema.position(of: reference.attribute) == nil,
            told[reference.attribute] == nil
          else { return }
          problems.append(
            Diagnostic(
              "Nothing of that name was read",
              "\(row.address) takes \(reference.attribute) of \(reference.address), and what was"
                + " read has none.",
              address: row.address, at: desired.location,
              hints: ["it has \(told.entries.map(\.key).joined(separator: ", "))"]))
        }
      }
    }
    return problems
  }
}
