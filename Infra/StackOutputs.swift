import InfraDSL
import Modules

/// What every environment tells of itself: where it is reached and watched.
struct StackOutputs {
  let balancer: LoadBalancer
  let monitoring: Monitoring

  @DeclarationBuilder var all: [Declaration] {
    Output("url", balancer.url, summary: "Where the API is reached.")
    Output("prometheus_url", monitoring.prometheusURL, summary: "Figures and alert rules.")
    Output("alertmanager_url", monitoring.alertmanagerURL, summary: "Alerts and silences.")
    if let grafana = monitoring.grafanaURL {
      Output("grafana_url", grafana, summary: "Dashboards.")
    }
  }
}
