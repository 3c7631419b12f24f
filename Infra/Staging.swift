import InfraDSL
import InfraPlatforms
import Modules
import TLS

/// Like production, on this machine: two replicas, TLS by an authority of its own, rate limits.
struct Staging: Environment {
  let name = "staging"
  let project = "studyai"
  let images: ImageCatalogue
  let webhook: String

  init(_ inputs: Inputs) {
    images = inputs.imageCatalogue()
    webhook = inputs.text(
      "alert_webhook", default: "http://host.docker.internal:9099/alerts", "where alerts go")
  }

  var platform: any Platform { DockerHost() }

  var body: [Declaration] {
    let certificate = LocalCertificate("edge", hosts: ["localhost", "127.0.0.1"])
    certificate
    let stack = ProductionLike(
      name: name, images: images,
      entrance: .https(
        8443, redirectFrom: 8081,
        certificate: ServerCertificate(chain: certificate.chain, key: certificate.key)),
      doors: .init(prometheus: 9190, alertmanager: 9193, grafana: 3100),
      alerts: AlertReceivers(webhook: Value(webhook), isOnHost: true), limit: 50,
      retained: true)
    stack.all
    Output("authority", certificate.authority, summary: "What clients have to trust.")
  }
}
