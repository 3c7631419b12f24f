import AWSClient
import InfraModel

extension AWSDataSource {
  /// What `aws_ami` tells.
  static let ami = AWSDataSource(name: "aws_ami") { arguments, session throws(ProviderError) in
    let filters = Self.filters(arguments["filter"])
    let images = try await session.all(
      AWSCall(
        .ec2, "DescribeImages",
        .fields([
          "Owner": arguments["owners"] ?? .null,
          "ExecutableBy": arguments["executable_users"] ?? .null,
          "IncludeDeprecated": arguments["include_deprecated"] ?? .null,
          "Filter": filters.isEmpty ? .null : .list(filters),
        ])), "ImagesSet", AWSPages("NextToken"))
    let sorted = images.sorted {
      ($0["CreationDate"].string ?? "") > ($1["CreationDate"].string ?? "")
    }
    guard let image = sorted.first else { return nil }
    if sorted.count > 1, arguments["most_recent"]?.bool != true {
      let names = sorted.prefix(3).compactMap { $0["Name"].string }.joined(separator: ", ")
      throw Self.refused(
        "DescribeImages", "\(sorted.count) images are as is looked for: \(names), ….",
        ["look for more of it, or say mostRecent: true"])
    }
    return told(image, session)
  }

  private static let members = [
    "name": "Name", "description": "Description", "architecture": "Architecture",
    "creation_date": "CreationDate", "deprecation_time": "DeprecationTime",
    "image_location": "ImageLocation", "image_type": "ImageType", "owner_id": "ImageOwnerId",
    "image_owner_alias": "ImageOwnerAlias", "platform_details": "PlatformDetails",
    "public": "IsPublic", "root_device_name": "RootDeviceName",
    "root_device_type": "RootDeviceType", "state": "ImageState",
    "virtualization_type": "VirtualizationType", "hypervisor": "Hypervisor",
  ]

  private static func told(_ image: Datum, _ session: AWSSession) -> Fields {
    let id = image["ImageId"].string ?? ""
    let region = session.client.region
    let partition = AWSPartition.of(region: region).name
    var told = Fields([
      "id": .string(id), "image_id": .string(id),
      "arn": .string("arn:\(partition):ec2:\(region)::image/\(id)"),
    ])
    for (attribute, member) in members where !image[member].isNull {
      told[attribute] = attribute == "public" ? .bool(image[member] == "true") : image[member]
    }
    let root = image["BlockDeviceMapping"].elements.first {
      $0["DeviceName"] == image["RootDeviceName"]
    }
    told["root_snapshot_id"] = root?["Ebs"]["SnapshotId"] ?? .null
    return told
  }
}
