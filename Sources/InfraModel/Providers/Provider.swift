/// The code that talks to one API. It takes no decision: it carries out single operations.
///
/// Every operation can be run again after a crash at any request and gives what one run gives:
/// it looks for its object by instance id first, then by name and ownership labels; it adopts
/// its own and refuses a stranger's.
public protocol Provider: ResourceReader {
  /// Carries out one operation and answers the attributes of the object after it.
  ///
  /// A deletion answers none. Deleting what is gone succeeds.
  func perform(_ operation: Operation, _ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError) -> Fields

  /// Makes sure that the API can be reached and used, before anything is begun.
  func probe() async throws(ProviderError)
}

/// The half of a provider that cannot change anything: all that a plan is given.
public protocol ResourceReader: Sendable {
  /// What the provider says now of a resource in the state; nothing if its object is gone.
  func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?

  /// Is told of resources that are going to be read, so that it may ask for many of them at once.
  /// Nothing may depend on it.
  func prepare(toRead resources: [ResourceState]) async

  /// What the provider says of an object that is not in the state, by the provider's own
  /// identifier (a name, an id); nothing if there is none.
  func find(_ identifier: String, _ schema: Schema) async throws(ProviderError) -> Observation?

  /// The same of an object that is to be taken over: what is declared is told in the shape it is
  /// declared in, and as declared where both mean the same. References in it are not resolved yet.
  func find(_ identifier: String, _ schema: Schema, declared: Fields) async throws(ProviderError)
    -> Observation?

  /// Every object that bears an environment's ownership marks, as labels or tags, whatever a state
  /// knows of it.
  func owned(by environment: String) async throws(ProviderError) -> [OwnedObject]

  /// What the provider says of a resource whose state was lost and put together again: its
  /// arguments are those declared, as far as they are known, and its attributes what others knew of
  /// them. Unlike `read` it takes nothing of that for granted; an argument that cannot be what is
  /// declared, and is not known, is reported as null. Nothing if there is no such object.
  func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
}

/// What a provider reports of one object.
public struct Observation: Hashable, Sendable {
  /// The arguments as they are now, in the shape of the schema; only those that can be read.
  /// Those that a resource's state does not hold are left out: they are not declared.
  public var arguments: Fields
  /// The attributes.
  public var attributes: Fields

  /// Makes an observation.
  public init(arguments: Fields, attributes: Fields) {
    self.arguments = arguments
    self.attributes = attributes
  }
}

extension ResourceReader {
  /// Most readers ask for each by itself.
  public func prepare(toRead resources: [ResourceState]) async {}
}

extension Provider {
  /// A provider without an API can always be used.
  public func probe() async throws(ProviderError) {}
}

/// What one operation is about, with every reference resolved.
public struct ProviderRequest: Sendable {
  /// The environment's name: an ownership label.
  public var environment: String
  /// The resource's address: an ownership label.
  public var address: Address
  /// The object's identity: a label or token that the object bears.
  public var instance: InstanceID
  /// The type's schema.
  public var schema: Schema
  /// The arguments by name, without those that are not given; secrets by their sources.
  public var arguments: Fields
  /// The names of the arguments that an update changes.
  public var changed: [String]
  /// What the state knows of the object; nothing for the first creation.
  public var prior: ResourceState?

  /// Makes a request.
  public init(
    environment: String, address: Address, instance: InstanceID, schema: Schema,
    arguments: Fields, changed: [String] = [], prior: ResourceState? = nil
  ) {
    self.environment = environment
    self.address = address
    self.instance = instance
    self.schema = schema
    self.arguments = arguments
    self.changed = changed
    self.prior = prior
  }
}

/// What an operation may use of the world beside its API.
public struct ProviderContext: Sendable {
  /// Opens secrets at the moment of their use.
  public let secrets: any SecretResolver
  /// Tells what is going on, in a few words, as "waiting for health".
  public let progress: @Sendable (String) -> Void
  /// Tells of a request that is made again, and why, which no log leaves out.
  public let retried: @Sendable (String) -> Void

  /// Makes a context.
  public init(
    secrets: any SecretResolver, progress: @escaping @Sendable (String) -> Void = { _ in },
    retried: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.secrets = secrets
    self.progress = progress
    self.retried = retried
  }
}

/// Finds the content of secrets.
public protocol SecretResolver: Sendable {
  /// The content of a secret; an error says which source is missing and how to provide it.
  func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8]
}
