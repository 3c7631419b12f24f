import InfraDSL
import InfraPlatforms

/// nginx in front of the gateways: the one door from outside.
public struct LoadBalancer: Module {
  /// How requests arrive.
  public enum Entrance: Sendable {
    /// In the clear, on this port of the host.
    case http(Port)
    /// Encrypted on the first port; on the second, everything is sent to the first.
    case https(Port, redirectFrom: Port, certificate: ServerCertificate)
    /// From the platform's own balancer, which speaks TLS with the world under the given name.
    case behindBalancer(name: String)
  }

  /// How many requests one address may send.
  public struct RateLimit: Sendable {
    let perSecond: Int
    let burst: Int

    /// A rate, and how many more may wait in line.
    public init(perSecond: Int, burst: Int) {
      self.perSecond = perSecond
      self.burst = burst
    }
  }

  /// The module's identity.
  public var declaration: DeclarationInfo
  /// The running balancer.
  public let service: Service
  /// Its figures for Prometheus.
  public let exporter: Service
  private let scheme: String
  private let entrance: ServicePort
  private let name: String?

  /// Declares a balancer in front of a gateway.
  ///
  /// - Parameters:
  ///   - networks: The gateway's network, and the one that has a way to the outside.
  ///   - name: The name by which the world knows it; its address on the host if not given.
  ///   - audience: Who may reach its ports.
  ///   - rateLimit: No limit if not given.
  ///   - scaling: How the number of replicas may follow the load, where the platform can do that.
  public init(
    _ key: String, networks: [Network], gateway: Gateway, images: ImageCatalogue,
    entrance: Entrance, name: String? = nil, audience: ServicePort.Audience = .host,
    rateLimit: RateLimit? = nil, replicas: Int = 1, scaling: ServiceScaling? = nil,
    file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "LoadBalancer", key: key, file: file, line: line)
    var files: [ServiceFile] = [
      .config(
        "/config/nginx.conf",
        .template(
          "Modules/LoadBalancer/nginx.conf.template",
          Self.values(
            gateway: gateway, network: networks.first, entrance: entrance, rateLimit: rateLimit)),
        onChange: .reload)
    ]
    let ports: [ServicePort]
    switch entrance {
    case .http(let port):
      scheme = "http"
      ports = [.published(8080, on: port, to: audience)]
    case .https(let port, let redirect, let certificate):
      scheme = "https"
      ports = [
        .published(8443, on: port, to: audience), .published(8080, on: redirect, to: audience),
      ]
      files += Self.tlsFiles(certificate)
    case .behindBalancer:
      scheme = "https"
      ports = [.entrance(8080, rank: 50_000)]
    }
    self.entrance = ports[0]
    if case .behindBalancer(let name) = entrance { self.name = name } else { self.name = name }
    service = Service(
      "nginx", image: images.nginx, files: files, ports: ports + [.inside(8081)],
      networks: networks, health: .http("/healthz", port: 8081, startPeriod: .seconds(30)),
      resources: ServiceResources(memory: .mebibytes(128), openFiles: 8_192), replicas: replicas,
      rollout: replicas > 1 ? .rolling : .recreate,
      stop: StopBehaviour(signal: .quit, grace: .seconds(40)), reload: .hangUp, scaling: scaling)
    exporter = Service(
      "nginx-exporter", image: images.nginxExporter,
      arguments: ["-nginx.scrape-uri=http://\(service.host):8081/stub_status"],
      ports: [.inside(9113)], networks: Array(networks.prefix(1)),
      resources: ServiceResources(memory: .mebibytes(64)),
      metrics: .inside(9113, path: "/metrics"))
  }

  /// Where the stack is reached from outside.
  public var url: Value<String> {
    if let name { return "\(scheme)://\(name)" }
    return "\(scheme)://\(service.published(entrance))"
  }

  /// What the module declares.
  public var body: [Declaration] {
    service
    exporter
  }

  /// The gateways in nginx' words. Found under one name, they come and go: nginx asks for their
  /// addresses again and again, which it can since 1.27.3.
  private static func servers(_ gateway: Gateway, _ network: Network?) -> Value<String> {
    let each: [Value<String>] = gateway.service.instances.map {
      "server \($0):8080 max_fails=2 fail_timeout=2s;"
    }
    let resolver: Value<String> = network.map { $0.attribute("resolver") } ?? ""
    return gateway.service.found(
      each: each.joined(by: "\n"),
      together: """
        resolver \(resolver) valid=5s ipv6=off;
        server \(gateway.service.host):8080 resolve max_fails=2 fail_timeout=2s;
        """)
  }

  private static func values(
    gateway: Gateway, network: Network?, entrance: Entrance, rateLimit: RateLimit?
  ) -> [String: FileContent] {
    var values: [String: FileContent] = [
      "worker_processes": "auto", "shutdown_seconds": "30",
      "upstream_servers": FileContent(servers(gateway, network)), "rate_limit_zones": "",
      "rate_limits": "", "trusted_proxies": "", "listen": "listen 8080 default_server;",
      "server_name": "_", "tls": "", "max_body_size": "64k", "connect_seconds": "1",
      "read_seconds": "35", "extra_servers": "", "admin_port": "8081",
    ]
    if let rateLimit {
      values["rate_limit_zones"] = FileContent(
        "limit_req_zone $binary_remote_addr zone=ask:10m rate=\(rateLimit.perSecond)r/s;")
      values["rate_limits"] = FileContent("limit_req zone=ask burst=\(rateLimit.burst) nodelay;")
    }
    if case .behindBalancer = entrance, let network {
      // Whom a request is from is said by the balancer, which alone may say it.
      let range: Value<String> = network.attribute("range")
      values["trusted_proxies"] = "set_real_ip_from \(range);\nreal_ip_header X-Forwarded-For;"
    }
    if case .https(let port, _, _) = entrance {
      values["listen"] = "listen 8443 ssl http2 default_server;"
      values["tls"] = "include /config/tls.conf;"
      values["extra_servers"] = FileContent(
        """
        server {
            listen 8080 default_server;
            server_name _;
            location = /healthz { return 200 "ok\\n"; }
            location / { return 308 https://$host:\(port.number)$request_uri; }
        }
        """)
    }
    return values
  }

  private static func tlsFiles(_ certificate: ServerCertificate) -> [ServiceFile] {
    [
      .config(
        "/config/tls.conf",
        .template(
          "Modules/LoadBalancer/tls.conf.template",
          [
            "certificate": "/config/tls/fullchain.pem",
            "certificate_key": "/config/tls/privkey.pem", "hsts_seconds": "31536000",
          ]), onChange: .reload),
      .config("/config/tls/fullchain.pem", "\(certificate.chain)", onChange: .reload),
      .secret("/config/tls/privkey.pem", .secret(certificate.key), onChange: .reload),
    ]
  }
}

/// What a server needs to speak TLS: its certificate with the chain, and its key.
public struct ServerCertificate: Sendable {
  let chain: Value<String>
  let key: Secret

  /// A chain in PEM form, leaf first, and the leaf's key.
  public init(chain: Value<String>, key: Secret) {
    self.chain = chain
    self.key = key
  }
}
