import InfraDSL
import InfraPlatforms

/// Grafana with its data source and the modules' dashboards, all from files.
struct GrafanaConfiguration {
  let prometheus: Value<String>
  let environment: String

  func service(
    image: ServiceImage, networks: [Network], doors: Monitoring.Doors, state: Volume?
  ) -> Service {
    Service(
      "grafana", image: image,
      environment: [
        "GF_PATHS_CONFIG": "/config/grafana.ini", "GF_PATHS_PROVISIONING": "/config/provisioning",
      ], files: files(doors.grafanaURL), ports: [doors.grafanaPort], networks: networks,
      volumes: state.map { [VolumeMount($0, at: "/var/lib/grafana")] } ?? [],
      health: .http("/api/health", port: 3000),
      resources: ServiceResources(memory: .mebibytes(384)))
  }

  private func files(_ url: String) -> [ServiceFile] {
    let folder = "Modules/Monitoring/grafana"
    let provisioning = "/config/provisioning"
    return [
      .config(
        "/config/grafana.ini",
        .template(
          "\(folder)/grafana.ini.template",
          [
            "root_url": FileContent(url),
            "admin_password_file": "/config/secrets/grafana-admin",
            "provisioning": FileContent(provisioning),
          ]), onChange: .restart),
      .secret(
        "/config/secrets/grafana-admin", .secret(.generated("grafana-admin")),
        onChange: .restart),
      .config(
        "\(provisioning)/datasources/prometheus.yml",
        .template(
          "\(folder)/datasources.yml.template", ["prometheus_url": FileContent(prometheus)]),
        onChange: .restart),
      .config(
        "\(provisioning)/dashboards/studyai.yml",
        .template("\(folder)/dashboards.yml.template", ["folder": "/config/dashboards"]),
        onChange: .restart),
    ]
      + PrometheusConfiguration.modulesWithAlerts.map {
        .config(
          "/config/dashboards/\($0).json", .file("Modules/\($0)/dashboard.json"),
          onChange: .restart)
      }
  }
}
