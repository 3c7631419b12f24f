import Docker
import InfraModel

/// The operations on `docker_image`.
struct ImageOperations {
  let engine: Engine
  let project: String
  let registries: RegistryCredentials

  func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    switch operation {
    case .create: return try await create(request, context)
    case .deleteDeposed:
      let isKept = try await KeptImages(engine: engine).keep(request, wanted: engine.isWanted)
      if !isKept { try await delete(request, context) }
      return Fields()
    case .delete:
      try await delete(request, context)
      try await KeptImages(engine: engine).remove(of: request["name"].string ?? "", beyond: 0)
      return Fields()
    case .update, .reload, .restart, .importing, .read, .record:
      let id = request.knownAttributes["image_id"]?.string ?? request.knownID ?? ""
      guard let found = try await inspect(id) else {
        throw ProviderError(
          .uncertain, request: "GET /images/{name}/json", status: 404,
          message: "The image of \(request.address) is gone.", hints: ["plan with --refresh"])
      }
      return Self.attributes(found)
    }
  }

  /// The image that the state means, by its id: whether a tag has moved on since does not matter
  /// to the containers that run it.
  func read(_ resource: ResourceState) async throws(ProviderError) -> Observation? {
    guard let id = resource.attributes["image_id"]?.string, try await inspect(id) != nil else {
      return nil
    }
    return Observation(arguments: resource.arguments, attributes: resource.attributes)
  }

  func find(_ identifier: String) async throws(ProviderError) -> Observation? {
    guard let image = try await inspect(identifier) else { return nil }
    var arguments = Fields()
    arguments["name"] = image["RepoTags"].list?.first ?? .string(identifier)
    return Observation(arguments: arguments, attributes: Self.attributes(image))
  }

  /// The image of a resource whose state was lost: the one that a container runs, else the one of
  /// its name. One that was built from something else than is declared says so by its label.
  func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
  {
    let name = ImageReference(resource.arguments["name"]?.string ?? "")
    var found: Datum?
    if let id = resource.attributes["image_id"]?.string { found = try await inspect(id) }
    if found == nil { found = try await inspect(Self.local(name)) }
    guard let image = found else { return nil }
    var arguments = resource.arguments
    if arguments["build"] != nil {
      let request = ProviderRequest(
        environment: context.environment, address: resource.address, instance: resource.instance,
        schema: schema, arguments: resource.arguments)
      let declared = try BuildIdentity(request)?.text
      if declared == nil || image["Config"]["Labels"][BuildIdentity.label].string != declared {
        arguments["triggers"] = .null
      }
    }
    return Observation(arguments: arguments, attributes: Self.attributes(image))
  }

  /// Builds or pulls. A tag that the host has already is not pulled again unless triggers are
  /// declared; one with a digest is what the digest says in any case.
  private func create(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError) -> Fields
  {
    let reference = ImageReference(request["name"].string ?? "")
    if !request["build"].isNull {
      let builder = ImageBuilder(engine: engine, project: project, registries: registries)
      try await builder.build(request, context)
    } else {
      let isHere = try await inspect(Self.local(reference)) != nil
      if !isHere || !request["triggers"].isNull {
        let pull = ImagePull(engine: engine, registries: registries)
        try await pull.pull(reference, platform: request["platform"].string, context)
      }
    }
    guard let image = try await inspect(Self.local(reference)) else {
      throw ProviderError(
        .uncertain, request: "GET /images/{name}/json", status: 404,
        message: "The image \(reference.text) was made and is gone already.")
    }
    if let id = image["Id"].string { engine.want(image: id) }
    return Self.attributes(image)
  }

  /// The name by which the engine knows an image: with a digest, the tag does not count.
  static func local(_ reference: ImageReference) -> String {
    guard let digest = reference.digest else { return reference.text }
    return "\(reference.repository)@\(digest)"
  }

  /// Takes the image off the host unless it is to be kept, a container runs it, or another tag
  /// needs it; neither is a failure, since an image is no one's own.
  private func delete(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError)
  {
    guard request["keep_locally"].bool != true,
      let id = request.knownAttributes["image_id"]?.string, !engine.isWanted(image: id),
      let image = try await inspect(id)
    else { return }
    let name = Self.local(ImageReference(request["name"].string ?? ""))
    let isOwnTag = try await inspect(name)?["Id"].string == id
    let hasTags = !(image["RepoTags"].list ?? []).isEmpty
    guard isOwnTag || !hasTags else { return }
    let answer = try await engine.send(
      EngineRequest(
        .delete, "/images/\(EngineRequest.encode(isOwnTag ? name : id))", expecting: [404, 409]))
    if answer.status == 409 { context.progress("the image is still used, it stays") }
  }

  private func inspect(_ name: String) async throws(ProviderError) -> Datum? {
    if name.isEmpty { return nil }
    // The engine routes a name with slashes as it is written; only its odd bytes are encoded.
    let path = name.split(separator: "/").map { EngineRequest.encode(String($0)) }
      .joined(separator: "/")
    let answer = try await engine.send(
      EngineRequest(.get, "/images/\(path)/json", expecting: [404]))
    return answer.status == 404 ? nil : answer.json
  }

  private static func attributes(_ image: Datum) -> Fields {
    Fields([
      "id": image["Id"], "image_id": image["Id"],
      "repo_digest": image["RepoDigests"].list?.first ?? "",
    ])
  }
}
