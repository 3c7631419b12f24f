import InfraDSL
import InfraPlatforms

/// Which images the services run: published ones, or ones built here from Debian's packages
/// where no public registry answers. Both run with the same configuration.
///
/// Every image keeps to the same layout: configuration in `/config`, user, data folders and
/// programs as the published image has them, so that a service's declaration fits either.
public struct ImageCatalogue: Sendable {
  /// Where the images of programs that others publish come from.
  public enum Supply: String, Sendable, CaseIterable {
    /// From the public registries, by tag.
    case upstream
    /// Built from Debian's packages by this repository's Dockerfiles.
    case debian
  }

  /// Where the images come from.
  public let supply: Supply

  /// Takes a supply.
  public init(_ supply: Supply) { self.supply = supply }

  /// nginx: starts as its own user, writes in /tmp alone, ends on SIGQUIT.
  public var nginx: ServiceImage {
    image(
      "nginx", upstream: "nginx:1.28.0", folder: "Modules/LoadBalancer/image",
      entrypoint: ["nginx"], command: ["-c", "/config/nginx.conf"], user: "101:101",
      hasInit: false)
  }

  /// Redis 7.
  public var redis: ServiceImage {
    image(
      "redis", upstream: "redis:7.4.1", folder: "Modules/RedisCache/image",
      entrypoint: ["redis-server"], command: ["/config/redis.conf"], user: "999:999")
  }

  /// Prometheus.
  public var prometheus: ServiceImage {
    monitoring(
      "prometheus", upstream: "prom/prometheus:v2.55.1", entrypoint: "/bin/prometheus",
      command: [
        "--config.file=/config/prometheus.yml", "--storage.tsdb.path=/prometheus",
        "--storage.tsdb.retention.time=15d",
      ])
  }

  /// Alertmanager.
  public var alertmanager: ServiceImage {
    monitoring(
      "alertmanager", upstream: "prom/alertmanager:v0.28.0", entrypoint: "/bin/alertmanager",
      command: [
        "--config.file=/config/alertmanager.yml", "--storage.path=/alertmanager",
        "--cluster.listen-address=",
      ])
  }

  /// Figures of the host.
  public var nodeExporter: ServiceImage {
    monitoring(
      "node-exporter", upstream: "prom/node-exporter:v1.8.2", entrypoint: "/bin/node_exporter")
  }

  /// Figures of Redis.
  public var redisExporter: ServiceImage {
    monitoring(
      "redis-exporter", upstream: "oliver006/redis_exporter:v1.66.0-alpine",
      entrypoint: "/redis_exporter")
  }

  /// Figures of nginx.
  public var nginxExporter: ServiceImage {
    monitoring(
      "nginx-exporter", upstream: "nginx/nginx-prometheus-exporter:0.11.0",
      entrypoint: "/usr/bin/nginx-prometheus-exporter")
  }

  /// Grafana; there is none among Debian's packages.
  public var grafana: ServiceImage? {
    guard supply == .upstream else { return nil }
    return ServiceImage(
      name: "grafana", source: .registry("grafana/grafana:11.3.1"), user: "472:0",
      writable: ["/tmp", "/var/log/grafana"], probe: .wget)
  }

  /// The reference gateway, built from this repository; the team's own drops in here.
  public func gateway(_ stage: BuildStage) -> ServiceImage {
    service("gateway", folder: "Modules/Gateway/service", stage)
  }

  /// The reference AI engine, built from this repository; the team's own drops in here.
  public func aiEngine(_ stage: BuildStage) -> ServiceImage {
    service("ai-engine", folder: "Modules/AIEngine/service", stage)
  }

  private func service(_ name: String, folder: String, _ stage: BuildStage) -> ServiceImage {
    ServiceImage(
      name: name, source: .build(folder: folder, target: stage.rawValue), user: "10001:10001")
  }

  private func image(
    _ name: String, upstream: String, folder: String, entrypoint: [String], command: [String],
    user: String, hasInit: Bool = true
  ) -> ServiceImage {
    ServiceImage(
      name: name, source: supply == .upstream ? .registry(upstream) : .build(folder: folder),
      entrypoint: entrypoint, command: command, user: user, hasInit: hasInit, probe: .bash)
  }

  private func monitoring(
    _ name: String, upstream: String, entrypoint: String, command: [String] = []
  ) -> ServiceImage {
    let isUpstream = supply == .upstream
    return ServiceImage(
      name: name,
      source: isUpstream
        ? .registry(upstream) : .build(folder: "Modules/Monitoring/image", target: name),
      entrypoint: [entrypoint], command: command, user: "65534:65534",
      probe: isUpstream ? .wget : .bash)
  }
}

/// The stages of the services' Dockerfiles.
public enum BuildStage: String, Sendable {
  /// Reloads on a change of the mounted source.
  case development
  /// Small, and without tools.
  case production
}
