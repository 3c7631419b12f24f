import AWS
import InfraDSL

/// What is read of AWS and not made there, and what is made by it.
struct Sources: Environment {
  let name = "scenario-sources"
  let project = "infra-scenario"
  /// The zone of the second subnet, by its place.
  let place: Int
  /// The names that the image may have.
  let image: String
  /// Whether of several images the newest is meant.
  let newest: Bool
  /// The region that is asked for.
  let region: String

  init(_ inputs: Inputs) {
    place = inputs.number("place", default: 1, "the zone of the second subnet, by its place")
    image = inputs.text("image", default: "infra-scenario-*", "the names that the image may have")
    newest =
      inputs.text("newest", default: "true", "whether of several images the newest is meant")
      == "true"
    region = inputs.text("region", default: "eu-west-1", "the region that is asked for")
  }

  var platform: any Platform { AWSRegion("eu-central-1") }

  var body: [Declaration] {
    let caller = AWSCallerIdentity("caller")
    caller
    let here = AWSCurrentRegion("here")
    here
    let there = AWSCurrentRegion("there", name: Value(Region(region)))
    there
    let base = AWSAMI(
      "base", owners: ["self"], mostRecent: newest ? true : nil,
      filters: [SourceFilter("name", [Value(image)])])
    base
    network
    AWSCloudWatchLogGroup("logs", name: "/infra-scenario/\(caller.account)/\(base.name)")
    Output("account", caller.account)
    Output("image", base.id)
    Output("regions", Value<String>("\(here.summary), \(there.endpoint)"))
  }

  @DeclarationBuilder private var network: [Declaration] {
    let zones = AWSAvailabilityZones("open", state: .available)
    zones
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16")
    vpc
    AWSSubnet("first", vpc: vpc.id, cidrBlock: "10.0.0.0/24", zone: zones[0])
    let second = AWSSubnet("second", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: zones[place])
    second
    // What it looks for is known only once the subnet is there.
    let late = AWSAvailabilityZones(
      "late", filters: [SourceFilter("zone-name", [Value<String>("\(second.availabilityZone)")])])
    late
    Output("late", late[0])
  }
}
