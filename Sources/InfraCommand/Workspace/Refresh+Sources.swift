import InfraModel
import InfraPlanning

extension Refresh {
  /// What data sources tell that look for what is known; the others are left to the apply.
  ///
  /// One may look for what another tells: they are read in the order in which that is known.
  ///
  /// - Parameter known: The values of other resources, by the names of arguments and attributes.
  func lookUp(_ sources: [DesiredResource], knowing known: [Address: Fields])
    async throws(Diagnostics) -> [Address: PlanInput.Observed]
  {
    var (known, open) = (known, sources)
    var found: [Address: PlanInput.Observed] = [:]
    while true {
      let ready = open.filter { source in
        source.declared(knowing: known).entries.allSatisfy(\.value.isKnown)
          && source.lifecycle.dependsOn.allSatisfy { known[$0] != nil }
      }
      if ready.isEmpty { return found }
      let drafts = ready.map { source in
        ResourceState(
          address: source.address, provider: source.provider, instance: InstanceID(""),
          arguments: source.declared(knowing: known))
      }
      let answers = try await read(drafts)
      try Self.refuseNothing(ready, answers)
      for draft in drafts {
        guard case .present(let observation)? = answers[draft.address] else { continue }
        known[draft.address] = Fields(observation.attributes.entries + draft.arguments.entries)
      }
      found.merge(answers) { _, new in new }
      let done = Set(ready.map(\.address))
      open.removeAll { done.contains($0.address) }
    }
  }

  private static func refuseNothing(
    _ sources: [DesiredResource], _ found: [Address: PlanInput.Observed]
  ) throws(Diagnostics) {
    let missing = sources.filter { found[$0.address] == .gone }
    if missing.isEmpty { return }
    throw Diagnostics(
      missing.map { source in
        Diagnostic(
          "Nothing found",
          "\(source.address) looks for something that is not there.", address: source.address,
          at: source.location, hints: ["look at what it looks for, and at the region it looks in"])
      })
  }
}

extension [DesiredResource] {
  /// Each after those among them that it depends on.
  var sortedByNeed: [DesiredResource] {
    var (sorted, open) = ([DesiredResource](), self)
    while !open.isEmpty {
      let waiting = Set(open.map(\.address))
      let ready = open.filter { waiting.isDisjoint(with: $0.dependencies) }
      // A circle is refused before.
      if ready.isEmpty { return sorted + open }
      sorted += ready
      open.removeAll { resource in ready.contains { $0.address == resource.address } }
    }
    return sorted
  }
}
