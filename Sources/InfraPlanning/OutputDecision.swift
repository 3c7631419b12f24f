import InfraModel

/// The outputs as they will be, and which of them differ.
struct OutputDecision {
  let planned: [DesiredOutput]
  let changes: [OutputChange]

  init(_ input: PlanInput, _ resolution: Resolution) {
    let declared = input.options.isDestroy ? [] : input.desired.outputs
    planned = declared.map {
      var output = $0
      output.value = resolution.resolve($0.value)
      return output
    }
    var changes: [OutputChange] = []
    for output in planned {
      let before = input.prior.outputs[output.name] ?? .null
      if !ArgumentDifference.same(before, output.value) {
        changes.append(OutputChange(name: output.name, before: before, after: output.value))
      }
    }
    let names = Set(planned.map(\.name))
    for entry in input.prior.outputs.entries where !names.contains(entry.key) {
      changes.append(OutputChange(name: entry.key, before: entry.value, after: .null))
    }
    self.changes = changes.sorted { $0.name < $1.name }
  }
}
