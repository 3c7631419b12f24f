import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_efs_access_point`.
  static let accessPoint = AWSType(
    "aws_efs_access_point", "access point",
    arguments: [
      .both("file_system_id", "FileSystemId"),
      .both(
        "posix_user", "PosixUser",
        .emptyBlock([
          .both("uid", "Uid", .number), .both("gid", "Gid", .number),
          .both("secondary_gids", "SecondaryGids", .set(.number)),
        ])),
      .both(
        "root_directory", "RootDirectory",
        .emptyBlock([
          .both("path", "Path"),
          .both(
            "creation_info", "CreationInfo",
            .emptyBlock([
              .both("owner_uid", "OwnerUid", .number), .both("owner_gid", "OwnerGid", .number),
              .both("permissions", "Permissions"),
            ])),
        ])),
    ],
    attributes: [
      "id": "AccessPointId", "arn": "AccessPointArn", "owner_id": "OwnerId",
      "file_system_arn":
        "arn:{partition}:elasticfilesystem:{region}:{OwnerId}:file-system/{FileSystemId}",
    ],
    tags: .files,
    lookup: Lookup(
      at: "AccessPoints", pages: AWSPages("NextToken"),
      where: { point, key in
        if case .instance(let instance) = key { return point.isOfInstance(instance) }
        return true
      }
    ) { key in
      var input: Datum = [:]
      switch key {
      case .id(let id): input = ["AccessPointId": .string(id)]
      case .instance: break
      case .arguments: return nil
      }
      return AWSCall(
        .efs, "DescribeAccessPoints", .get,
        "/2015-02-01/access-points?AccessPointId={AccessPointId}&NextToken={NextToken}", input)
    },
    // Asked again with the token it is refused, not answered: so the frame looks for it.
    creation: Creation(id: "AccessPointId") { input, scope in
      AWSCall(
        .efs, "CreateAccessPoint", .post, "/2015-02-01/access-points",
        input.merging(["ClientToken": .string(scope.instance.text)]), body: .input,
        isRepeatable: false)
    },
    deletion: Deletion(waitsUntilGone: true, limit: 600) { scope in
      [
        AWSCall(
          .efs, "DeleteAccessPoint", .delete, "/2015-02-01/access-points/{AccessPointId}",
          ["AccessPointId": .string(scope.id)])
      ]
    },
    readiness: .files,
    again: ["IncorrectFileSystemLifeCycleState"])
}
