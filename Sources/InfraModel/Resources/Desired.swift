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
    get { storage.content.address }
    set { own.content.address = newValue }
  }
  /// Its type's schema.
  public var schema: Schema {
    get { storage.content.schema }
    set { own.content.schema = newValue }
  }
  /// The name of the provider configuration that serves it, as `docker`.
  public var provider: String {
    get { storage.content.provider }
    set { own.content.provider = newValue }
  }
  /// The values of its arguments, in the order of the schema; `null` where none is given.
  public var arguments: [Datum] {
    get { storage.content.arguments }
    set { own.content.arguments = newValue }
  }
  /// How it comes, changes and goes.
  public var lifecycle: Lifecycle {
    get { storage.content.lifecycle }
    set { own.content.lifecycle = newValue }
  }
  /// The resources it directly needs: those it refers to and those it names; sorted, unique.
  public var dependencies: [Address] {
    get { storage.content.dependencies }
    set { own.content.dependencies = newValue }
  }
  /// Where it is declared.
  public var location: SourceLocation? {
    get { storage.content.location }
    set { own.content.location = newValue }
  }
  /// Where the modules and services around it are declared, outermost first, without those whose
  /// place is its own: a container of a service stands where the service does.
  public var modules: [SourceLocation] {
    get { storage.content.modules }
    set { own.content.modules = newValue }
  }

  /// Makes a declared resource.
  public init(
    address: Address, schema: Schema, provider: String? = nil, arguments: [Datum],
    lifecycle: Lifecycle = Lifecycle(), dependencies: [Address] = [],
    location: SourceLocation? = nil, modules: [SourceLocation] = []
  ) {
    storage = Storage(
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

  // Safe: written only while no copy shares it.
  private final class Storage: @unchecked Sendable {
    var content: Content

    init(_ content: Content) { self.content = content }
  }

  private var storage: Storage

  private var own: Storage {
    mutating get {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.content) }
      return storage
    }
  }

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
