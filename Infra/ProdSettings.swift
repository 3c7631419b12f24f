import AWS
import InfraDSL
import Modules

/// What production is told from outside.
struct ProdSettings {
  let images: ImageCatalogue
  let region: Region
  let standbyRegion: Region
  let domain: String
  let zone: String
  let release: String
  let webhook: String
  let alarmAddress: String?

  init(_ inputs: Inputs) {
    // Always the published ones: Debian's nginx cannot follow services whose addresses change.
    images = ImageCatalogue(.upstream)
    region = Region(inputs.text("region", default: "eu-central-1", "the region that serves"))
    standbyRegion = Region(
      inputs.text("standby_region", default: "eu-west-1", "the region that stands by"))
    if region == standbyRegion {
      inputs.refuse(
        "standby_region", "\(region.text) serves already: a region that is down takes both along.",
        hints: ["name another one, as eu-west-1"])
    }
    domain = inputs.text("domain", default: "api.studyai.example", "the public name")
    zone = inputs.text(
      "zone", default: "", "the id of the public name's hosted zone, if there is one already")
    release = inputs.text(
      "release", default: "1", "the tag of the images that are built from this repository")
    webhook = inputs.text(
      "alert_webhook", default: "https://alerts.studyai.example/hooks/infra", "where alerts go")
    let address = inputs.text("alarm_mail", default: "", "the mail address that alarms go to")
    alarmAddress = address.isEmpty ? nil : address
  }
}
