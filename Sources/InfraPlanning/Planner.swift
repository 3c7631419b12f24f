import InfraModel

/// Compares what is declared with what is, and says what to do, in which order, and why.
///
/// Pure: no request, no clock, no randomness. Time and memory grow with resources and their
/// direct dependencies.
public enum Planner {
  /// Makes a plan, or throws all that is wrong at once.
  public static func plan(_ input: PlanInput) throws(Diagnostics) -> Plan {
    let table = ResourceTable(input)
    let selection = Selection(table, input.options)
    var diagnostics = table.diagnostics + selection.diagnostics
    let replaces = requested(input.options, table, &diagnostics)

    var decisions = [Change?](repeating: nil, count: table.rows.count)
    var resolution = Resolution(table)
    let context = DecisionContext(input)
    for number in table.topologicalOrder() {
      let decision = ChangeDecision(
        row: table.rows[number], context: context, isRequested: replaces.contains(number))
      let change = selection.isActive[number] ? decision.decide(resolution) : decision.rest()
      if let change { resolution.publish(change, at: number) }
      decisions[number] = change
    }
    diagnostics += SourceDecision.missing(decisions, table)
    ReplaceOrderPropagation.run(&decisions, table)

    var (changes, numbers) = listed(&decisions)
    diagnostics += selection.strandings(changes, numbers, table, resolution)
    diagnostics += Protection.diagnostics(changes)
    diagnostics += Takeover.diagnostics(changes)
    diagnostics += Conditions.failures(changes, resolution)
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw Diagnostics(diagnostics)
    }
    let steps = try StepGraph.steps(of: &changes, table, numbers)
    var plan = Plan(
      environment: input.prior.environment, lineage: input.prior.lineage,
      serial: input.prior.serial, changes: changes,
      providers: input.options.isDestroy ? input.prior.providers : providers(input),
      warnings: diagnostics + ProviderMove.warnings(input))
    plan.steps = steps
    let outputs = OutputDecision(input, resolution)
    plan.plannedOutputs = outputs.planned
    plan.outputs =
      input.options.targets.isEmpty && input.options.excludes.isEmpty
      ? outputs.changes : []
    plan.digest = try PlanDigest.digest(of: plan)
    return plan
  }

  /// The changes sorted by address, and for each row the number of its change or -1. A row that
  /// is left out keeps its former address, which may stand elsewhere.
  /// They are taken out of the decisions, not copied.
  private static func listed(_ decisions: inout [Change?]) -> ([Change], [Int]) {
    let texts = decisions.indices.map { decisions[$0]?.address.text ?? "" }
    var rows = decisions.indices.filter { decisions[$0] != nil }
    if !zip(rows, rows.dropFirst()).allSatisfy({ texts[$0] < texts[$1] }) {
      rows.sort { texts[$0] < texts[$1] }
    }
    var numbers = [Int](repeating: -1, count: decisions.count)
    var changes: [Change] = []
    changes.reserveCapacity(rows.count)
    for row in rows {
      guard let change = decisions[row].take() else { continue }
      numbers[row] = changes.count
      changes.append(change)
    }
    return (changes, numbers)
  }

  private static func requested(
    _ options: PlanOptions, _ table: ResourceTable, _ diagnostics: inout [Diagnostic]
  ) -> Set<Int> {
    var numbers: Set<Int> = []
    for name in options.replaces {
      guard let address = Address(parsing: name), let number = table[address],
        table.rows[number].desired != nil
      else {
        diagnostics.append(Selection.unknown(name, "--replace", table))
        continue
      }
      numbers.insert(number)
    }
    return numbers
  }

  /// The declared providers, and those of the state that no declaration names any more: what is
  /// to be deleted must still be reached.
  private static func providers(_ input: PlanInput) -> [ProviderConfiguration] {
    let declared = Set(input.desired.providers.map(\.name))
    return
      (input.desired.providers + input.prior.providers.filter { !declared.contains($0.name) })
      .sorted { $0.name < $1.name }
  }
}
