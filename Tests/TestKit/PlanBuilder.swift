import InfraModel

/// Plans made by hand, one change a call, for what shows and compares plans.
public struct PlanBuilder {
  /// The plan so far; its changes sorted by address.
  public private(set) var plan: Plan

  /// Begins a plan.
  public init(_ environment: String = "prod", serial: Int = 7, digest: String = "4f2a9c31d07be855")
  {
    plan = Plan(
      environment: environment, lineage: "0b5e", serial: serial, digest: digest)
  }

  /// Adds an output's change.
  public mutating func output(_ name: String, from before: Datum, to after: Datum) {
    plan.outputs.append(OutputChange(name: name, before: before, after: after))
    plan.outputs.sort { $0.name < $1.name }
    if !after.isNull { plan.plannedOutputs.append(DesiredOutput(name: name, value: after)) }
  }

  /// Adds a warning.
  public mutating func warn(_ diagnostic: Diagnostic) { plan.warnings.append(diagnostic) }

  /// Adds a resource that is made.
  public mutating func create(
    _ address: String, _ schema: Schema, _ arguments: [String: Datum], needs: [String] = [],
    line: Int? = nil
  ) {
    add(
      address, schema, .create, .declared, before: nil, after: arguments, needs: needs,
      line: line, [.create])
  }

  /// Adds a resource whose arguments differ; steps come from the action.
  public mutating func change(
    _ address: String, _ schema: Schema, _ action: Action, _ reason: Reason,
    from before: [String: Datum], to after: [String: Datum], impact: Impact = Impact(),
    lifecycle: Lifecycle = Lifecycle(), isProtected: Bool = false, needs: [String] = [],
    drifted: Set<String> = [], line: Int? = nil
  ) {
    let operations: [Operation] =
      switch action {
      case .create: [.create]
      case .update: impact.interruption == .reload ? [.reload] : [.update]
      case .replace(.deleteThenCreate): [.delete, .create]
      case .replace(.createThenDelete): [.create, .deleteDeposed]
      case .delete: [.delete]
      case .importing: [.importing]
      case .forget: [.record]
      case .read, .noOp: []
      }
    add(
      address, schema, action, reason, before: before,
      after: action == .delete || action == .forget ? nil : after, impact: impact,
      lifecycle: lifecycle, isProtected: isProtected, needs: needs, drifted: drifted, line: line,
      operations)
  }

  /// Adds a resource that only has another address.
  public mutating func move(_ from: String, to address: String, _ schema: Schema) {
    add(
      address, schema, .noOp, .moved(from: Sample.address(from)), before: [:], after: [:],
      movedFrom: Sample.address(from), [.record])
  }

  private mutating func add(
    _ address: String, _ schema: Schema, _ action: Action, _ reason: Reason,
    before: [String: Datum]?, after: [String: Datum]?, impact: Impact = Impact(),
    lifecycle: Lifecycle = Lifecycle(), isProtected: Bool = false, needs: [String] = [],
    drifted: Set<String> = [], movedFrom: Address? = nil, line: Int? = nil,
    _ operations: [Operation]
  ) {
    let place = Sample.address(address)
    let old = schema.values(of: Fields(before ?? [:]))
    let new = schema.values(of: Fields(after ?? [:]))
    var differences: [Difference] = []
    if before != nil, after != nil {
      for (index, argument) in schema.arguments.enumerated() where old[index] != new[index] {
        differences.append(
          Difference(
            argument: argument.name, before: old[index], after: new[index],
            effect: argument.effect.effect(from: old[index], to: new[index]) { name in
              schema.position(of: name).map { new[$0] } ?? .null
            },
            isSensitive: argument.isSensitive, isDrift: drifted.contains(argument.name)))
      }
    }
    let prior = before.map { fields in
      ResourceState(
        address: place, provider: schema.provider, instance: InstanceID("0123456789abcdef01234567"),
        arguments: Fields(fields), attributes: Fields(["id": "c0ffee"]), isProtected: isProtected)
    }
    let change = Change(
      address: place, schema: schema, provider: schema.provider, action: action, reason: reason,
      differences: differences, impact: impact, arguments: after == nil ? [] : new,
      lifecycle: lifecycle, dependencies: needs.map(Sample.address).sorted(), prior: prior,
      movedFrom: movedFrom,
      location: line.map { SourceLocation(file: "/project/Infra/Prod.swift", line: $0) })
    insert(change, operations)
  }

  private mutating func insert(_ change: Change, _ operations: [Operation]) {
    let index = plan.changes.firstIndex { change.address < $0.address } ?? plan.changes.count
    plan.changes.insert(change, at: index)
    for position in plan.steps.indices where plan.steps[position].change >= index {
      plan.steps[position].change += 1
    }
    for (position, operation) in operations.enumerated() {
      let number = plan.steps.count
      let needed = plan.steps.filter {
        change.dependencies.contains(plan.changes[$0.change].address)
      }.map(\.number)
      plan.steps.append(
        Step(
          number: number, change: index, operation: operation,
          after: position == 0 ? needed : [number - 1]))
    }
  }
}
