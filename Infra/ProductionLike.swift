import InfraDSL
import InfraPlatforms
import Modules

/// The stack as production runs it; staging, previews and production differ in its settings only.
struct ProductionLike {
  let name: String
  let images: ImageCatalogue
  let entrance: LoadBalancer.Entrance
  var publicName: String?
  var audience: ServicePort.Audience = .host
  let doors: Monitoring.Doors
  let alerts: AlertReceivers
  let limit: Int
  var replicas = 2
  var retained = false
  /// Whether a cache of the platform's own is spoken to, which speaks TLS.
  var encryptedCache = false
  var cacheCopies = 1
  /// How far the platform may go to follow the load; nothing where replicas are fixed.
  var growth: Growth?
  var keepsGrafana = false
  /// Whether it tells where it is reached; one stack of an environment does.
  var tellsOutputs = true

  /// The services that follow the load, and the bounds in which they do.
  struct Growth {
    let bounds: ClosedRange<Int>

    /// nginx passes on: its processors tell enough.
    var balancer: ServiceScaling { ServiceScaling(bounds, cpuPercent: 60) }
    /// A hundred requests a second for each; an estimate, to be set by what is measured there.
    var gateway: ServiceScaling {
      ServiceScaling(bounds, cpuPercent: 60, requestsPerMinute: 6_000)
    }
    /// Half as many, since each is thought about; an estimate like that of the gateway.
    var engine: ServiceScaling {
      ServiceScaling(bounds, cpuPercent: 60, requestsPerMinute: 3_000)
    }
  }

  @DeclarationBuilder var all: [Declaration] {
    let backend = Network("backend", internal: true)
    backend
    let edge = Network("edge")
    edge
    let cache = RedisCache(
      "cache", network: backend, images: images, copies: cacheCopies, encrypted: encryptedCache,
      retained: retained)
    cache
    let engine = AIEngine(
      "engine", network: backend, cache: cache, image: images.aiEngine(.production),
      replicas: replicas, scaling: growth?.engine)
    engine
    let gateway = Gateway(
      "api", network: backend, engine: engine, image: images.gateway(.production),
      replicas: replicas, scaling: growth?.gateway)
    gateway
    let balancer = LoadBalancer(
      "edge-proxy", networks: [backend, edge], gateway: gateway, images: images,
      entrance: entrance, name: publicName, audience: audience,
      rateLimit: .init(perSecond: limit, burst: 2 * limit),
      replicas: growth == nil ? 1 : replicas, scaling: growth?.balancer)
    balancer
    let monitoring = Monitoring(
      "monitoring", network: backend, outside: edge, environment: name,
      stack: StudyStack(cache: cache, engine: engine, gateway: gateway, balancer: balancer),
      images: images, doors: doors, alerts: alerts, keepsGrafana: keepsGrafana, retained: retained)
    monitoring
    if tellsOutputs { StackOutputs(balancer: balancer, monitoring: monitoring).all }
  }
}
