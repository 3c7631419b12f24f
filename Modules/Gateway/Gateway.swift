import InfraDSL
import InfraPlatforms

/// The API gateway: takes requests from the load balancer and asks the AI engine.
public struct Gateway: Module {
  /// The module's identity.
  public var declaration: DeclarationInfo
  /// The running gateway.
  public let service: Service

  /// Declares a gateway in a network.
  ///
  /// - Parameters:
  ///   - image: The team's image, or the reference service of this repository.
  ///   - source: A folder of the project to run instead of the image's own code, reloaded on
  ///     every change; for development.
  ///   - scaling: How the number of replicas may follow the load, where the platform can do that.
  ///   - apiKeys: A secret with one accepted key a line; without it everybody may ask.
  public init(
    _ key: String, network: Network, engine: AIEngine, image: ServiceImage,
    source: SourceMount? = nil, apiKeys: Secret? = nil, replicas: Int = 1,
    scaling: ServiceScaling? = nil, logLevel: String = "info", rollout: Rollout = .rolling,
    resources: ServiceResources = ServiceResources(memory: .mebibytes(192)),
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "Gateway", key: key, file: file, line: line)
    let urls: [Value<String>] = engine.service.instances.map { "http://\($0):8080" }
    var environment: [String: Value<String>] = [
      "AI_ENGINE_URL": engine.service.found(
        each: urls.joined(by: ","), together: "http://\(engine.service.host):8080"),
      "LOG_LEVEL": Value(logLevel),
    ]
    if apiKeys != nil { environment["API_KEYS_FILE"] = "/config/api-keys" }
    service = Service(
      "gateway", image: image, environment: environment,
      files: apiKeys.map {
        [.secret("/config/api-keys", .secret($0), onChange: .restart)]
      } ?? [], ports: [.inside(8080)], networks: [network], sources: source.map { [$0] } ?? [],
      health: .http("/health", port: 8080), resources: resources, replicas: replicas,
      rollout: rollout, stop: StopBehaviour(grace: .seconds(30)), scaling: scaling,
      metrics: .inside(8080, path: "/metrics"))
  }

  /// What the module declares.
  public var body: [Declaration] { service }
}
