import InfraModel

/// One resource of a plan with its values as Terraform names and shapes them.
struct PlanJSONResource {
  let change: Change
  /// Arguments and attributes; what is known only later as references.
  let values: Datum

  init(_ change: Change, isAfter: Bool) {
    self.change = change
    values = .object(isAfter ? Self.after(change) : Self.before(change))
  }

  private static func before(_ change: Change) -> Fields {
    guard let prior = change.prior else { return Fields() }
    var values = arguments(change.schema, change.schema.values(of: prior.arguments))
    for attribute in change.schema.attributes {
      guard let name = attribute.terraformName, values[name] == nil else { continue }
      values[name] = prior.attributes[attribute.name]
    }
    return values
  }

  private static func after(_ change: Change) -> Fields {
    var values = arguments(change.schema, change.arguments)
    for attribute in change.schema.attributes {
      guard let name = attribute.terraformName, values[name] == nil else { continue }
      let stays: Bool
      switch (change.action, attribute.stability) {
      case (.noOp, _), (.importing, _), (.update, .untilReplaced): stays = true
      default: stays = false
      }
      let known = stays ? change.prior?.attributes[attribute.name] : nil
      values[name] = known ?? .reference(Reference(change.address, attribute.name))
    }
    return values
  }

  /// The arguments as Terraform names and shapes them; sensitive ones made unreadable.
  static func arguments(_ schema: Schema, _ values: [Datum]) -> Fields {
    var fields = Fields()
    for (argument, name, value) in schema.terraformArguments(values) {
      fields.addTerraform(argument.isSensitive ? PlanJSONValue.hiding(value) : value, as: name)
    }
    return fields
  }
}

/// Resources sorted into the modules that they are in.
enum PlanJSONModules {
  /// An address as Terraform writes it: `module.gateway.docker_container.web`.
  static func address(_ address: Address) -> String {
    "\(address.module.map { "module.\($0)." }.joined())\(address.type).\(address.key)"
  }

  /// The fields that say which resource is meant.
  static func identity(_ change: Change) -> Fields {
    let kind = String(change.provider.prefix { $0 != "." })
    var fields = Fields([
      "address": .string(address(change.address)), "mode": "managed",
      "type": .string(change.schema.type), "name": .string(change.address.key),
      "provider_name": .string(TerraformProvider.of(kind: kind)?.qualifiedName ?? kind),
    ])
    if let module = moduleAddress(change.address.module) {
      fields["module_address"] = .string(module)
    }
    return fields
  }

  /// The module tree with its resources' values.
  static func values(_ resources: [PlanJSONResource]) -> Datum {
    tree(resources, at: []) { resource in
      var fields = identity(resource.change)
      fields["module_address"] = nil
      fields["schema_version"] = 0
      fields["values"] = PlanJSONValue.known(resource.values)
      fields["sensitive_values"] = PlanJSONValue.sensitive(resource.values)
      return .object(fields)
    }
  }

  private static func tree(
    _ resources: [PlanJSONResource], at path: [String], entry: (PlanJSONResource) -> Datum
  ) -> Datum {
    var own: [Datum] = []
    var inner: [String: [PlanJSONResource]] = [:]
    for resource in resources {
      let module = resource.change.address.module
      if module.count > path.count {
        inner[module[path.count], default: []].append(resource)
      } else {
        own.append(entry(resource))
      }
    }
    var fields = Fields()
    if !own.isEmpty { fields["resources"] = .list(own) }
    if let address = moduleAddress(path) { fields["address"] = .string(address) }
    if !inner.isEmpty {
      fields["child_modules"] = .list(
        inner.sorted { $0.key < $1.key }.map { tree($0.value, at: path + [$0.key], entry: entry) })
    }
    return .object(fields)
  }

  private static func moduleAddress(_ path: [String]) -> String? {
    path.isEmpty ? nil : path.map { "module.\($0)" }.joined(separator: ".")
  }
}
