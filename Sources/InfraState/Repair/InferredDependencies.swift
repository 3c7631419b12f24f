import InfraModel

/// What objects need that no declaration tells of: one that has another one's identifier or name
/// among its arguments needs it, as a container its networks.
enum InferredDependencies {
  /// The dependencies of some resources on all that are known; never in a circle, so that what is
  /// only a likeness of names can do no more than order two deletions.
  static func of(_ undeclared: [ResourceState], among all: [ResourceState])
    -> [Address: [Address]]
  {
    var names: [String: Address] = [:]
    for resource in all {
      for value in [
        resource.attributes["id"], resource.attributes["image_id"], resource.arguments["name"],
      ] {
        if let text = value?.string, !text.isEmpty { names[text] = names[text] ?? resource.address }
      }
    }
    var needs = Dictionary(
      all.map { ($0.address, Set($0.dependencies)) }, uniquingKeysWith: { first, _ in first })
    var found: [Address: [Address]] = [:]
    for resource in undeclared.sorted(by: { $0.address < $1.address }) {
      var own: Set<Address> = []
      forEachText(.object(resource.arguments)) { text in
        guard let other = names[text], other != resource.address,
          !reaches(other, resource.address, needs)
        else { return }
        own.insert(other)
        needs[resource.address, default: []].insert(other)
      }
      found[resource.address] = own.sorted()
    }
    return found
  }

  private static func reaches(
    _ start: Address, _ end: Address, _ needs: [Address: Set<Address>]
  ) -> Bool {
    var seen: Set<Address> = [start]
    var queue = [start]
    while let next = queue.popLast() {
      if next == end { return true }
      for need in needs[next] ?? [] where seen.insert(need).inserted { queue.append(need) }
    }
    return false
  }

  private static func forEachText(_ value: Datum, _ body: (String) -> Void) {
    switch value {
    case .string(let text): body(text)
    case .list(let items), .segments(let items): for item in items { forEachText(item, body) }
    case .object(let fields): for entry in fields.entries { forEachText(entry.value, body) }
    case .null, .bool, .int, .double, .reference, .secret: break
    }
  }
}
