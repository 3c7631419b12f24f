import InfraModel

extension Desired {
  /// The same with the tags that its providers give to everything among those of each resource that
  /// can have tags: so that a plan shows when one changes, and a refresh when somebody changed it.
  ///
  /// A resource's own tag goes before one of its provider. An export leaves both where they were
  /// declared, as Terraform does this by itself.
  public func withDefaultTags() -> Desired {
    let defaults = Dictionary(
      providers.compactMap { provider in
        provider.settings["default_tags"]?.object.map { (provider.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    if defaults.isEmpty { return self }
    var result = self
    for index in result.resources.indices {
      let resource = result.resources[index]
      guard let common = defaults[resource.provider],
        let row = resource.schema.arguments.firstIndex(where: { $0.name == "tags" })
      else { continue }
      let own = resource.arguments[row]
      // Tags that are one value as a whole are known to nobody before the apply.
      guard own.isNull || own.object != nil else { continue }
      var tags = common
      for entry in own.object?.entries ?? [] { tags[entry.key] = entry.value }
      result.resources[index].arguments[row] = .object(tags)
    }
    return result
  }
}
