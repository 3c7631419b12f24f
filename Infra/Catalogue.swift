import InfraDSL
import InfraPlatforms
import Modules

/// All environments of StudyAI's backend.
public let catalogue = EnvironmentCatalog(
  project: "studyai",
  [
    .fixed("dev", "On this machine: code mounted, reloaded on every change.") { Dev($0) },
    .fixed("staging", "Like production, on one Docker host: two replicas, TLS, rate limits.") {
      Staging($0)
    },
    .fixed("prod", "Production, on AWS: one region that serves, a second that stands by.") {
      Prod($0)
    },
    .family("preview-", parameter: "pull request", "One for each pull request, apart from all.") {
      Preview(pullRequest: $0, $1)
    },
  ])

extension Inputs {
  /// Which images run: `--set images=debian`, or the variable INFRA_IMAGES.
  func imageCatalogue() -> ImageCatalogue {
    let text = text("images", default: "upstream", "upstream or debian")
    guard let supply = ImageCatalogue.Supply(rawValue: text) else {
      refuse(
        "images", "\"\(text)\" is not a supply of images.",
        hints: ["upstream: published images", "debian: built here from Debian's packages"])
      return ImageCatalogue(.upstream)
    }
    return ImageCatalogue(supply)
  }
}
