import InfraDSL
import InfraPlatforms

/// The AI engine: answers questions, and remembers its answers in the cache.
public struct AIEngine: Module {
  /// The module's identity.
  public var declaration: DeclarationInfo
  /// The running engine.
  public let service: Service

  /// Declares an engine in a network.
  ///
  /// - Parameters:
  ///   - image: The team's image, or the reference service of this repository.
  ///   - source: A folder of the project to run instead of the image's own code, reloaded on
  ///     every change; for development.
  ///   - scaling: How the number of replicas may follow the load, where the platform can do that.
  ///   - thinking: How long the reference service pretends to think.
  public init(
    _ key: String, network: Network, cache: RedisCache, image: ServiceImage,
    source: SourceMount? = nil, replicas: Int = 1, scaling: ServiceScaling? = nil,
    thinking: Duration = .milliseconds(50), cacheLifetime: Duration = .hours(1),
    rollout: Rollout = .rolling,
    resources: ServiceResources = ServiceResources(memory: .mebibytes(256)),
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "AIEngine", key: key, file: file, line: line)
    var environment: [String: Value<String>] = [
      "REDIS_HOST": cache.host, "REDIS_PORT": "6379",
      "REDIS_PASSWORD_FILE": "/config/redis-password",
      "CACHE_TTL_SECONDS": "\(cacheLifetime.wholeSeconds)",
      "THINK_MS": "\(thinking.wholeMilliseconds)",
    ]
    if cache.isEncrypted { environment["REDIS_TLS"] = "true" }
    service = Service(
      "ai-engine", image: image, environment: environment,
      files: [.secret("/config/redis-password", .secret(cache.password), onChange: .restart)],
      ports: [.inside(8080)], networks: [network], sources: source.map { [$0] } ?? [],
      health: .http("/health", port: 8080), resources: resources, replicas: replicas,
      rollout: rollout, stop: StopBehaviour(grace: .seconds(30)), scaling: scaling,
      metrics: .inside(8080, path: "/metrics"))
  }

  /// What the module declares.
  public var body: [Declaration] { service }
}
