import InfraModel
import InfraPlanning

extension Refresh {
  /// What is found of objects to be taken over, by their identifiers.
  ///
  /// What an object refers to is read before it, so that it is compared with what its declaration
  /// means: services tell the members of a set in any order and documents in any form.
  ///
  /// - Parameter known: The values of other resources, by the names of arguments and attributes.
  func find(_ resources: [DesiredResource], knowing known: [Address: Fields])
    async throws(Diagnostics) -> [Address: PlanInput.Observed]
  {
    var (known, open) = (known, resources)
    var found: [Address: PlanInput.Observed] = [:]
    while !open.isEmpty {
      let waiting = Set(open.map(\.address))
      var ready = open.filter { $0.referredTo.isDisjoint(with: waiting) }
      // References in a circle are refused before; if there were any, they would stay unknown.
      if ready.isEmpty { ready = open }
      let declared = ready.map { $0.declared(knowing: known) }
      let answers = try await gather(
        zip(ready, declared).map { ($0.address, reading($0, declared: $1)) })
      for (resource, declared) in zip(ready, declared) {
        guard case .present(let observation)? = answers[resource.address] else { continue }
        known[resource.address] = Fields(
          observation.attributes.entries + declared.entries.filter(\.value.isKnown))
      }
      found.merge(answers) { _, new in new }
      let done = Set(ready.map(\.address))
      open.removeAll { done.contains($0.address) }
    }
    try Self.refuseMissing(resources, found)
    return found
  }

  private func reading(_ resource: DesiredResource, declared: Fields) -> Reading {
    { () async throws(ProviderError) in
      guard let reader = readers[resource.provider] else {
        throw Self.noProvider(resource.provider)
      }
      return try await reader.find(
        resource.lifecycle.importID ?? "", resource.schema, declared: declared)
    }
  }

  private static func refuseMissing(
    _ resources: [DesiredResource], _ found: [Address: PlanInput.Observed]
  ) throws(Diagnostics) {
    let missing = resources.filter { found[$0.address] == .gone }
    if missing.isEmpty { return }
    throw Diagnostics(
      missing.map { resource in
        Diagnostic(
          "Nothing to take over",
          "\(resource.address) is to take over \"\(resource.lifecycle.importID ?? "")\", and there "
            + "is no such object.", address: resource.address, at: resource.location)
      })
  }
}

extension DesiredResource {
  /// The resources that its arguments refer to.
  fileprivate var referredTo: Set<Address> {
    var addresses: Set<Address> = []
    for value in arguments { value.forEachReference { addresses.insert($0.address) } }
    return addresses
  }

  /// The arguments that are given, with what is known of others in the place of references.
  func declared(knowing known: [Address: Fields]) -> Fields {
    Fields(
      zip(schema.arguments, arguments).compactMap { argument, value in
        if value.isNull { return nil }
        let meant = value.replacing { symbol in
          guard case .reference(let reference) = symbol else { return nil }
          return known[reference.address]?[reference.attribute]
        }
        return Fields.Entry(key: argument.name, value: meant)
      })
  }
}
