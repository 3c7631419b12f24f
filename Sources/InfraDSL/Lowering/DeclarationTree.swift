import InfraModel

/// The first pass of lowering: walks bodies, expands, and gives every resource its address.
struct DeclarationTree {
  /// Where a body stands.
  struct Scope {
    /// What becomes of the declarations of a body.
    enum Presence {
      case listed
      /// Left out with `.enabled(false)`.
      case leftOut
      /// In a module that has an error of its own.
      case refused
    }

    var path: [String] = []
    var inheritedDependencies: [DeclarationHandle] = []
    /// For each module around that was moved, the prefixes its resources had before.
    var formerPaths: [[String]] = []
    var presence = Presence.listed
    /// The provider configurations chosen by the modules around, by kinds of providers.
    var providers: [String: String] = [:]
    /// The modules and services around, outermost first, to whose dependents all that is declared
    /// here belongs.
    var enclosing: [DeclarationHandle] = []
  }

  /// A resource with its address.
  struct Placed {
    let address: Address
    let resource: any Described
    let inheritedDependencies: [DeclarationHandle]
    let movedFrom: [Address]
    let enclosing: [DeclarationHandle]
    /// The provider configuration that serves it, if not its type's default.
    let provider: String?
  }

  /// What stands at an address or a module's path.
  private struct Occupant {
    let handle: DeclarationHandle
    let enclosing: [DeclarationHandle]

    var notes: [Diagnostic.Note] {
      [.init("first declared here", at: handle.location)]
        + DeclarationHandle.notes(on: enclosing, around: handle.location)
    }
  }

  private(set) var resources: [Placed] = []
  /// The platforms of modules that have one of their own.
  private(set) var platforms: [any Platform] = []
  private(set) var outputs: [Output] = []
  private(set) var forgets: [Address] = []
  private(set) var targets: [ObjectIdentifier: LoweringContext.Target] = [:]
  /// All that some body lists, even if it is left out there.
  private(set) var listed: Set<ObjectIdentifier> = []
  var diagnostics: [Diagnostic] = []

  private var occupants: [Address: Occupant] = [:]
  private var modules: [String: Occupant] = [:]
  private var members: [ObjectIdentifier: [Address]] = [:]
  private var expansions: [(ObjectIdentifier, Expansion)] = []
  private var outputPlaces: [String: SourceLocation] = [:]
  private var forgetPlaces: [(address: Address, location: SourceLocation)] = []

  /// Makes room for so many declarations at once.
  mutating func reserveCapacity(_ count: Int) {
    resources.reserveCapacity(count)
    targets.reserveCapacity(count)
    listed.reserveCapacity(count)
    occupants.reserveCapacity(count)
  }

  mutating func walk(
    _ declarations: [Declaration], in scope: Scope, _ expansion: inout ExpansionContext
  ) {
    for declaration in declarations {
      switch declaration {
      case .resource(let resource): place(resource, in: scope)
      case .module(let module):
        // Walked even if it is left out, so that what it lists is known to be listed.
        let outer = expansion.platform
        if let own = module.declaration.platform {
          expansion.platform = own
          platforms.append(own)
        }
        walk(module.body, in: enter(module.declaration, scope), &expansion)
        expansion.platform = outer
      case .expandable(let expandable):
        let inner = enter(expandable.declaration, scope)
        guard inner.presence == .listed else { continue }
        expansion.module = scope.path
        expansion.providers = inner.providers
        let made = expandable.expand(&expansion)
        expansions.append((ObjectIdentifier(expandable.declaration.handle), made))
        walk(made.declarations, in: inner, &expansion)
      case .output(let output): if scope.presence == .listed { add(output) }
      case .forget(let forget): if scope.presence == .listed { add(forget) }
      }
    }
  }

  /// Places what expansions share, makes the targets of groups, and checks moves.
  mutating func finish(_ expansion: inout ExpansionContext) {
    for shared in expansion.shared {
      place(shared.declaration, in: Scope(providers: shared.providers))
    }
    for (identity, made) in expansions {
      let anchors = made.anchors.flatMap { addresses(of: $0.declaration.handle) }
      targets[identity] = .group(attributes: made.attributes, anchors: anchors.sorted())
    }
    for (identity, addresses) in members where targets[identity] == nil {
      targets[identity] = .group(attributes: [:], anchors: addresses.sorted())
    }
    checkMoves()
    for (address, location) in forgetPlaces {
      guard let occupant = occupants[address] else { continue }
      diagnostics.append(
        Diagnostic(
          "Forgotten and declared", "\(address) is to be forgotten, and declared as well.",
          address: address, at: location,
          notes: [.init("declared here", at: occupant.handle.location)],
          hints: ["take one of the two out"]))
    }
  }

  private func addresses(of handle: DeclarationHandle) -> [Address] {
    switch targets[ObjectIdentifier(handle)] {
    case .resource(let address, _): [address]
    case .group(_, let anchors): anchors
    case .leftOut, .refused: []
    case nil: members[ObjectIdentifier(handle)] ?? []
    }
  }

  private mutating func place(_ resource: any Described, in scope: Scope) {
    let info = resource.declaration
    let schema = type(of: resource).schemaOfType
    let identity = ObjectIdentifier(info.handle)
    listed.insert(identity)
    let presence = presence(of: info, in: scope)
    if presence != .listed { return leave(identity, presence) }
    let address = Address(module: scope.path, type: schema.type, key: info.handle.key)
    if let first = occupants[address] {
      reportDuplicate("\(address)", address: address, info.handle, scope, first)
      return leave(identity, .refused)
    }
    occupants[address] = Occupant(handle: info.handle, enclosing: scope.enclosing)
    targets[identity] = .resource(address, schema)
    for group in scope.enclosing { members[ObjectIdentifier(group), default: []].append(address) }
    resources.append(
      Placed(
        address: address, resource: resource,
        inheritedDependencies: scope.inheritedDependencies,
        movedFrom: formerAddresses(info, schema, scope), enclosing: scope.enclosing,
        provider: info.provider ?? scope.providers[schema.provider]))
  }

  private mutating func enter(_ info: DeclarationInfo, _ scope: Scope) -> Scope {
    let identity = ObjectIdentifier(info.handle)
    listed.insert(identity)
    var inner = scope
    inner.path.append(info.handle.key)
    inner.enclosing.append(info.handle)
    inner.presence = presence(of: info, in: scope)
    if let provider = info.provider {
      inner.providers[String(provider.prefix { $0 != "." })] = provider
    }
    let path = inner.path.joined(separator: "/")
    if inner.presence == .listed, let first = modules[path] {
      reportDuplicate("Module or service \"\(path)\"", address: nil, info.handle, scope, first)
      inner.presence = .refused
    }
    guard inner.presence == .listed else {
      leave(identity, inner.presence)
      return inner
    }
    modules[path] = Occupant(handle: info.handle, enclosing: scope.enclosing)
    members[identity, default: []] += []
    inner.inheritedDependencies += info.dependsOn
    inner.formerPaths = scope.formerPaths.map { $0 + [info.handle.key] }
    for old in info.movedFrom {
      let path = old.split(separator: "/").map(String.init)
      if path.isEmpty || path.contains(where: { Address.problem(inKey: $0) != nil }) {
        reportInvalidMove(old, info.handle)
      }
      inner.formerPaths.append(path.count > 1 || old.hasPrefix("/") ? path : scope.path + path)
    }
    return inner
  }

  /// Remembers why nothing can refer to a thing; one that is there as well can be referred to.
  private mutating func leave(_ identity: ObjectIdentifier, _ presence: Scope.Presence) {
    guard targets[identity] == nil, members[identity] == nil else { return }
    targets[identity] = presence == .leftOut ? .leftOut : .refused
  }

  /// What becomes of a declaration; an invalid key is reported where it counts.
  private mutating func presence(of info: DeclarationInfo, in scope: Scope) -> Scope.Presence {
    guard scope.presence == .listed else { return scope.presence }
    guard info.isEnabled else { return .leftOut }
    guard let problem = Address.problem(inKey: info.handle.key) else { return .listed }
    diagnostics.append(
      Diagnostic(
        "Invalid key", "\(info.handle.kind): \(problem).", at: info.handle.location,
        notes: DeclarationHandle.notes(on: scope.enclosing, around: info.handle.location),
        hints: ["loops make keys from data, as \"web-\\(host.name)\""]))
    return .refused
  }

  private mutating func reportDuplicate(
    _ name: String, address: Address?, _ handle: DeclarationHandle, _ scope: Scope,
    _ first: Occupant
  ) {
    let around = DeclarationHandle.notes(on: scope.enclosing, around: handle.location)
    if first.handle === handle {
      diagnostics.append(
        Diagnostic(
          "Listed twice", "\(name) is declared once and listed twice.", address: address,
          at: handle.location, notes: around,
          hints: ["take one of the two lines out; a modifier makes no second thing"]))
    } else {
      diagnostics.append(
        Diagnostic(
          "Duplicate key", "\(name) is declared twice.", address: address,
          at: handle.location, notes: around + first.notes,
          hints: ["give one of them another key"]))
    }
  }
}

// MARK: Moves

extension DeclarationTree {
  private mutating func formerAddresses(
    _ info: DeclarationInfo, _ schema: Schema, _ scope: Scope
  ) -> [Address] {
    var former = scope.formerPaths.map {
      Address(module: $0, type: schema.type, key: info.handle.key)
    }
    for old in info.movedFrom {
      if let address = Address(parsing: old) {
        if address.type != schema.type {
          diagnostics.append(
            Diagnostic(
              "Moved from another type",
              "\"\(old)\" is a \(address.type), and what is declared here is a \(schema.type).",
              at: info.handle.location, hints: ["an object keeps its type: name the right one"]))
        }
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

  private mutating func reportInvalidMove(_ old: String, _ handle: DeclarationHandle) {
    diagnostics.append(
      Diagnostic(
        "Invalid address", "\"\(old)\" is neither an address nor a key.", at: handle.location,
        hints: ["an address is module/type.key, as cache/docker_container.redis"]))
  }

  /// An object can go to one place only, and not while its old place is declared too.
  private mutating func checkMoves() {
    var claims: [Address: DeclarationHandle] = [:]
    for placed in resources where !placed.movedFrom.isEmpty {
      let handle = placed.resource.declaration.handle
      for former in Set(placed.movedFrom).sorted() {
        if let occupant = occupants[former] {
          diagnostics.append(
            Diagnostic(
              "Moved from what is still declared",
              "\(placed.address) was \(former) before, and \(former) is declared still.",
              address: placed.address, at: handle.location,
              notes: [.init("\(former) is declared here", at: occupant.handle.location)],
              hints: ["take the .moved(from:) out, or the declaration at the old address"]))
        } else if let other = claims[former] {
          diagnostics.append(
            Diagnostic(
              "Two things moved from one address",
              "\(placed.address) and another resource both were \(former) before.",
              address: placed.address, at: handle.location,
              notes: [.init("the other is declared here", at: other.location)],
              hints: ["only one of them can have its object"]))
        } else {
          claims[former] = handle
        }
      }
    }
  }
}

// MARK: Outputs and forgotten addresses

extension DeclarationTree {
  private mutating func add(_ output: Output) {
    if let problem = Address.problem(inKey: output.name) {
      diagnostics.append(Diagnostic("Invalid name", "Output: \(problem).", at: output.location))
    }
    if let first = outputPlaces[output.name] {
      diagnostics.append(
        Diagnostic(
          "Duplicate output", "Output \"\(output.name)\" is declared twice.",
          at: output.location, notes: [.init("first declared here", at: first)],
          hints: ["give one of them another name"]))
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
    forgetPlaces.append((address, forget.location))
  }
}

extension Described {
  /// The schema without the Swift type, reachable through an existential.
  static var schemaOfType: Schema { schema.schema }
}
