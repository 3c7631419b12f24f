import InfraDSL
import InfraPlatforms
import Modules
import TLS

/// Production, for now on one remote Docker host that is reached by mutual TLS.
struct Prod: Environment {
  let name = "prod"
  let project = "studyai"
  let images: ImageCatalogue
  let host: String
  let certificates: String
  let domain: String
  let webhook: String

  init(_ inputs: Inputs) {
    images = inputs.imageCatalogue()
    host = inputs.text(
      "docker_host", default: "tcp://docker.studyai.example:2376", "the Docker host's endpoint")
    certificates = inputs.text(
      "docker_certificates", default: "~/.docker/studyai-prod",
      "folder with ca.pem, cert.pem and key.pem for it")
    domain = inputs.text("domain", default: "api.studyai.example", "the public name")
    webhook = inputs.text(
      "alert_webhook", default: "https://alerts.studyai.example/hooks/infra", "where alerts go")
  }

  var platform: any Platform { DockerHost(endpoint: host, certificates: certificates) }

  var body: [Declaration] {
    let certificate = LocalCertificate("edge", hosts: [Value(domain)])
    certificate
    let stack = ProductionLike(
      name: name, images: images,
      entrance: .https(
        443, redirectFrom: 80,
        certificate: ServerCertificate(chain: certificate.chain, key: certificate.key)),
      publicName: domain, audience: .everybody,
      doors: .init(prometheus: 9090, alertmanager: 9093, grafana: 3000),
      alerts: AlertReceivers(
        webhook: Value(webhook), slack: .environment("SLACK_WEBHOOK_URL"),
        pagerDuty: .environment("PAGERDUTY_ROUTING_KEY")), limit: 100, retained: true)
    stack.all
    Output("authority", certificate.authority, summary: "What clients have to trust.")
  }
}
