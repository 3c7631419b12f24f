import InfraModel

/// Resources that contradict each other, brought in order so that no object is lost: of each, the
/// state still knows where it is afterwards.
struct MendedResources {
  private(set) var resources: [ResourceState] = []
  /// What was wrong, and what was done about it.
  private(set) var mends: [(problem: String, mend: String)] = []

  init(_ found: [ResourceState]) {
    let ordered = found.enumerated().sorted { left, right in
      left.element.address == right.element.address
        ? left.offset < right.offset : left.element.address < right.element.address
    }.map(\.element)
    if ordered.map(\.address) != found.map(\.address) {
      mends.append(("resources are out of order", "they are sorted by address"))
    }
    for resource in ordered { add(resource) }
    partIdentities()
    cutDependencies()
  }

  /// Of an address that is there twice, the second object becomes one that the first has replaced.
  private mutating func add(_ resource: ResourceState) {
    guard let last = resources.indices.last, resources[last].address == resource.address else {
      resources.append(resource)
      return
    }
    let problem = "\"\(resource.address)\" is there twice"
    if resources[last] == resource {
      mends.append((problem, "the two are the same, one is left out"))
    } else if resources[last].instance == resource.instance {
      mends.append((problem, "both are one object: the first entry is kept"))
    } else {
      resources[last].deposed.append(
        .init(
          instance: resource.instance, arguments: resource.arguments,
          attributes: resource.attributes))
      mends.append(
        (
          problem,
          "the second object, \(resource.instance), is kept as one that the first has replaced: "
            + "the next plan shows its deletion"
        ))
    }
  }

  /// An object that is there twice is kept where it comes first; resources before replaced objects.
  private mutating func partIdentities() {
    var seen: [InstanceID: Address] = [:]
    var kept: [ResourceState] = []
    for resource in resources {
      if let other = seen[resource.instance] {
        mends.append(
          (
            "the object \(resource.instance) is at \"\(other)\" and at \"\(resource.address)\"",
            "it stays at \"\(other)\"; \"\(resource.address)\" leaves the state, and its object is "
              + "not touched"
          ))
        // What only the entry knew must not go with it.
        if let index = kept.firstIndex(where: { $0.address == other }) {
          kept[index].deposed += resource.deposed
        }
      } else {
        seen[resource.instance] = resource.address
        kept.append(resource)
      }
    }
    for index in kept.indices {
      var old: [ResourceState.Deposed] = []
      for deposed in kept[index].deposed {
        if let other = seen[deposed.instance] {
          mends.append(
            (
              "the replaced object \(deposed.instance) of \"\(kept[index].address)\" is at "
                + "\"\(other)\" too", "it stays at \"\(other)\" alone"
            ))
        } else {
          seen[deposed.instance] = kept[index].address
          old.append(deposed)
        }
      }
      kept[index].deposed = old
    }
    resources = kept
  }

  private mutating func cutDependencies() {
    let addresses = Set(resources.map(\.address))
    for index in resources.indices {
      let address = resources[index].address
      for dependency in resources[index].dependencies
      where dependency == address || !addresses.contains(dependency) {
        mends.append(
          (
            dependency == address
              ? "\"\(address)\" depends on itself"
              : "\"\(address)\" depends on \"\(dependency)\", which is not in the state",
            "the dependency is left out"
          ))
      }
      resources[index].dependencies.removeAll { $0 == address || !addresses.contains($0) }
    }
  }
}
