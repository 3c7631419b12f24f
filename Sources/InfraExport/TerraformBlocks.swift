import InfraModel

extension TerraformWriter {
  /// The block of a resource.
  mutating func block(_ resource: DesiredResource) -> Fields {
    referred = []
    var block = Fields()
    var left: [String] = []
    let arguments = resource.schema.terraformArguments(resource.arguments) { left.append($0) }
    for (argument, name, value) in arguments {
      if !argument.terraform.isSame, value.list?.isEmpty == true { continue }
      block.addTerraform(written(value, as: argument.terraform, resource), as: name)
    }
    for path in left {
      warn(
        "An argument has no counterpart in Terraform",
        "\(path) of \(resource.address) is left out: Terraform's \(resource.schema.type) has"
          + " nothing like it.", resource)
    }
    if resource.provider != resource.schema.provider {
      block["provider"] = .string(resource.provider)
    }
    let lifecycle = self.lifecycle(of: resource)
    if !lifecycle.isEmpty { block["lifecycle"] = .object(lifecycle) }
    let dependencies = self.dependencies(of: resource)
    if !dependencies.isEmpty { block["depends_on"] = .list(dependencies) }
    return block
  }

  /// An argument's value; the name in an Amazon resource name that is not known yet is cut out by
  /// Terraform.
  private mutating func written(
    _ value: Datum, as shape: TerraformShape, _ resource: DesiredResource
  ) -> Datum {
    guard case .nameInARN = shape, !value.isKnown else { return expression(value, of: resource) }
    return .string("${split(\"/\", \(hcl(inlined(value))))[1]}")
  }

  /// The resources that must be named because no expression refers to them: bare, without `${}`.
  private func dependencies(of resource: DesiredResource) -> [Datum] {
    var needed: Set<Address> = []
    var visited: Set<Address> = [resource.address]
    var open = resource.dependencies + resource.lifecycle.dependsOn
    while let address = open.popLast() {
      guard visited.insert(address).inserted, let target = self[address] else { continue }
      if exported(address) != nil {
        needed.insert(address)
      } else {
        // What is left out passes on what it needs.
        open += target.dependencies + target.lifecycle.dependsOn
      }
    }
    return needed.subtracting(referred).sorted().map { .string(name(of: $0)) }
  }

  /// What expressions call a resource: `docker_network.backend`, `data.aws_region.here`.
  func name(of address: Address) -> String {
    let name = "\(address.type).\(names[address])"
    return self[address]?.schema.isDataSource == true ? "data.\(name)" : name
  }

  /// The former addresses of a resource: bare, without `${}`.
  mutating func moves(of resource: DesiredResource) -> [Datum] {
    let to = "\(resource.schema.type).\(names[resource.address])"
    return resource.lifecycle.movedFrom.compactMap { old in
      let from = "\(old.type).\(TerraformNames.plain(old))"
      if from == to { return nil }
      guard old.type == resource.schema.type else {
        warn(
          "A lifecycle setting has no counterpart in Terraform",
          "The move of \(old) to \(resource.address) is left out: the types differ.", resource)
        return nil
      }
      return ["from": .string(from), "to": .string(to)]
    }
  }

  /// What is forgotten while its object lives on.
  mutating func removals() -> [Datum] {
    desired.forgets.sorted().compactMap { address in
      let kind = String(address.type.prefix { $0 != "_" })
      guard self[address] == nil, TerraformProvider.of(kind: kind) != nil else { return nil }
      return [
        "from": .string("\(address.type).\(TerraformNames.plain(address))"),
        "lifecycle": ["destroy": false],
      ]
    }
  }
}
