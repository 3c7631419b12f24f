import AWSClient
import InfraModel

extension AWSDataSource {
  /// What `aws_region` tells. A region that is named is asked for, so that a wrong name is found;
  /// the provider's own is known.
  static let region = AWSDataSource(name: "aws_region") {
    arguments, session throws(ProviderError) in
    let host = arguments["endpoint"]?.string
    let ofHost = host.map { $0.split(separator: ".").dropFirst().first.map(String.init) ?? "" }
    let wanted = arguments["name"]?.string ?? ofHost
    let name = wanted ?? session.client.region
    if let ofHost, ofHost != name {
      throw Self.refused(
        "read", "The host \(host ?? "") is not one of \(name).", ["name the region alone"])
    }
    if wanted != nil {
      let answer = try await session.send(AWSCall(.ec2, "DescribeRegions", ["AllRegions": true]))
      let regions = answer?["RegionInfo"].elements ?? []
      if !regions.contains(where: { $0["RegionName"].string == name }) { return nil }
    }
    return Fields([
      "id": .string(name), "name": .string(name),
      "endpoint": .string("ec2.\(name).\(AWSPartition.of(region: name).suffix)"),
      "description": .string(RegionNames.all[name] ?? ""),
    ])
  }
}
