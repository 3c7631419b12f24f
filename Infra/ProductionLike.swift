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

  @DeclarationBuilder var all: [Declaration] {
    let backend = Network("backend", internal: true)
    backend
    let edge = Network("edge")
    edge
    let cache = RedisCache("cache", network: backend, images: images, retained: retained)
    cache
    let engine = AIEngine(
      "engine", network: backend, cache: cache, image: images.aiEngine(.production),
      replicas: replicas)
    engine
    let gateway = Gateway(
      "api", network: backend, engine: engine, image: images.gateway(.production),
      replicas: replicas)
    gateway
    let balancer = LoadBalancer(
      "edge-proxy", networks: [backend, edge], gateway: gateway, images: images,
      entrance: entrance, name: publicName, audience: audience,
      rateLimit: .init(perSecond: limit, burst: 2 * limit))
    balancer
    let monitoring = Monitoring(
      "monitoring", network: backend, outside: edge, environment: name,
      stack: StudyStack(cache: cache, engine: engine, gateway: gateway, balancer: balancer),
      images: images, doors: doors, alerts: alerts, retained: retained)
    monitoring
    StackOutputs(balancer: balancer, monitoring: monitoring).all
  }
}
