import AWSClient
import InfraModel

extension AWSDataSource {
  /// What `aws_availability_zones` tells.
  static let availabilityZones = AWSDataSource(name: "aws_availability_zones") {
    arguments, session throws(ProviderError) in
    var filters = Self.filters(arguments["filter"])
    if let state = arguments["state"] { filters.append(["Name": "state", "Value": [state]]) }
    let answer = try await session.send(
      AWSCall(
        .ec2, "DescribeAvailabilityZones",
        .fields([
          "AllAvailabilityZones": arguments["all_availability_zones"] ?? .null,
          "Filter": filters.isEmpty ? .null : .list(filters),
        ])))
    let left = { (argument: String, zone: Datum, member: String) in
      arguments[argument]?.list?.contains(zone[member]) == true
    }
    let zones = (answer?["AvailabilityZoneInfo"].elements ?? [])
      .filter { !left("exclude_names", $0, "ZoneName") && !left("exclude_zone_ids", $0, "ZoneId") }
      .sorted { ($0["ZoneName"].string ?? "") < ($1["ZoneName"].string ?? "") }
    if zones.isEmpty { return nil }
    let groups = Set(zones.compactMap { $0["GroupName"].string }).sorted()
    var told = Fields([
      "id": .string(session.client.region),
      "names": .list(zones.map { $0["ZoneName"] }),
      "zone_ids": .list(zones.map { $0["ZoneId"] }),
      "group_names": .list(groups.map { .string($0) }),
    ])
    for (place, zone) in zones.enumerated() { told["names[\(place)]"] = zone["ZoneName"] }
    return told
  }
}
