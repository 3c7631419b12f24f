import InfraModel

/// A declared environment as Terraform configuration in JSON syntax, for one `main.tf.json`.
///
/// Names: a resource `module/path/type.key` becomes `module_path_key` of its type; where two give
/// one name, the one in fewer modules keeps it and the others get a suffix made of their
/// addresses. Secrets become sensitive variables, and so does what Terraform cannot know.
/// Whatever has no counterpart is left out and told in `warnings`.
///
/// Source of the syntax: Terraform's documentation, "JSON Configuration Syntax", and probes of
/// version 1.11.4.
public struct TerraformExport: Sendable {
  /// The configuration.
  public let document: Datum
  /// What was left out or is written otherwise, and why, in the order of addresses.
  public let warnings: [Diagnostic]

  /// The configuration as indented text with a newline at its end: Terraform's messages quote
  /// whole lines. Equal declarations give equal bytes.
  public var text: String { JSONWriter.text(document, isIndented: true) + "\n" }

  /// Translates an environment; with a state, import blocks for all that the state knows are
  /// written too, so that Terraform takes the objects over.
  public init(_ desired: Desired, importing state: Snapshot? = nil) {
    var writer = TerraformWriter(desired, state: state)
    document = writer.write()
    warnings = writer.warnings
  }

  /// The name of a resource within its type, as `write` gives it.
  public static func name(of address: Address, in desired: Desired) -> String {
    TerraformNames(desired)[address]
  }
}

/// The translation of one environment while it goes on.
struct TerraformWriter {
  let desired: Desired
  let names: TerraformNames
  /// The state whose objects Terraform is to take over; nothing if it is to make new ones.
  let state: Snapshot?
  var variables = TerraformVariables()
  var warnings: [Diagnostic] = []
  /// The resources that the present block refers to.
  var referred: Set<Address> = []
  private let byAddress: [Address: DesiredResource]

  init(_ desired: Desired, state: Snapshot? = nil) {
    self.desired = desired
    self.state = state
    names = TerraformNames(desired)
    byAddress = Dictionary(desired.resources.map { ($0.address, $0) }) { first, _ in first }
  }

  subscript(address: Address) -> DesiredResource? { byAddress[address] }

  /// A resource that has a block of its own.
  func exported(_ address: Address) -> DesiredResource? {
    byAddress[address].flatMap { $0.schema.isKnownToTerraform && !isOver($0) ? $0 : nil }
  }

  /// Whether a resource only waited for what is there by now, so that Terraform has nothing to take
  /// over.
  func isOver(_ resource: DesiredResource) -> Bool {
    resource.schema.terraformIdentity == .waiting && state?[resource.address] != nil
  }

  mutating func write() -> Datum {
    var types: [String: Fields] = [:]
    var sources: [String: Fields] = [:]
    var checks = Fields()
    var moved: [Datum] = []
    var imports: [Datum] = []
    for resource in desired.resources {
      guard resource.schema.isKnownToTerraform else {
        warn(
          "A resource has no counterpart in Terraform",
          "Terraform has no type \(resource.schema.type): \(resource.address) is left out."
            + " Where others refer to it there are variables to be set.", resource)
        continue
      }
      if isOver(resource) {
        warn(
          "A resource is not needed any more",
          "\(resource.address) waited for what is there by now, and Terraform cannot take such a"
            + " resource over: it is left out, and who refers to it refers to what it waited for.",
          resource)
        continue
      }
      let name = names[resource.address]
      if resource.schema.isDataSource {
        sources[resource.schema.type, default: Fields()][name] = .object(block(resource))
      } else {
        types[resource.schema.type, default: Fields()][name] = .object(block(resource))
      }
      for (index, check) in self.checks(of: resource).enumerated() {
        checks["\(resource.schema.type)_\(name)_\(index + 1)"] = check
      }
      // Terraform reads a data source wherever it stands: nothing moves, nothing is taken over.
      if resource.schema.isDataSource { continue }
      moved += moves(of: resource)
      imports += self.imports(of: resource)
    }
    var document = Fields()
    let outputs = self.outputs()
    // Empty maps of labelled blocks are errors ("Missing block label"): they are left out.
    set(&document, "data", sources.mapValues { Datum.object($0) })
    set(&document, "resource", types.mapValues { Datum.object($0) })
    if !checks.isEmpty { document["check"] = .object(checks) }
    if !moved.isEmpty { document["moved"] = .list(moved) }
    if !imports.isEmpty { document["import"] = .list(imports) }
    let removed = removals()
    if !removed.isEmpty { document["removed"] = .list(removed) }
    set(&document, "output", outputs)
    set(&document, "provider", providerBlocks())
    set(&document, "variable", variables.blocks)
    document["terraform"] = .object(requirements())
    return .object(document)
  }

  private func set(_ document: inout Fields, _ key: String, _ blocks: [String: Datum]) {
    if !blocks.isEmpty { document[key] = .object(Fields(blocks)) }
  }

  mutating func warn(_ summary: String, _ detail: String, _ resource: DesiredResource? = nil) {
    warnings.append(
      Diagnostic(
        summary, detail, severity: .warning, address: resource?.address, at: resource?.location))
  }

  // MARK: - Outputs

  private mutating func outputs() -> [String: Datum] {
    var blocks: [String: Datum] = [:]
    for output in desired.outputs {
      var block = Fields(["value": expression(output.value)])
      // A description is no template: taken literally.
      if let summary = output.summary { block["description"] = .string(summary) }
      if isSensitive(output.value) { block["sensitive"] = true }
      blocks[TerraformNames.sanitized(output.name)] = .object(block)
    }
    return blocks
  }

  /// Whether Terraform holds a value for sensitive: it refuses an output of one that does not
  /// say so.
  func isSensitive(_ value: Datum) -> Bool {
    if value.holdsSecret { return true }
    var found = false
    value.forEachReference { reference in
      guard !found, let target = self[reference.address] else { return }
      if let argument = target.schema.argument(reference.attribute) {
        found = argument.isSensitive || isSensitive(target[argument.name])
      } else if target.schema.type == "terraform_data", reference.attribute == "output" {
        found = isSensitive(target["input"])
      }
    }
    return found
  }
}
