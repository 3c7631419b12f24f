import InfraModel

/// A plan in Terraform's JSON plan format 1.2, which checkov, OPA and cost tools read as it is.
///
/// Source: Terraform's documentation, "JSON Output Format". What Terraform has no word for stands
/// under the key `infra`, of the plan and of each change. Modules of ours are modules there.
/// Secrets are never in it: a text stands in their place that says where they come from.
public struct PlanJSON: Sendable {
  /// The version of the facts under `infra`.
  public static let factsVersion = 1
  /// The version of Terraform whose format this is; checkov takes a document without for no plan.
  public static let terraformVersion = "1.11.4"
  private let root: String?

  /// Makes a renderer; places of declaration are shown relative to `root`.
  public init(root: String? = nil) { self.root = root }

  /// The document as text on one line, with a newline at its end.
  public func render(_ plan: Plan) -> String {
    var text = ""
    write(plan) { text += $0 }
    return text
  }

  /// The same text in pieces, one after the other: of a large plan it is larger than the plan.
  public func write(_ plan: Plan, _ take: (String) -> Void) { content(plan).write(take) }

  /// The document.
  public func document(_ plan: Plan) -> Datum { content(plan).datum }

  private func content(_ plan: Plan) -> LazyJSON {
    let outputs = Fields(
      plan.plannedOutputs.map { output in
        .init(key: output.name, value: PlanJSONValue.output(output.value))
      })
    let changes = plan.changes
    let planned = changes.indices.filter { changes[$0].isDeclared }
    let prior = changes.indices.filter { changes[$0].prior != nil }
    let version = LazyJSON.value(.string(Self.terraformVersion))
    return .object([
      ("format_version", .value("1.2")), ("terraform_version", version),
      (
        "planned_values",
        .object([
          ("outputs", .value(.object(outputs))),
          ("root_module", PlanJSONModules.values(planned, of: changes, isAfter: true)),
        ])
      ),
      ("resource_changes", .list(count: changes.count) { .value(.object(change(changes[$0]))) }),
      (
        "output_changes",
        .value(
          .object(Fields(plan.outputs.map { .init(key: $0.name, value: self.output($0)) })))
      ),
      (
        "prior_state",
        .object([
          ("format_version", .value("1.0")), ("terraform_version", version),
          (
            "values",
            .object([
              ("outputs", .value([:])),
              ("root_module", PlanJSONModules.values(prior, of: changes, isAfter: false)),
            ])
          ),
        ])
      ),
      ("configuration", PlanJSONConfiguration.document(plan)),
      ("applyable", .value(.bool(!plan.isEmpty))), ("complete", .value(true)),
      ("errored", .value(false)), ("infra", facts(plan)),
    ])
  }

  // MARK: - Changes

  private func change(_ change: Change) -> Fields {
    let before = change.prior == nil ? nil : PlanJSONResource(change, isAfter: false).values
    let after = change.isDeclared ? PlanJSONResource(change, isAfter: true).values : nil
    var difference: Fields = Fields([
      "actions": .list(change.action.terraformActions.map { .string($0) }),
      "before": before.map(PlanJSONValue.known) ?? .null,
      "after": after.map(PlanJSONValue.known) ?? .null,
      "after_unknown": after.map(PlanJSONValue.unknown) ?? [:],
      "before_sensitive": before.map(PlanJSONValue.sensitive) ?? false,
      "after_sensitive": after.map(PlanJSONValue.sensitive) ?? false,
    ])
    if case .importing = change.action, let id = change.lifecycle.importID {
      difference["importing"] = ["id": .string(id)]
    }
    if case .replace = change.action {
      difference["replace_paths"] = .list(
        change.forcingArguments.compactMap { name in
          let shape = change.schema.argument(name)?.terraform ?? .same
          return shape.name(of: name).map { [.string($0)] }
        })
    }
    var fields = PlanJSONModules.identity(change)
    fields["change"] = .object(difference)
    fields["infra"] = facts(change)
    if let reason = change.terraformReason { fields["action_reason"] = .string(reason) }
    if let from = change.movedFrom {
      fields["previous_address"] = .string(PlanJSONModules.address(from))
    }
    return fields
  }

  private func output(_ change: OutputChange) -> Datum {
    let action = change.before.isNull ? "create" : change.after.isNull ? "delete" : "update"
    let hidden = { (value: Datum) -> Datum in .bool(value.holdsSecret) }
    return [
      "actions": [.string(action)],
      "before": PlanJSONValue.known(change.before), "after": PlanJSONValue.known(change.after),
      "after_unknown": PlanJSONValue.unknown(change.after),
      "before_sensitive": hidden(change.before), "after_sensitive": hidden(change.after),
    ]
  }

  // MARK: - Our own facts

  private func facts(_ change: Change) -> Datum {
    var fields: Fields = Fields([
      "address": .string(change.address.text),
      "action": .string(change.verb),
      "reason": [
        "code": .string(change.reason.code), "text": .string(change.reason.words()),
        "arguments": .list(change.reason.arguments.map { .string($0) }),
      ],
      "impact": [
        "interruption": .string("\(change.impact.interruption)"),
        "data_loss": change.impact.dataLoss.map { .string($0) } ?? .null,
        "reversible": .bool(change.impact.isReversible),
      ],
      "depends_on": .list(change.dependencies.map { .string($0.text) }),
      "removes": .list(change.removedProtections.map { .string($0) }),
      "drifted": .list(change.differences.filter(\.isDrift).map { .string($0.argument) }),
    ])
    if let location = change.location {
      fields["declared_at"] = .string(location.text(relativeTo: root))
    }
    return .object(fields)
  }

  private func facts(_ plan: Plan) -> LazyJSON {
    let summary = PlanSummary(plan)
    let whole: Fields = Fields([
      "version": .int(Self.factsVersion), "environment": .string(plan.environment),
      "lineage": .string(plan.lineage), "serial": .int(plan.serial),
      "digest": .string(plan.digest), "summary": .string(PlanText.summary(plan)),
      "interrupts": [
        "reloads": .int(summary.reloads), "restarts": .int(summary.restarts),
        "gaps": .int(summary.gaps), "ends": .int(summary.ends),
      ],
      "data_loss": .list(summary.losses.map { .string($0.text) }),
      "warnings": .list(
        plan.warnings.map { ["summary": .string($0.summary), "detail": .string($0.detail)] }),
    ])
    let steps = LazyJSON.list(count: plan.steps.count) { number in
      let step = plan.steps[number]
      let address =
        plan.changes.indices.contains(step.change)
        ? Datum.string(plan.changes[step.change].address.text) : .null
      return .value([
        "number": .int(step.number), "operation": .string(step.operation.rawValue),
        "address": address, "after": .list(step.after.map { .int($0) }),
      ])
    }
    return .object(whole.entries.map { ($0.key, .value($0.value)) } + [("steps", steps)])
  }
}

extension Action {
  /// The action in Terraform's words. It has none for taking over: that is beside the actions.
  var terraformActions: [String] {
    switch self {
    case .create: ["create"]
    case .update: ["update"]
    case .delete: ["delete"]
    case .replace(.deleteThenCreate): ["delete", "create"]
    case .replace(.createThenDelete): ["create", "delete"]
    case .read: ["read"]
    case .forget: ["forget"]
    case .importing, .noOp: ["no-op"]
    }
  }
}

extension Change {
  /// Whether the resource is there after the change.
  var isDeclared: Bool { action != .delete && action != .forget }

  /// Terraform's word for the reason, where it has one.
  var terraformReason: String? {
    switch (action, reason) {
    case (.replace, .replacing): "replace_because_cannot_update"
    case (.replace, .triggered): "replace_by_triggers"
    case (.replace, .tainted), (.replace, .interrupted): "replace_because_tainted"
    case (.replace, .requested): "replace_by_request"
    case (.delete, .undeclared): "delete_because_no_resource_config"
    default: nil
    }
  }
}
