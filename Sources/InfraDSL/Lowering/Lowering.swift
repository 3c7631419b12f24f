import InfraModel

/// Turns an environment's declarations into what the planner compares: resources with addresses
/// and values.
///
/// Two passes: the first walks the bodies, has platforms expand what they are to expand, and
/// gives addresses; the second turns arguments into values. All problems are collected.
public struct Lowering {
  /// An environment after lowering, or what is wrong with it.
  public struct Result: Sendable {
    /// What is declared; not to be planned if there are errors.
    public var desired: Desired
    /// What was found.
    public var diagnostics: Diagnostics
    /// Where each secret is declared, in the order of the declarations.
    public var secrets: [SecretSource: SourceLocation]
  }

  /// Reads an environment made by `make`. It is made here, so that all it declares is seen.
  public static func lower(
    files: any ProjectFiles, inputs: Inputs = Inputs(),
    _ make: (Inputs) throws(Diagnostic) -> any Environment
  ) -> Result {
    let recorder = DeclarationRecorder()
    return DeclarationRecorder.$current.withValue(recorder) {
      do throws(Diagnostic) {
        let environment = try make(inputs)
        var lowering = Lowering(environment, files: files)
        var result = lowering.run(environment, recorder)
        inputs.reportUnasked()
        result.diagnostics.items.insert(contentsOf: inputs.diagnostics, at: 0)
        return result
      } catch {
        let items = inputs.diagnostics + [error]
        return Result(
          desired: Desired(environment: ""), diagnostics: Diagnostics(items), secrets: [:])
      }
    }
  }

  private var expansion: ExpansionContext
  private var context: LoweringContext
  private var tree = DeclarationTree()

  private init(_ environment: any Environment, files: any ProjectFiles) {
    expansion = ExpansionContext(environment: environment, files: files)
    context = LoweringContext(files: files)
  }

  private mutating func run(_ environment: any Environment, _ recorder: DeclarationRecorder)
    -> Result
  {
    if let problem = Address.problem(inKey: environment.name) {
      tree.diagnostics.append(Diagnostic("Invalid name", "Environment: \(problem)."))
    }
    let body = environment.body
    tree.reserveCapacity(recorder.recorded.count)
    tree.walk(body, in: DeclarationTree.Scope(), &expansion)
    tree.finish(&expansion)
    context.targets = tree.targets
    context.diagnostics = expansion.diagnostics + tree.diagnostics

    var resources: [DesiredResource] = []
    resources.reserveCapacity(tree.resources.count)
    for placed in tree.resources { resources.append(lower(placed)) }
    // What is wrong is told in the order of the declarations, so they are sorted only now.
    let placed = tree.resources
    let order = placed.indices.sorted { placed[$0].address < placed[$1].address }
    resources = order.map { resources[$0] }
    context.diagnostics += tree.problemsTogether(in: resources)
    let outputs = tree.outputs.map { lower($0) }.sorted { $0.name < $1.name }
    context.diagnostics += UnlistedUse.diagnostics(
      recorded: recorder.recorded, listed: tree.listed, uses: context.unlistedUses,
      environment: environment.name)
    if !context.diagnostics.contains(where: { $0.severity == .error }) {
      context.diagnostics += DependencyCycle.diagnostics(in: resources)
    }
    let desired = Desired(
      environment: environment.name, resources: resources, outputs: outputs,
      providers: providers(of: environment),
      forgets: tree.forgets)
    return Result(
      desired: desired, diagnostics: Diagnostics(context.diagnostics),
      secrets: Dictionary(
        context.secrets.map { ($0.source, $0.location) }, uniquingKeysWith: { first, _ in first }))
  }

  private mutating func lower(_ placed: DeclarationTree.Placed) -> DesiredResource {
    func open<R: Described>(_ resource: R) -> DesiredResource {
      let info = resource.declaration
      context.dependencies = []
      context.current = LoweringContext.Place(
        address: placed.address, location: info.handle.location, enclosing: placed.enclosing)
      defer {
        context.current = nil
        context.currentArgument = nil
      }
      let schema = R.schema.schema
      let readers = R.schema.readers
      var arguments: [Datum] = []
      arguments.reserveCapacity(readers.count)
      for position in readers.indices {
        context.currentArgument = schema.argumentNames[position]
        let broken = context.brokenReferences
        let given = readers[position](resource, &context)
        arguments.append(
          given.isNull || given.holdsSecret
            ? context.complete(
              given, schema.arguments[position], isBroken: context.brokenReferences > broken)
            : given)
      }
      context.currentArgument = nil
      let lifecycle = self.lifecycle(of: info, placed)
      return DesiredResource(
        address: placed.address, schema: schema, provider: placed.provider, arguments: arguments,
        lifecycle: lifecycle,
        dependencies: Self.sorted(context.dependencies, without: placed.address),
        location: info.handle.location,
        modules: placed.enclosing.map(\.location).filter { $0 != info.handle.location })
    }
    return open(placed.resource)
  }

  /// What the platforms need, each configuration once.
  private func providers(of environment: any Environment) -> [ProviderConfiguration] {
    let platforms = [environment.platform] + tree.platforms
    var known: [String: ProviderConfiguration] = [:]
    for provider in platforms.flatMap(\.providers) where known[provider.name] == nil {
      known[provider.name] = provider
    }
    return known.values.sorted { $0.name < $1.name }
  }

  private mutating func lifecycle(of info: DeclarationInfo, _ placed: DeclarationTree.Placed)
    -> Lifecycle
  {
    var lifecycle = info.lifecycle
    lifecycle.ignoreChanges = context.known(info.ignoredArguments, of: type(of: placed.resource))
    lifecycle.replaceTriggers = info.replaceTriggers.map { $0.lower(&context) }
    lifecycle.preconditions = info.preconditions.map { $0.lower(&context) }
    let dependencies = context.dependencies
    lifecycle.checks = info.checks.map { $0.lower(&context) }
    context.dependencies = dependencies
    let named = (info.dependsOn + placed.inheritedDependencies).flatMap {
      context.addresses(of: $0)
    }
    context.dependencies += named
    lifecycle.dependsOn = Self.sorted(named, without: placed.address)
    lifecycle.movedFrom = placed.movedFrom
    return lifecycle
  }

  /// Addresses in their order, each once: mostly a few, which need no set.
  private static func sorted(_ addresses: [Address], without own: Address) -> [Address] {
    if addresses.isEmpty { return [] }
    var unique: [Address] = []
    unique.reserveCapacity(addresses.count)
    for address in addresses.sorted() where address != own && address != unique.last {
      unique.append(address)
    }
    return unique
  }

  private mutating func lower(_ output: Output) -> DesiredOutput {
    let value = context.lower(output.value, at: output.location)
    if value.holdsSecret {
      context.diagnostics.append(
        Diagnostic(
          "Secret in an output", "Output \"\(output.name)\" would print a secret.",
          at: output.location))
    }
    return DesiredOutput(
      name: output.name, value: value, summary: output.summary, location: output.location)
  }
}

extension LoweringContext {
  /// Takes a default in, and reports what is missing and what must not be there.
  fileprivate mutating func complete(
    _ given: Datum, _ row: ArgumentSchema, isBroken: Bool
  ) -> Datum {
    if !given.isNull {
      if !row.isSensitive, given.holdsSecret {
        report(
          "Secret in an argument that is not sensitive",
          "\"\(row.name)\" would be stored and shown.",
          hints: ["pass the secret as a file of the service"])
      }
      return given
    }
    switch row.presence {
    case .required:
      if isBroken { return .null }
      report("Missing argument", "\"\(row.name)\" has no value: \(row.summary)")
      return .null
    case .optional: return .null
    case .defaulted(let value): return value
    }
  }

  /// The arguments whose changes are ignored, each once; a key path of no argument is a problem.
  fileprivate mutating func known(_ names: [String], of type: any Described.Type) -> [String] {
    let schema = type.schemaOfType
    var known: [String] = []
    for name in names {
      if schema.position(of: name) == nil {
        report(
          "Not an argument",
          ".ignoreChanges(\(name)): the key path is of no argument of \(schema.type).",
          hints: [
            "the arguments are: \(schema.arguments.map(\.name).joined(separator: ", "))"
          ])
      } else if !known.contains(name) {
        known.append(name)
      }
    }
    return known
  }
}
