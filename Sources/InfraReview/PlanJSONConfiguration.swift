import InfraModel

/// The part of a plan in Terraform's format that says what was written: expressions with what
/// they refer to.
enum PlanJSONConfiguration {
  static func document(_ plan: Plan) -> Datum {
    let declared = plan.changes.filter { change in
      change.action != .delete && change.action != .forget
    }
    var root = module(declared, at: [])
    root["outputs"] = .object(
      Fields(
        plan.plannedOutputs.map { output in
          .init(
            key: output.name,
            value: [
              "expression": expression(output.value), "sensitive": .bool(output.value.holdsSecret),
            ])
        }))
    return ["provider_config": .object(providers(plan)), "root_module": .object(root)]
  }

  private static func providers(_ plan: Plan) -> Fields {
    var names = Set(plan.providers.map(\.name))
    names.formUnion(plan.changes.map(\.provider))
    return Fields(
      names.sorted().map { name in
        let kind = String(name.prefix { $0 != "." })
        var fields = Fields(["name": .string(kind)])
        if let provider = TerraformProvider.of(kind: kind) {
          fields["full_name"] = .string(provider.qualifiedName)
          fields["version_constraint"] = provider.version.map { .string($0) }
        }
        if name != kind { fields["alias"] = .string(String(name.dropFirst(kind.count + 1))) }
        return .init(key: name, value: .object(fields))
      })
  }

  private static func module(_ changes: [Change], at path: [String]) -> Fields {
    var own: [Datum] = []
    var inner: [String: [Change]] = [:]
    for change in changes {
      let module = change.address.module
      if module.count > path.count {
        inner[module[path.count], default: []].append(change)
      } else {
        own.append(resource(change))
      }
    }
    var fields = Fields()
    if !own.isEmpty { fields["resources"] = .list(own) }
    if !inner.isEmpty {
      fields["module_calls"] = .object(
        Fields(
          inner.map { name, changes in
            .init(
              key: name,
              value: [
                "source": .string("./\((path + [name]).joined(separator: "/"))"),
                "module": .object(module(changes, at: path + [name])),
              ])
          }))
    }
    return fields
  }

  private static func resource(_ change: Change) -> Datum {
    let arguments = PlanJSONResource.arguments(change.schema, change.arguments)
    let expressions = Fields(
      arguments.entries.map { .init(key: $0.key, value: expression($0.value)) })
    var fields = Fields([
      "address": .string("\(change.schema.type).\(change.address.key)"), "mode": "managed",
      "type": .string(change.schema.type), "name": .string(change.address.key),
      "provider_config_key": .string(change.provider), "schema_version": 0,
      "expressions": .object(expressions),
    ])
    if !change.lifecycle.dependsOn.isEmpty {
      fields["depends_on"] = .list(
        change.lifecycle.dependsOn.map { .string(PlanJSONModules.address($0)) })
    }
    return .object(fields)
  }

  /// A value as an expression: constant, or with what it refers to.
  private static func expression(_ value: Datum) -> Datum {
    var references: [String] = []
    value.forEachReference { reference in
      let address = PlanJSONModules.address(reference.address)
      for text in ["\(address).\(reference.attribute)", address] where !references.contains(text) {
        references.append(text)
      }
    }
    guard references.isEmpty else {
      return ["references": .list(references.map { .string($0) })]
    }
    if value.holdsSecret { return [:] }
    return ["constant_value": PlanJSONValue.known(value)]
  }
}
