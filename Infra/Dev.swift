import InfraDSL
import InfraPlatforms
import Modules

/// Development on this machine: one of each, the services' source mounted from this folder.
struct Dev: Environment {
  let name = "dev"
  let project = "studyai"
  let images: ImageCatalogue
  let thinking: Int
  let webhook: String

  init(_ inputs: Inputs) {
    images = inputs.imageCatalogue()
    thinking = inputs.number("think_ms", default: 50, "milliseconds the engine thinks")
    webhook = inputs.text(
      "alert_webhook", default: "http://host.docker.internal:9099/alerts", "where alerts go")
  }

  var platform: any Platform { DockerHost() }

  var body: [Declaration] {
    let backend = Network("backend", internal: true)
    backend
    let edge = Network("edge")
    edge
    let cache = RedisCache("cache", network: backend, images: images)
    cache
    let engine = AIEngine(
      "engine", network: backend, cache: cache, image: images.aiEngine(.development),
      source: SourceMount("Modules/AIEngine/service/ai_engine", at: "/srv/app/ai_engine"),
      thinking: .milliseconds(thinking))
    engine
    let gateway = Gateway(
      "api", network: backend, engine: engine, image: images.gateway(.development),
      source: SourceMount("Modules/Gateway/service/gateway", at: "/srv/app/gateway"))
    gateway
    let balancer = LoadBalancer(
      "edge-proxy", networks: [backend, edge], gateway: gateway, images: images,
      entrance: .http(8080))
    balancer
    let monitoring = Monitoring(
      "monitoring", network: backend, outside: edge, environment: name,
      stack: StudyStack(cache: cache, engine: engine, gateway: gateway, balancer: balancer),
      images: images, doors: .init(prometheus: 9090, alertmanager: 9093, grafana: 3000),
      alerts: AlertReceivers(webhook: Value(webhook), isOnHost: true), interval: .seconds(5))
    monitoring
    StackOutputs(balancer: balancer, monitoring: monitoring).all
  }
}
