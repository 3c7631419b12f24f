import InfraDSL
import InfraPlatforms

/// Prometheus, Alertmanager, the exporters, and Grafana where its image is to be had.
public struct Monitoring: Module {
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
  let grafanaState: Volume?
  private let doors: Doors

  /// Declares the monitoring of a stack.
  ///
  /// - Parameters:
  ///   - network: The network of what is watched.
  ///   - outside: A network with a way out: published ports, and receivers of alerts.
  ///   - environment: The label on everything that leaves Prometheus.
  ///   - alerts: Where alerts go.
  ///   - interval: How often figures are taken.
  ///   - keepsGrafana: Whether what people make in Grafana outlives it.
  public init(
    _ key: String, network: Network, outside: Network, environment: String, stack: StudyStack,
    images: ImageCatalogue, doors: Doors, alerts: AlertReceivers,
    interval: Duration = .seconds(15), keepsGrafana: Bool = false,
    retained isRetained: Bool = false, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "Monitoring", key: key, file: file, line: line)
    self.doors = doors
    figures = Volume("prometheus-data", retained: isRetained)
    silences = Volume("alertmanager-data", retained: isRetained)
    grafanaState =
      keepsGrafana && images.grafana != nil ? Volume("grafana-data", retained: isRetained) : nil
    nodeExporter = Service(
      "node-exporter", image: images.nodeExporter, ports: [.inside(9100)], networks: [network],
      resources: ServiceResources(memory: .mebibytes(64)),
      metrics: .inside(9100, path: "/metrics"), watchesHost: true)
    redisExporter = Self.redisExporter(stack.cache, network, images)
    alertmanager = Service(
      "alertmanager", image: images.alertmanager,
      files: [
        .config("/config/alertmanager.yml", alerts.configuration, onChange: .reload)
      ] + alerts.secretFiles, ports: [doors.alertmanagerPort],
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
      ports: [doors.prometheusPort], networks: [network, outside],
      volumes: [VolumeMount(figures, at: "/prometheus")],
      health: .http("/-/ready", port: 9090),
      resources: ServiceResources(memory: .mebibytes(512)),
      stop: StopBehaviour(grace: .seconds(60)), reload: .hangUp)
    let address: Value<String> = "http://\(prometheus.host):9090"
    let grafanaState = grafanaState
    grafana = images.grafana.map {
      GrafanaConfiguration(prometheus: address, environment: environment)
        .service(image: $0, networks: [network, outside], doors: doors, state: grafanaState)
    }
  }

  /// Where Prometheus is looked at.
  public var prometheusURL: Value<String> { doors.url(of: prometheus, doors.prometheusPort) }

  /// Where Alertmanager is looked at.
  public var alertmanagerURL: Value<String> { doors.url(of: alertmanager, doors.alertmanagerPort) }

  /// Where Grafana is looked at, if there is one.
  public var grafanaURL: Value<String>? { grafana.map { doors.url(of: $0, doors.grafanaPort) } }

  /// What the module declares.
  public var body: [Declaration] {
    figures
    silences
    if let grafanaState { grafanaState }
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
        "-redis.addr=\(cache.url)", "-redis.password-file=/config/passwords.json",
      ],
      files: [
        .secret(
          "/config/passwords.json",
          "{\"\(cache.url)\": \"\(cache.password)\"}\n", onChange: .restart)
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
