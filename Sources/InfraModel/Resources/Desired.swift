/// What is declared: an environment after lowering, resources in the order of their addresses.
public struct Desired: Sendable {
  /// The environment's name, as `prod` or `preview-123`.
  public var environment: String
  /// The resources, sorted by address, each address once.
  public var resources: [DesiredResource]
  /// The outputs, sorted by name.
  public var outputs: [DesiredOutput]
  /// How the providers are reached, sorted by name.
  public var providers: [ProviderConfiguration]
  /// Addresses in the state that are to be forgotten while their objects live on.
  public var forgets: [Address]

  /// Makes a declared environment.
  public init(
    environment: String, resources: [DesiredResource] = [], outputs: [DesiredOutput] = [],
    providers: [ProviderConfiguration] = [], forgets: [Address] = []
  ) {
    self.environment = environment
    self.resources = resources
    self.outputs = outputs
    self.providers = providers
    self.forgets = forgets
  }
}

/// One declared resource.
public struct DesiredResource: Sendable {
  /// Its address.
  public var address: Address {
    get { shared.content.address }
    set { shared.content.address = newValue }
  }
  /// Its type's schema.
  public var schema: Schema {
    get { shared.content.schema }
    set { shared.content.schema = newValue }
  }
  /// The name of the provider configuration that serves it, as `docker`.
  public var provider: String {
    get { shared.content.provider }
    set { shared.content.provider = newValue }
  }
  /// The values of its arguments, in the order of the schema; `null` where none is given.
  public var arguments: [Datum] {
    get { shared.content.arguments }
    set { shared.content.arguments = newValue }
  }
  /// How it comes, changes and goes.
  public var lifecycle: Lifecycle {
    get { shared.content.lifecycle }
    set { shared.content.lifecycle = newValue }
  }
  /// The resources it directly needs: those it refers to and those it names; sorted, unique.
  public var dependencies: [Address] {
    get { shared.content.dependencies }
    set { shared.content.dependencies = newValue }
  }
  /// Where it is declared.
  public var location: SourceLocation? {
    get { shared.content.location }
    set { shared.content.location = newValue }
  }
  /// Where the modules and services around it are declared, outermost first, without those whose
  /// place is its own: a container of a service stands where the service does.
  public var modules: [SourceLocation] {
    get { shared.content.modules }
    set { shared.content.modules = newValue }
  }

  /// Makes a declared resource.
  public init(
    address: Address, schema: Schema, provider: String? = nil, arguments: [Datum],
    lifecycle: Lifecycle = Lifecycle(), dependencies: [Address] = [],
    location: SourceLocation? = nil, modules: [SourceLocation] = []
  ) {
    shared = Shared(
      Content(
        address: address, schema: schema, provider: provider ?? schema.provider,
        arguments: arguments, lifecycle: lifecycle, dependencies: dependencies, location: location,
        modules: modules))
  }

  /// All of it in one place that copies share: a plan hands each around several times, and a
  /// copy of every field would touch every object that the fields hold.
  private struct Content: Sendable {
    var address: Address
    var schema: Schema
    var provider: String
    var arguments: [Datum]
    var lifecycle: Lifecycle
    var dependencies: [Address]
    var location: SourceLocation?
    var modules: [SourceLocation]
  }

  private var shared: Shared<Content>

  /// The value of an argument by its name; `null` where none is given.
  public subscript(argument: String) -> Datum {
    schema.position(of: argument).map { arguments[$0] } ?? .null
  }
}

/// One declared output of an environment.
public struct DesiredOutput: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its value, known now or after apply.
  public var value: Datum
  /// One sentence of what it is.
  public var summary: String?
  /// Where it is declared.
  public var location: SourceLocation?

  /// Makes an output.
  public init(
    name: String, value: Datum, summary: String? = nil, location: SourceLocation? = nil
  ) {
    self.name = name
    self.value = value
    self.summary = summary
    self.location = location
  }
}

/// How one provider is reached: kept in the state, so that destroy needs no declarations.
public struct ProviderConfiguration: Hashable, Sendable {
  /// The name that resources refer to it by: its kind, or `kind.alias` where there are several.
  public var name: String
  /// What it needs, as an endpoint or a region; never a secret's content.
  public var settings: Fields

  /// Makes a configuration.
  public init(name: String, settings: Fields) {
    self.name = name
    self.settings = settings
  }

  /// The provider's kind, as `docker`: its name up to the first dot.
  public var kind: String { String(name.prefix { $0 != "." }) }
}
