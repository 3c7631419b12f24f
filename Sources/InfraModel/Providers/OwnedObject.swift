/// An object that bears an environment's ownership marks, found without any state.
public struct OwnedObject: Hashable, Sendable {
  /// The resource that it was made for, as its marks say.
  public var address: Address
  /// The identity that it was given before its creation.
  public var instance: InstanceID
  /// When it was made, in a form that sorts as time does: of two objects of one resource the later
  /// one has replaced the other.
  public var made: String
  /// What the provider says of it; of an object that is not declared, that is all there is.
  public var observation: Observation

  /// Makes a found object.
  public init(
    address: Address, instance: InstanceID, made: String, observation: Observation
  ) {
    self.address = address
    self.instance = instance
    self.made = made
    self.observation = observation
  }
}

/// What a provider may use of the world when a lost state is put together again.
public struct RecoveryContext: Sendable {
  /// The environment's name.
  public let environment: String
  /// The content of a secret that is at hand; nothing for any other. It makes none.
  public let secret: @Sendable (SecretSource) -> [UInt8]?

  /// Makes a context.
  public init(environment: String, secret: @escaping @Sendable (SecretSource) -> [UInt8]?) {
    self.environment = environment
    self.secret = secret
  }
}

extension ResourceReader {
  /// A provider whose objects bear no marks finds none.
  public func owned(by environment: String) async throws(ProviderError) -> [OwnedObject] { [] }

  /// A provider that reports in the shapes of its schemas needs no declaration for it.
  public func find(_ identifier: String, _ schema: Schema, declared: Fields)
    async throws(ProviderError) -> Observation?
  {
    try await find(identifier, schema)
  }

  /// A provider that reports all there is has nothing to look at more closely.
  public func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
  {
    try await read(resource, schema)
  }
}
