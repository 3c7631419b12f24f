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
      if change.schema.isDataSource, let told = change.attributesOfSource {
        values[name] = told[attribute.name]
        continue
      }
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
  static func address(_ address: Address, isDataSource: Bool = false) -> String {
    let kind = isDataSource ? "data." : ""
    return "\(address.module.map { "module.\($0)." }.joined())\(kind)\(address.type).\(address.key)"
  }

  /// The fields that say which resource is meant.
  static func identity(_ change: Change) -> Fields {
    let kind = String(change.provider.prefix { $0 != "." })
    var fields = Fields([
      "address": .string(address(change.address, isDataSource: change.schema.isDataSource)),
      "mode": .string(change.schema.isDataSource ? "data" : "managed"),
      "type": .string(change.schema.type), "name": .string(change.address.key),
      "provider_name": .string(TerraformProvider.of(kind: kind)?.qualifiedName ?? kind),
    ])
    if let module = moduleAddress(change.address.module) {
      fields["module_address"] = .string(module)
    }
    return fields
  }

  /// The module tree with the values of some of the changes' resources.
  static func values(_ numbers: [Int], of changes: [Change], isAfter: Bool) -> LazyJSON {
    values(ModuleTree(numbers, of: changes), of: changes, isAfter: isAfter)
  }

  private static func values(_ tree: ModuleTree, of changes: [Change], isAfter: Bool) -> LazyJSON {
    var fields: [(key: String, value: LazyJSON)] = []
    if !tree.own.isEmpty {
      fields.append(
        (
          "resources",
          .list(count: tree.own.count) { index in
            .value(entry(PlanJSONResource(changes[tree.own[index]], isAfter: isAfter)))
          }
        ))
    }
    if let address = moduleAddress(tree.path) {
      fields.append(("address", .value(.string(address))))
    }
    if !tree.inner.isEmpty {
      fields.append(
        (
          "child_modules",
          .list(count: tree.inner.count) { values(tree.inner[$0], of: changes, isAfter: isAfter) }
        ))
    }
    return .object(fields)
  }

  private static func entry(_ resource: PlanJSONResource) -> Datum {
    var fields = identity(resource.change)
    fields["module_address"] = nil
    fields["schema_version"] = 0
    fields["values"] = PlanJSONValue.known(resource.values)
    fields["sensitive_values"] = PlanJSONValue.sensitive(resource.values)
    return .object(fields)
  }

  private static func moduleAddress(_ path: [String]) -> String? {
    path.isEmpty ? nil : path.map { "module.\($0)" }.joined(separator: ".")
  }
}
