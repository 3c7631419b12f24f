import InfraDSL
import InfraPlatforms
import Modules

/// One pull request's own stack: small, named and networked apart, with an owner and an expiry.
struct Preview: Environment {
  let name: String
  let project = "studyai"
  let number: Int
  let owner: String
  let expires: String
  let images: ImageCatalogue

  init(pullRequest: String, _ inputs: Inputs) {
    name = "preview-\(pullRequest)"
    number = Int(pullRequest) ?? 0
    if number < 1 {
      inputs.refuse(
        "preview", "\"\(pullRequest)\" is not the number of a pull request.",
        hints: ["name it as preview-123"])
    }
    images = inputs.imageCatalogue()
    owner = inputs.text("owner", "who asked for the preview")
    expires = inputs.text("expires", "the day it may be taken away, as 2027-01-31")
    if !expires.isEmpty, !Self.isDay(expires) {
      inputs.refuse("expires", "\"\(expires)\" is not a day.", hints: ["write it as 2027-01-31"])
    }
  }

  var platform: any Platform {
    // No expiry among the labels: Docker cannot change a label, and a preview that is prolonged
    // must not lose its data for it. It stands in the state, among the outputs.
    DockerHost(labels: ["studyai.owner": owner])
  }

  /// Five ports for each pull request; numbers that are 8,000 apart share theirs.
  private func port(_ offset: Int) -> Port { Port(20_000 + number % 8_000 * 5 + offset) }

  var body: [Declaration] {
    let stack = ProductionLike(
      name: name, images: images, entrance: .http(port(0)),
      doors: .init(prometheus: port(1), alertmanager: port(2), grafana: port(3)),
      alerts: AlertReceivers(webhook: "http://alerts.invalid/"), limit: 20, replicas: 1)
    stack.all
    Output("owner", Value(owner), summary: "Who asked for it.")
    Output("expires", Value(expires), summary: "The day it may be taken away.")
  }

  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-").map { Int($0) ?? 0 }
    return text.utf8.count == 10 && parts.count == 3 && parts[0] > 2000
      && (1...12).contains(parts[1]) && (1...31).contains(parts[2])
  }
}
