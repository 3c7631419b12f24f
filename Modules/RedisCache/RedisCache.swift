import InfraDSL
import InfraPlatforms

/// A Redis cache for answers, with a password made once for the environment.
public struct RedisCache: Module {
  /// How much of the data survives a restart.
  public enum Persistence: Sendable {
    /// None of it.
    case none
    /// Everything, but for what was written in the last moments.
    case appendOnly(every: Sync)

    /// How often what was written reaches the disk.
    public enum Sync: String, Sendable {
      /// Each second.
      case second = "everysec"
      /// With each write.
      case write = "always"
    }
  }

  /// The module's identity.
  public var declaration: DeclarationInfo
  /// The running cache.
  public let cache: Cache
  /// The password that clients need.
  public let password: Secret
  /// Whether clients speak TLS with it.
  public let isEncrypted: Bool
  let data: Volume

  /// Declares a cache in a network.
  ///
  /// - Parameters:
  ///   - maxMemory: The size of the data; the container gets half as much again.
  ///   - copies: How many nodes hold the data, where the platform can have several.
  ///   - isEncrypted: Whether clients speak TLS with it; only where the platform's cache does.
  ///   - isRetained: Whether the data stays when the environment is destroyed.
  public init(
    _ key: String, network: Network, images: ImageCatalogue,
    persistence: Persistence = .appendOnly(every: .second),
    maxMemory: ByteCount = .mebibytes(192), copies: Int = 1, encrypted isEncrypted: Bool = false,
    retained isRetained: Bool = false, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "RedisCache", key: key, file: file, line: line)
    password = .generated("\(key)-password")
    self.isEncrypted = isEncrypted
    data = Volume("data", of: .cache, retained: isRetained)
    let eviction = "allkeys-lru"
    let service = Service(
      "redis", image: images.redis,
      files: [
        .config(
          "/config/redis.conf",
          .template(
            "Modules/RedisCache/redis.conf.template",
            [
              "port": "6379", "auth": "include /config/redis-auth.conf",
              "max_memory": FileContent("\(maxMemory.bytes)"),
              "eviction_policy": FileContent(eviction),
              "persistence": FileContent(Self.lines(persistence)), "extra": "",
            ]), onChange: .restart),
        .secret("/config/redis-auth.conf", "requirepass \(password)\n", onChange: .restart),
      ],
      ports: [.inside(6379)], networks: [network], volumes: [VolumeMount(data, at: "/data")],
      health: .tcp(port: 6379, startPeriod: .seconds(30)),
      resources: ServiceResources(memory: .bytes(maxMemory.bytes * 3 / 2)))
    cache = Cache(
      service, engine: .redis("7.1", evicting: eviction), memory: maxMemory, copies: copies,
      password: password, encrypted: isEncrypted, retained: isRetained)
  }

  /// The name under which the cache is reached.
  public var host: Value<String> { cache.host }
  /// The address of the cache for clients that take a URL.
  public var url: Value<String> { "\(isEncrypted ? "rediss" : "redis")://\(host):6379" }

  /// What the module declares.
  public var body: [Declaration] {
    data
    cache
  }

  private static func lines(_ persistence: Persistence) -> String {
    switch persistence {
    case .none: "save \"\""
    case .appendOnly(let sync): "appendonly yes\nappendfsync \(sync.rawValue)"
    }
  }
}
