import InfraModel

extension Snapshot {
  /// Says what contradicts itself in a state, or nothing if nothing does.
  ///
  /// Checked on every load and save: resources sorted by address and unique, every dependency in
  /// the state, every object's identity there once, providers sorted by name and unique.
  func brokenInvariant() -> String? {
    for index in resources.indices.dropFirst() {
      let (before, here) = (resources[index - 1].address, resources[index].address)
      if before == here { return "\"\(here)\" is there twice" }
      if before > here { return "\"\(here)\" stands after \"\(before)\", out of order" }
    }
    for index in providers.indices.dropFirst()
    where providers[index - 1].name >= providers[index].name {
      return "provider \"\(providers[index].name)\" is there twice or out of order"
    }
    return brokenReference()
  }

  private func brokenReference() -> String? {
    var instances = Set<InstanceID>(minimumCapacity: resources.count)
    let addresses = Set(resources.map(\.address))
    for resource in resources {
      for dependency in resource.dependencies {
        if dependency == resource.address { return "\"\(dependency)\" depends on itself" }
        guard addresses.contains(dependency) else {
          return "\"\(resource.address)\" depends on \"\(dependency)\", which is not in the state"
        }
      }
      guard instances.insert(resource.instance).inserted else {
        return Self.twice(resource.instance, resource)
      }
      for old in resource.deposed where !instances.insert(old.instance).inserted {
        return Self.twice(old.instance, resource)
      }
    }
    return nil
  }

  private static func twice(_ instance: InstanceID, _ resource: ResourceState) -> String {
    "the object \(instance) is there twice, the second time as \"\(resource.address)\""
  }
}
