import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_efs_file_system`.
  static let fileSystem = AWSType(
    "aws_efs_file_system", "file system",
    arguments: [
      .both("creation_token", "CreationToken"),
      .both("encrypted", "Encrypted", .flag),
      .both("kms_key_id", "KmsKeyId"),
      .both("performance_mode", "PerformanceMode"),
      .both("throughput_mode", "ThroughputMode"),
      .both(
        "provisioned_throughput_in_mibps", "ProvisionedThroughputInMibps", provisioned, reads: ""),
      .both("availability_zone_name", "AvailabilityZoneName"),
      .later(
        "lifecycle_policy", "LifecyclePolicies",
        .blockSet([
          .both("transition_to_ia", "TransitionToIA"),
          .both("transition_to_archive", "TransitionToArchive"),
          .both("transition_to_primary_storage_class", "TransitionToPrimaryStorageClass"),
        ])),
      .later(
        "protection", "FileSystemProtection",
        .emptyBlock([.both("replication_overwrite", "ReplicationOverwriteProtection")])),
    ],
    attributes: [
      "id": "FileSystemId", "owner_id": "OwnerId",
      "arn": "arn:{partition}:elasticfilesystem:{region}:{OwnerId}:file-system/{FileSystemId}",
      "dns_name": "{FileSystemId}.efs.{region}.{suffix}",
    ],
    tags: .files,
    lookup: Lookup(
      at: "FileSystems", pages: AWSPages("NextMarker", to: "Marker"),
      extras: [
        Lookup.Extra(["lifecycle_policy"], into: "LifecyclePolicies", at: "LifecyclePolicies") {
          system, _ in
          AWSCall(
            .efs, "DescribeLifecycleConfiguration", .get,
            "/2015-02-01/file-systems/{FileSystemId}/lifecycle-configuration",
            ["FileSystemId": system["FileSystemId"]])
        }
      ],
      where: { system, key in
        if case .instance(let instance) = key { return system.isOfInstance(instance) }
        return true
      }
    ) { key in
      var input: Datum = [:]
      switch key {
      case .id(let id): input = ["FileSystemId": .string(id)]
      case .instance: break
      case .arguments(let arguments):
        guard let token = arguments["creation_token"] else { return nil }
        input = ["CreationToken": token]
      }
      return AWSCall(
        .efs, "DescribeFileSystems", .get,
        "/2015-02-01/file-systems?FileSystemId={FileSystemId}&CreationToken={CreationToken}"
          + "&Marker={Marker}", input)
    },
    // Asked again with the token it is refused, not answered: so the frame looks for it.
    creation: Creation(id: "FileSystemId", taken: ["FileSystemAlreadyExists"]) { input, scope in
      let token: Datum = ["CreationToken": .string(scope.instance.text)]
      return AWSCall(
        .efs, "CreateFileSystem", .post, "/2015-02-01/file-systems", token.merging(input),
        body: .input, isRepeatable: false)
    },
    updates: [
      Update(["throughput_mode", "provisioned_throughput_in_mibps"], settles: true) { scope in
        let isProvisioned = scope["throughput_mode"] == "provisioned"
        return [
          AWSCall(
            .efs, "UpdateFileSystem", .put, "/2015-02-01/file-systems/{FileSystemId}",
            .fields([
              "FileSystemId": .string(scope.id), "ThroughputMode": scope["throughput_mode"],
              "ProvisionedThroughputInMibps": isProvisioned
                ? scope["provisioned_throughput_in_mibps"] : .null,
            ]), body: .input)
        ]
      },
      Update(["lifecycle_policy"], settles: true) { scope in
        // An empty list takes them all away.
        [
          AWSCall(
            .efs, "PutLifecycleConfiguration", .put,
            "/2015-02-01/file-systems/{FileSystemId}/lifecycle-configuration",
            [
              "FileSystemId": .string(scope.id),
              "LifecyclePolicies": .list(scope["lifecycle_policy"].elements),
            ], body: .input)
        ]
      },
      Update(["protection"], settles: true) { scope in
        if scope["protection"].isNothing { return [] }
        return [
          AWSCall(
            .efs, "UpdateFileSystemProtection", .put,
            "/2015-02-01/file-systems/{FileSystemId}/protection",
            scope["protection"].merging(["FileSystemId": .string(scope.id)]), body: .input)
        ]
      },
    ],
    deletion: Deletion(blocked: ["FileSystemInUse"], waitsUntilGone: true, limit: 600) { scope in
      [
        AWSCall(
          .efs, "DeleteFileSystem", .delete, "/2015-02-01/file-systems/{FileSystemId}",
          ["FileSystemId": .string(scope.id)])
      ]
    },
    readiness: .files,
    again: ["IncorrectFileSystemLifeCycleState"])

  /// What is set aside, which is told only of a file system that is in that mode.
  private static let provisioned = Shape.odd(
    write: { $0 },
    read: { system, declared in
      system["ThroughputMode"] == "provisioned"
        ? Shape.number.read(system["ProvisionedThroughputInMibps"], declared: nil)
        : declared ?? .null
    })
}
