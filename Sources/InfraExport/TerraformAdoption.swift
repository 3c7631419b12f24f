import InfraModel

/// Which declared resource each object of a Terraform state is.
///
/// An object is a resource of its type that has its name in the exported configuration, else the
/// one of the same identity, else the only one whose known arguments are all as the object's.
/// What is found tells what references mean, so that a subnet can be known by its network.
public struct TerraformAdoption: Sendable {
  /// The provider's identifier of the object that each resource takes over.
  public private(set) var identifiers: [Address: String] = [:]
  /// What stays with Terraform or is not in its state, and what cannot be told apart.
  public private(set) var warnings: [Diagnostic] = []

  let desired: Desired
  private(set) var matches: [Address: TerraformState.Object] = [:]
  private let schemas: [Address: Schema]
  private var open: [DesiredResource]
  private var objects: [TerraformState.Object]

  /// Matches the objects of a state with what is declared and not yet managed here.
  public init(_ state: TerraformState, desired: Desired, prior: Snapshot) {
    self.desired = desired
    let declared = desired.resources.filter {
      $0.schema.isKnownToTerraform && !$0.schema.isDataSource
    }
    schemas = Dictionary(declared.map { ($0.address, $0.schema) }) { first, _ in first }
    open = declared.filter { prior[$0.address] == nil }
    objects = state.objects
    warnings = state.warnings
    matchNames()
    var before = -1
    // Each round may make references known that the next one compares.
    while before != matches.count {
      before = matches.count
      matchIdentities()
      matchArguments()
    }
    for resource in declared {
      guard let object = matches[resource.address] else { continue }
      let identity = resource.schema.terraformIdentity.text(object.values)
      if let identifier = identity ?? object.values["id"].string {
        identifiers[resource.address] = identifier
      }
    }
    tellTheRest(of: declared)
  }

  // MARK: - The three ways

  private mutating func matchNames() {
    let names = TerraformNames(desired)
    match { resource, object in
      let name = TerraformNames.sanitized(object.path.joined(separator: "_"))
      return name == names[resource.address]
    }
  }

  private mutating func matchIdentities() {
    let known = Dictionary(
      open.map { ($0.address, $0.schema.terraformIdentity.text(values(of: $0))) }
    ) { first, _ in first }
    match { resource, object in
      guard let identity = known[resource.address] ?? nil else { return false }
      return identity == resource.schema.terraformIdentity.text(object.values)
    }
  }

  private mutating func matchArguments() {
    let known = Dictionary(open.map { ($0.address, values(of: $0)) }) { first, _ in first }
    match { resource, object in
      guard let values = known[resource.address]?.object, !values.isEmpty else { return false }
      return Self.agrees(.object(values), object.values)
    }
  }

  /// Joins the pairs of which neither side has another partner.
  private mutating func match(
    _ isPair: (DesiredResource, TerraformState.Object) -> Bool
  ) {
    var partners: [[Int]] = []
    var suitors = [Int](repeating: 0, count: objects.count)
    let byType = Dictionary(grouping: objects.indices) { objects[$0].type }
    for resource in open {
      let found = (byType[resource.schema.type] ?? []).filter { isPair(resource, objects[$0]) }
      for index in found { suitors[index] += 1 }
      partners.append(found)
    }
    var taken: Set<Int> = []
    var left: [DesiredResource] = []
    for (resource, found) in zip(open, partners) {
      if found.count == 1, suitors[found[0]] == 1 {
        matches[resource.address] = objects[found[0]]
        taken.insert(found[0])
      } else {
        left.append(resource)
      }
    }
    open = left
    objects = objects.indices.filter { !taken.contains($0) }.map { objects[$0] }
  }

  // MARK: - Values

  /// The declared values by Terraform's names, references to what is matched resolved; what is
  /// not known yet stays a reference.
  private func values(of resource: DesiredResource) -> Datum {
    var values = Fields()
    for (_, name, value) in resource.schema.terraformArguments(resource.arguments) {
      values.addTerraform(value.replacing(meaning), as: name)
    }
    return .object(values)
  }

  func meaning(_ symbol: Datum) -> Datum? {
    guard case .reference(let reference) = symbol,
      let object = matches[reference.address],
      let schema = schemas[reference.address]
    else { return nil }
    let name =
      schema.attribute(reference.attribute)?.terraformName
      ?? schema.argument(reference.attribute)?.terraform.name(of: reference.attribute)
    let value = name.map { object.values[$0] } ?? .null
    return value.isNull ? nil : value
  }

  /// Whether all that is known of a declared value is as the object has it. Lists are compared
  /// without their order, since many of Terraform's are sets.
  static func agrees(_ declared: Datum, _ found: Datum) -> Bool {
    switch declared {
    case .null, .reference, .segments, .secret: return true
    case .object(let fields):
      // A block that may be there once is a list of one in a state.
      let found = found.list?.first ?? found
      return fields.entries.allSatisfy { agrees($0.value, found[$0.key]) }
    case .list(let items):
      guard let others = found.list, others.count == items.count else { return false }
      return items.allSatisfy { item in others.contains { agrees(item, $0) } }
    case .bool, .int, .double, .string:
      return declared.scalarText == found.scalarText
    }
  }

  // MARK: - What is left

  private mutating func tellTheRest(of declared: [DesiredResource]) {
    for resource in open {
      warnings.append(
        Diagnostic(
          "Not in the Terraform state",
          "\(resource.address) is declared, and no object of the state can be told to be it: the"
            + " plan shows what becomes of it.", severity: .warning, address: resource.address,
          at: resource.location,
          hints: ["name the object, if there is one, by the command"],
          commands: ["infra import \(desired.environment) \(resource.address) ID"]))
    }
    let types = Set(declared.map(\.schema.type))
    for object in objects {
      let why =
        types.contains(object.type)
        ? "nothing declared can be told to be it" : "no \(object.type) is declared"
      warnings.append(
        Diagnostic(
          "Stays with Terraform", "\(object.address) is not taken over: \(why).",
          severity: .warning))
    }
  }
}
