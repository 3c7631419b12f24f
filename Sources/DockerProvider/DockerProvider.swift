import Docker
import InfraHTTP
import InfraModel

/// The provider of Docker's types: carries out single operations on one engine.
///
/// Networks, volumes and containers bear the ownership labels; images bear none, since their
/// content is their identity.
public struct DockerProvider: Provider {
  let engine: Engine
  /// The absolute path of the project's folder, which build folders are relative to.
  let project: String
  let registries: RegistryCredentials

  /// A provider for the engine at an endpoint.
  ///
  /// - Parameters:
  ///   - endpoint: Where the engine answers.
  ///   - project: The absolute path of the project's folder.
  ///   - registries: What is known to registries; nothing if not given.
  ///   - log: Told of every request.
  public init(
    endpoint: DockerEndpoint, project: String,
    registries: RegistryCredentials = RegistryCredentials(), log: HTTPLog? = nil
  ) {
    engine = Engine(endpoint, log: log)
    self.project = project
    self.registries = registries
  }

  /// Carries out one operation and answers the attributes of the object after it.
  public func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    if operation == .record { return request.knownAttributes }
    switch request.schema.type {
    case "docker_network":
      return try await NetworkOperations(engine: engine).perform(operation, request)
    case "docker_volume":
      return try await VolumeOperations(engine: engine).perform(operation, request)
    case "docker_image":
      return try await images.perform(operation, request, context)
    case "docker_container":
      return try await ContainerOperations(engine: engine).perform(operation, request, context)
    default: throw unknown(request.schema)
    }
  }

  /// What the engine says now of a resource in the state; nothing if its object is gone.
  public func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    switch schema.type {
    case "docker_network": return try await NetworkOperations(engine: engine).read(resource)
    case "docker_volume": return try await VolumeOperations(engine: engine).read(resource)
    case "docker_image": return try await images.read(resource)
    case "docker_container": return try await ContainerOperations(engine: engine).read(resource)
    default: throw unknown(schema)
    }
  }

  /// What the engine says of an object by its name or id.
  public func find(_ identifier: String, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    switch schema.type {
    case "docker_network": return try await NetworkOperations(engine: engine).find(identifier)
    case "docker_volume": return try await VolumeOperations(engine: engine).find(identifier)
    case "docker_image": return try await images.find(identifier)
    case "docker_container":
      return try await ContainerOperations(engine: engine).find(identifier)
    default: throw unknown(schema)
    }
  }

  /// Every network, volume and container that bears an environment's labels.
  public func owned(by environment: String) async throws(ProviderError) -> [OwnedObject] {
    try await OwnedObjects(engine: engine).list(environment)
  }

  /// What the engine says of a resource whose state was lost: files by their content, built images
  /// by the label of their build.
  public func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
  {
    switch schema.type {
    case "docker_image": return try await images.recover(resource, schema, context)
    case "docker_container":
      return try await ContainerOperations(engine: engine).recover(resource, context)
    default: return try await read(resource, schema)
    }
  }

  private var images: ImageOperations {
    ImageOperations(engine: engine, project: project, registries: registries)
  }

  private func unknown(_ schema: Schema) -> ProviderError {
    ProviderError(
      .refused, request: "none",
      message: "The Docker provider has no type \"\(schema.type)\".",
      hints: ["this is a fault of the program: report it"])
  }
}
