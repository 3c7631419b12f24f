import InfraDSL
import InfraPlatforms

/// A service whose figures Prometheus takes, replica by replica.
struct ScrapeTarget: Sendable {
  let job: String
  let service: Service

  init(_ job: String, _ service: Service) {
    self.job = job
    self.service = service
  }

  /// The entry in `scrape_configs`; nothing for a service without figures. Replicas that are
  /// found under one name are looked up there again and again.
  var entry: Value<String>? {
    guard let metrics = service.metrics else { return nil }
    let targets: [Value<String>] = service.instances.map { "'\($0):\(metrics.number)'" }
    return service.found(
      each: """
        - job_name: \(job)
          metrics_path: \(metrics.path)
          static_configs:
            - targets: [\(targets.joined(by: ", "))]
        """,
      together: """
        - job_name: \(job)
          metrics_path: \(metrics.path)
          dns_sd_configs:
            - names: ['\(service.addresses)']
              type: A
              port: \(metrics.number)
              refresh_interval: 10s
        """)
  }
}

/// Prometheus' configuration and rule files.
struct PrometheusConfiguration {
  /// The modules that have alert rules beside them.
  static let modulesWithAlerts = [
    "Gateway", "AIEngine", "RedisCache", "LoadBalancer", "Monitoring",
  ]

  let environment: String
  let interval: Duration
  let targets: [ScrapeTarget]
  let alertmanager: Service

  var files: [ServiceFile] {
    let own: Value<String> = """
      - job_name: prometheus
        static_configs:
          - targets: ['127.0.0.1:9090']
      """
    let scrapes = targets.compactMap(\.entry) + [own]
    let rules = Self.modulesWithAlerts.map { "- /config/rules/\($0).yml" }
    let main: ServiceFile = .config(
      "/config/prometheus.yml",
      .template(
        "Modules/Monitoring/prometheus.yml.template",
        [
          "environment": FileContent(environment), "scrape_interval": FileContent(interval.text),
          "evaluation_interval": FileContent(interval.text),
          "rule_files": FileContent(rules.joined(separator: "\n")),
          "alertmanagers": "['\(alertmanager.host):9093']",
          "scrape_configs": FileContent(scrapes.joined(by: "\n")),
        ]), onChange: .reload)
    return [main]
      + Self.modulesWithAlerts.map {
        .config(
          "/config/rules/\($0).yml", .file("Modules/\($0)/alerts.yml"), onChange: .reload)
      }
  }
}
