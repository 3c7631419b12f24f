import InfraModel

extension TerraformWriter {
  /// The import blocks by which Terraform takes over what the state knows; an object that is to
  /// be taken over here by its identifier can be so there too.
  mutating func imports(of resource: DesiredResource) -> [Datum] {
    let to = "\(resource.schema.type).\(names[resource.address])"
    guard let state = state?[resource.address] else {
      guard let id = resource.lifecycle.importID else { return [] }
      return [["to": .string(to), "id": .string(TerraformText.escaped(id))]]
    }
    let values = resource.schema.terraformValues(
      arguments: state.arguments, attributes: state.attributes)
    guard let id = resource.schema.terraformIdentity.text(values) else {
      warn(
        "A resource cannot be imported by Terraform",
        "Terraform has no way to take a \(resource.schema.type) over: it would make"
          + " \(resource.address) anew.", resource)
      return []
    }
    return [["to": .string(to), "id": .string(TerraformText.escaped(id))]]
  }
}
