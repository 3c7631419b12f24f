import InfraDSL
import InfraPlatforms

/// Prometheus, Alertmanager, the exporters, and Grafana where its image is to be had.
public struct Monitoring: Module {
  /// Host ports at which people look.
  public struct Doors: Sendable {
    let prometheus: Port
    let alertmanager: Port
    let grafana: Port

    /// Three ports of the host.
    public init(prometheus: Port, alertmanager: Port, grafana: Port) {
      self.prometheus = prometheus
      self.alertmanager = alertmanager
      self.grafana = grafana
    }
  }

  /// The module's identity.
  public var declaration: DeclarationInfo
  /// The running Prometheus.
  public let prometheus: Service
  /// The running Alertmanager.
  public let alertmanager: Service
  /// The running Grafana, if its image is to be had.
  public let grafana: Service?
  let nodeExporter: Service
  let redisExporter: Service
  let figures: Volume
  let silences: Volume
  private let doors: Doors

  /// Declares the monitoring of a stack.
  ///
  /// - Parameters:
  ///   - network: The network of what is watched.
  ///   - outside: A network with a way out: published ports, and receivers of alerts.
  ///   - environment: The label on everything that leaves Prometheus.
  ///   - alerts: Where alerts go.
  ///   - interval: How often figures are taken.
  public init(
    _ key: String, network: Network, outside: Network, environment: String, stack: StudyStack,
    images: ImageCatalogue, doors: Doors, alerts: AlertReceivers,
    interval: Duration = .seconds(15), retained isRetained: Bool = false,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "Monitoring", key: key, file: file, line: line)
    self.doors = doors
    figures = Volume("prometheus-data", retained: isRetained)
    silences = Volume("alertmanager-data", retained: isRetained)
    nodeExporter = Service(
      "node-exporter", image: images.nodeExporter, ports: [.inside(9100)], networks: [network],
      resources: ServiceResources(memory: .mebibytes(64)),
      metrics: .inside(9100, path: "/metrics"))
    redisExporter = Self.redisExporter(stack.cache, network, images)
    alertmanager = Service(
      "alertmanager", image: images.alertmanager,
      files: [
        .config("/config/alertmanager.yml", alerts.configuration, onChange: .reload)
      ] + alerts.secretFiles, ports: [.published(9093, on: doors.alertmanager)],
      networks: [network, outside], volumes: [VolumeMount(silences, at: "/alertmanager")],
      health: .http("/-/ready", port: 9093),
      resources: ServiceResources(memory: .mebibytes(128)), reload: .hangUp,
      metrics: .inside(9093, path: "/metrics"), reachesHost: alerts.isOnHost)
    let targets = [
      ScrapeTarget("gateway", stack.gateway.service),
      ScrapeTarget("ai-engine", stack.engine.service),
      ScrapeTarget("redis", redisExporter),
      ScrapeTarget("load-balancer", stack.balancer.exporter),
      ScrapeTarget("node", nodeExporter),
      ScrapeTarget("alertmanager", alertmanager),
    ]
    let configuration = PrometheusConfiguration(
      environment: environment, interval: interval, targets: targets, alertmanager: alertmanager)
    prometheus = Service(
      "prometheus", image: images.prometheus, files: configuration.files,
      ports: [.published(9090, on: doors.prometheus)], networks: [network, outside],
      volumes: [VolumeMount(figures, at: "/prometheus")],
      health: .http("/-/ready", port: 9090),
      resources: ServiceResources(memory: .mebibytes(512)),
      stop: StopBehaviour(grace: .seconds(60)), reload: .hangUp)
    let address: Value<String> = "http://\(prometheus.host):9090"
    grafana = images.grafana.map {
      GrafanaConfiguration(prometheus: address, environment: environment)
        .service(image: $0, networks: [network, outside], door: doors.grafana)
    }
  }

  /// Where Prometheus is looked at.
  public var prometheusURL: Value<String> {
    "http://\(prometheus.published(.published(9090, on: doors.prometheus)))"
  }

  /// Where Alertmanager is looked at.
  public var alertmanagerURL: Value<String> {
    "http://\(alertmanager.published(.published(9093, on: doors.alertmanager)))"
  }

  /// Where Grafana is looked at, if there is one.
  public var grafanaURL: Value<String>? {
    grafana.map { "http://\($0.published(.published(3000, on: doors.grafana)))" }
  }

  /// What the module declares.
  public var body: [Declaration] {
    figures
    silences
    nodeExporter
    redisExporter
    alertmanager
    prometheus
    if let grafana { grafana }
  }

  private static func redisExporter(
    _ cache: RedisCache, _ network: Network, _ images: ImageCatalogue
  ) -> Service {
    Service(
      "redis-exporter", image: images.redisExporter,
      arguments: [
        "-redis.addr=redis://\(cache.host):6379", "-redis.password-file=/config/passwords.json",
      ],
      files: [
        .secret(
          "/config/passwords.json",
          "{\"redis://\(cache.host):6379\": \"\(cache.password)\"}\n", onChange: .restart)
      ], ports: [.inside(9121)], networks: [network],
      resources: ServiceResources(memory: .mebibytes(64)),
      metrics: .inside(9121, path: "/metrics"))
  }
}

/// What is watched.
public struct StudyStack: Sendable {
  let cache: RedisCache
  let engine: AIEngine
  let gateway: Gateway
  let balancer: LoadBalancer

  /// The parts of one stack.
  public init(
    cache: RedisCache, engine: AIEngine, gateway: Gateway, balancer: LoadBalancer
  ) {
    self.cache = cache
    self.engine = engine
    self.gateway = gateway
    self.balancer = balancer
  }
}
