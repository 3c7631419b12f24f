import InfraDSL
import InfraPlatforms

extension Monitoring {
  /// Where people look at the monitoring.
  public struct Doors: Sendable {
    private enum Place {
      case host(prometheus: Port, alertmanager: Port, grafana: Port)
      case name(String)
    }

    private let place: Place

    /// Three ports of the host.
    public init(prometheus: Port, alertmanager: Port, grafana: Port) {
      place = .host(prometheus: prometheus, alertmanager: alertmanager, grafana: grafana)
    }

    private init(_ place: Place) { self.place = place }

    /// Grafana, which asks who one is, under a name of the platform's balancer; Prometheus and
    /// Alertmanager, which do not, inside their networks alone.
    public static func grafana(at name: String) -> Doors { Doors(.name(name)) }

    var prometheusPort: ServicePort {
      if case .host(let port, _, _) = place { .published(9090, on: port) } else { .inside(9090) }
    }

    var alertmanagerPort: ServicePort {
      if case .host(_, let port, _) = place { .published(9093, on: port) } else { .inside(9093) }
    }

    var grafanaPort: ServicePort {
      switch place {
      case .host(_, _, let port): .published(3000, on: port)
      case .name(let name): .entrance(3000, for: [name], rank: 100)
      }
    }

    /// What Grafana takes for its own address.
    var grafanaURL: String {
      switch place {
      case .host(_, _, let port): "http://127.0.0.1:\(port.number)"
      case .name(let name): "https://\(name)"
      }
    }

    func url(of service: Service, _ port: ServicePort) -> Value<String> {
      switch place {
      case .host: return "http://\(service.published(port))"
      case .name(let name):
        return port.isEntrance
          ? "https://\(name)" : "http://\(service.host):\(port.number)"
      }
    }
  }
}
