import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_efs_mount_target`. It bears no tags: a file system has one in a zone.
  static let mountTarget = AWSType(
    "aws_efs_mount_target", "mount target",
    arguments: [
      .both("file_system_id", "FileSystemId"),
      .both("subnet_id", "SubnetId"),
      .both("ip_address", "IpAddress"),
      .both("security_groups", "SecurityGroups", .set(.text)),
    ],
    attributes: [
      "id": "MountTargetId", "network_interface_id": "NetworkInterfaceId", "owner_id": "OwnerId",
      "availability_zone_name": "AvailabilityZoneName",
      "availability_zone_id": "AvailabilityZoneId",
      "dns_name": "{FileSystemId}.efs.{region}.{suffix}",
      "mount_target_dns_name": "{AvailabilityZoneName}.{FileSystemId}.efs.{region}.{suffix}",
      "file_system_arn":
        "arn:{partition}:elasticfilesystem:{region}:{OwnerId}:file-system/{FileSystemId}",
    ],
    lookup: Lookup(
      at: "MountTargets", pages: AWSPages("NextMarker", to: "Marker"),
      extras: [
        Lookup.Extra(["security_groups"], into: "SecurityGroups", at: "SecurityGroups") {
          target, _ in
          AWSCall(
            .efs, "DescribeMountTargetSecurityGroups", .get,
            "/2015-02-01/mount-targets/{MountTargetId}/security-groups",
            ["MountTargetId": target["MountTargetId"]])
        }
      ],
      where: { target, key in
        guard case .arguments(let arguments) = key else { return true }
        return target["SubnetId"] == arguments["subnet_id"]
      }
    ) { key in
      var input: Datum = [:]
      switch key {
      case .id(let id): input = ["MountTargetId": .string(id)]
      case .arguments(let arguments):
        input = .fields(["FileSystemId": arguments["file_system_id"] ?? .null])
      case .instance: return nil
      }
      return AWSCall(
        .efs, "DescribeMountTargets", .get,
        "/2015-02-01/mount-targets?MountTargetId={MountTargetId}&FileSystemId={FileSystemId}"
          + "&Marker={Marker}", input)
    },
    creation: Creation(id: "MountTargetId", looksFirst: true) { input, _ in
      AWSCall(
        .efs, "CreateMountTarget", .post, "/2015-02-01/mount-targets", input, body: .input,
        isRepeatable: false)
    },
    updates: [
      Update(["security_groups"]) { scope in
        if scope["security_groups"].isNull { return [] }
        return [
          AWSCall(
            .efs, "ModifyMountTargetSecurityGroups", .put,
            "/2015-02-01/mount-targets/{MountTargetId}/security-groups",
            [
              "MountTargetId": .string(scope.id), "SecurityGroups": scope["security_groups"],
            ], body: .input)
        ]
      }
    ],
    deletion: Deletion(waitsUntilGone: true, limit: 600) { scope in
      [
        AWSCall(
          .efs, "DeleteMountTarget", .delete, "/2015-02-01/mount-targets/{MountTargetId}",
          ["MountTargetId": .string(scope.id)])
      ]
    },
    readiness: Readiness(
      "LifeCycleState", ready: ["available"], failed: ["error"], limit: 1_800),
    again: ["IncorrectFileSystemLifeCycleState", "IncorrectMountTargetState"])
}
