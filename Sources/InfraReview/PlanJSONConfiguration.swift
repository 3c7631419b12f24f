import InfraModel

/// The part of a plan in Terraform's format that says what was written: expressions with what
/// they refer to.
struct PlanJSONConfiguration {
  /// The addresses of data sources: in expressions they have a name of another form.
  private let sources: Set<Address>

  static func document(_ plan: Plan) -> LazyJSON {
    let sources = plan.changes.filter(\.schema.isDataSource).map(\.address)
    return PlanJSONConfiguration(sources: Set(sources)).document(plan)
  }

  private func document(_ plan: Plan) -> LazyJSON {
    let changes = plan.changes
    let declared = changes.indices.filter { changes[$0].isDeclared }
    let outputs = Datum.object(
      Fields(
        plan.plannedOutputs.map { output in
          .init(
            key: output.name,
            value: [
              "expression": expression(output.value), "sensitive": .bool(output.value.holdsSecret),
            ])
        }))
    let root = ModuleTree(declared, of: changes)
    return .object([
      ("provider_config", .value(.object(providers(plan)))),
      ("root_module", .object(module(root, of: changes) + [("outputs", .value(outputs))])),
    ])
  }

  private func providers(_ plan: Plan) -> Fields {
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

  private func module(_ tree: ModuleTree, of changes: [Change])
    -> [(key: String, value: LazyJSON)]
  {
    var fields: [(key: String, value: LazyJSON)] = []
    if !tree.own.isEmpty {
      fields.append(
        ("resources", .list(count: tree.own.count) { .value(resource(changes[tree.own[$0]])) }))
    }
    if !tree.inner.isEmpty {
      let calls = tree.inner.map { inner -> (key: String, value: LazyJSON) in
        (
          inner.path.last ?? "",
          .object([
            ("source", .value(.string("./\(inner.path.joined(separator: "/"))"))),
            ("module", .object(module(inner, of: changes))),
          ])
        )
      }
      fields.append(("module_calls", .object(calls)))
    }
    return fields
  }

  private func resource(_ change: Change) -> Datum {
    let arguments = PlanJSONResource.arguments(change.schema, change.arguments)
    let expressions = Fields(
      arguments.entries.map { .init(key: $0.key, value: expression($0.value)) })
    let isSource = change.schema.isDataSource
    let address = "\(change.schema.type).\(change.address.key)"
    var fields = Fields([
      "address": .string(isSource ? "data.\(address)" : address),
      "mode": .string(isSource ? "data" : "managed"),
      "type": .string(change.schema.type), "name": .string(change.address.key),
      "provider_config_key": .string(change.provider), "schema_version": 0,
      "expressions": .object(expressions),
    ])
    if !change.lifecycle.dependsOn.isEmpty {
      fields["depends_on"] = .list(
        change.lifecycle.dependsOn.map { .string(self.address($0)) })
    }
    return .object(fields)
  }

  private func address(_ address: Address) -> String {
    PlanJSONModules.address(address, isDataSource: sources.contains(address))
  }

  /// A value as an expression: constant, or with what it refers to.
  private func expression(_ value: Datum) -> Datum {
    var references: [String] = []
    value.forEachReference { reference in
      let address = self.address(reference.address)
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
