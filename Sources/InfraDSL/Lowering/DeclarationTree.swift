import InfraModel

/// The first pass of lowering: walks bodies, expands, and gives every resource its address.
struct DeclarationTree {
  /// Where a body stands.
  struct Scope {
    var path: [String] = []
    var inheritedDependencies: [DeclarationHandle] = []
    /// For each module around that was moved, the prefixes its resources had before.
    var formerPaths: [[String]] = []
    var isEnabled = true
    /// The groups around, to whose dependents all that is declared here belongs.
    var groups: [ObjectIdentifier] = []
  }

  /// A resource with its address.
  struct Placed {
    let address: Address
    let resource: any Resource
    let inheritedDependencies: [DeclarationHandle]
    let movedFrom: [Address]
  }

  private(set) var resources: [Placed] = []
  private(set) var outputs: [Output] = []
  private(set) var forgets: [Address] = []
  private(set) var targets: [ObjectIdentifier: LoweringContext.Target] = [:]
  var diagnostics: [Diagnostic] = []

  private var listed: Set<ObjectIdentifier> = []
  private var places: [Address: SourceLocation] = [:]
  private var members: [ObjectIdentifier: [Address]] = [:]
  private var expansions: [(ObjectIdentifier, Expansion)] = []
  private var moduleKeys: [String: SourceLocation] = [:]
  private var outputPlaces: [String: SourceLocation] = [:]

  mutating func walk(
    _ declarations: [Declaration], in scope: Scope, _ expansion: inout ExpansionContext
  ) {
    for declaration in declarations {
      switch declaration {
      case .resource(let resource): place(resource, in: scope)
      case .module(let module):
        guard let inner = enter(module.declaration, scope) else { continue }
        walk(module.body, in: inner, &expansion)
      case .expandable(let expandable):
        guard let inner = enter(expandable.declaration, scope) else { continue }
        expansion.module = scope.path
        let made = expandable.expand(&expansion)
        expansions.append((ObjectIdentifier(expandable.declaration.handle), made))
        walk(made.declarations, in: inner, &expansion)
      case .output(let output): if scope.isEnabled { add(output) }
      case .forget(let forget): if scope.isEnabled { add(forget) }
      }
    }
  }

  /// Places what expansions share, makes the targets of groups, and reports what was declared
  /// and never listed.
  mutating func finish(
    _ expansion: inout ExpansionContext, environment: String, recorded: [DeclarationHandle]
  ) {
    for name in expansion.sharedOrder {
      if case .resource(let resource)? = expansion.shared[name] { place(resource, in: Scope()) }
    }
    for (identity, made) in expansions {
      let anchors = made.anchors.flatMap { addresses(of: $0.declaration.handle) }
      targets[identity] = .group(attributes: made.attributes, anchors: anchors.sorted())
    }
    for (identity, addresses) in members where targets[identity] == nil {
      targets[identity] = .group(attributes: [:], anchors: addresses.sorted())
    }
    for handle in recorded where !listed.contains(ObjectIdentifier(handle)) {
      diagnostics.append(
        Diagnostic(
          "Declared but never listed",
          "\(handle.kind) \"\(handle.key)\" is made and not part of environment "
            + "\"\(environment)\".",
          at: handle.location,
          hints: [
            "list it on a line of its own in the body",
            "or leave it out on purpose with .enabled(false)",
          ]))
    }
  }

  private func addresses(of handle: DeclarationHandle) -> [Address] {
    switch targets[ObjectIdentifier(handle)] {
    case .resource(let address, _): [address]
    case .group(_, let anchors): anchors
    case nil: members[ObjectIdentifier(handle)] ?? []
    }
  }

  private mutating func place(_ resource: any Resource, in scope: Scope) {
    let info = resource.declaration
    let schema = type(of: resource).schemaOfType
    listed.insert(ObjectIdentifier(info.handle))
    guard info.isEnabled, scope.isEnabled else { return }
    guard isValid(info.handle) else { return }
    let address = Address(module: scope.path, type: schema.type, key: info.handle.key)
    if let first = places[address] {
      diagnostics.append(
        Diagnostic(
          "Duplicate key", "\(address) is declared twice.", address: address,
          at: info.handle.location, notes: [.init("first declared here", at: first)],
          hints: ["give one of them another key"]))
      return
    }
    places[address] = info.handle.location
    targets[ObjectIdentifier(info.handle)] = .resource(address, schema)
    for group in scope.groups { members[group, default: []].append(address) }
    resources.append(
      Placed(
        address: address, resource: resource,
        inheritedDependencies: scope.inheritedDependencies,
        movedFrom: formerAddresses(info, schema, scope)))
  }

  private mutating func formerAddresses(
    _ info: DeclarationInfo, _ schema: Schema, _ scope: Scope
  ) -> [Address] {
    var former = scope.formerPaths.map {
      Address(module: $0, type: schema.type, key: info.handle.key)
    }
    for old in info.movedFrom {
      if let address = Address(parsing: old) {
        former.append(address)
      } else if Address.problem(inKey: old) == nil {
        for path in [scope.path] + scope.formerPaths {
          former.append(Address(module: path, type: schema.type, key: old))
        }
      } else {
        reportInvalidMove(old, info.handle)
      }
    }
    return former
  }

  private mutating func enter(_ info: DeclarationInfo, _ scope: Scope) -> Scope? {
    listed.insert(ObjectIdentifier(info.handle))
    guard isValid(info.handle) else { return nil }
    var inner = scope
    inner.isEnabled = scope.isEnabled && info.isEnabled
    inner.path.append(info.handle.key)
    inner.inheritedDependencies += info.dependsOn
    inner.groups.append(ObjectIdentifier(info.handle))
    inner.formerPaths = scope.formerPaths.map { $0 + [info.handle.key] }
    for old in info.movedFrom {
      let path = old.split(separator: "/").map(String.init)
      if path.isEmpty || path.contains(where: { Address.problem(inKey: $0) != nil }) {
        reportInvalidMove(old, info.handle)
      }
      inner.formerPaths.append(path.count > 1 ? path : scope.path + path)
    }
    members[ObjectIdentifier(info.handle), default: []] += []
    guard inner.isEnabled else { return inner }
    let path = inner.path.joined(separator: "/")
    if let first = moduleKeys[path] {
      diagnostics.append(
        Diagnostic(
          "Duplicate key", "Two modules or services have the key \"\(path)\".",
          at: info.handle.location, notes: [.init("first declared here", at: first)],
          hints: ["give one of them another key"]))
      return nil
    }
    moduleKeys[path] = info.handle.location
    return inner
  }

  private mutating func isValid(_ handle: DeclarationHandle) -> Bool {
    guard let problem = Address.problem(inKey: handle.key) else { return true }
    diagnostics.append(
      Diagnostic(
        "Invalid key", "\(handle.kind): \(problem).", at: handle.location,
        hints: ["loops make keys from data, as \"web-\\(host.name)\""]))
    return false
  }

  private mutating func reportInvalidMove(_ old: String, _ handle: DeclarationHandle) {
    diagnostics.append(
      Diagnostic(
        "Invalid address", "\"\(old)\" is neither an address nor a key.", at: handle.location,
        hints: ["an address is module/type.key, as cache/docker_container.redis"]))
  }

  private mutating func add(_ output: Output) {
    if let problem = Address.problem(inKey: output.name) {
      diagnostics.append(Diagnostic("Invalid name", "Output: \(problem).", at: output.location))
    }
    if let first = outputPlaces[output.name] {
      diagnostics.append(
        Diagnostic(
          "Duplicate output", "Output \"\(output.name)\" is declared twice.",
          at: output.location, notes: [.init("first declared here", at: first)]))
      return
    }
    outputPlaces[output.name] = output.location
    outputs.append(output)
  }

  private mutating func add(_ forget: Forget) {
    guard let address = Address(parsing: forget.address) else {
      diagnostics.append(
        Diagnostic(
          "Invalid address", "\"\(forget.address)\" is not an address.", at: forget.location,
          hints: ["an address is module/type.key, as cache/docker_container.redis"]))
      return
    }
    forgets.append(address)
  }
}

extension Resource {
  /// The schema without the Swift type, reachable through an existential.
  static var schemaOfType: Schema { schema.schema }
}
