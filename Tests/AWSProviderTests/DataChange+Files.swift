import AWS
import InfraDSL
import InfraModel

extension DataChange {
  static let files: [DataChange] = [
    system("throughput_mode") { AWSEFSFileSystem("f", throughput: $0 ? .elastic : .bursting) },
    system("provisioned_throughput_in_mibps") {
      AWSEFSFileSystem("f", throughput: .provisioned, provisioned: $0 ? 200 : 100)
    },
    system("lifecycle_policy") {
      AWSEFSFileSystem(
        "f",
        lifecycle: $0
          ? [.toArchive(after: .days90)]
          : [.toInfrequentAccess(after: .days30), .backOnFirstAccess])
    },
    system("protection") { AWSEFSFileSystem("f", protection: $0 ? .overwritable : .protected) },
    system("tags") { AWSEFSFileSystem("f", tags: $0 ? ["a": "2"] : ["a": "1", "b": "1"]) },
    DataChange("aws_efs_mount_target", "security_groups") { isSecond, _ in
      inNetwork { subnets, groups in
        let system = AWSEFSFileSystem("f")
        return [
          .resource(system),
          .resource(
            AWSEFSMountTarget(
              "t", fileSystem: system.id, subnet: subnets[0],
              securityGroups: isSecond ? [groups[1]] : [groups[0]])),
        ]
      }
    },
    DataChange("aws_efs_access_point", "tags") { isSecond, _ in
      let system = AWSEFSFileSystem("f")
      return [
        .resource(system),
        .resource(
          AWSEFSAccessPoint(
            "p", fileSystem: system.id, user: .init(uid: 1, gid: 1, groups: [2, 3]),
            root: .init("/data", createdBy: .init(uid: 1, gid: 1)),
            tags: isSecond ? ["a": "2"] : ["a": "1", "b": "1"])),
      ]
    },
  ]

  private static func system(
    _ argument: String, _ system: @escaping @Sendable (Bool) -> AWSEFSFileSystem
  ) -> DataChange {
    DataChange("aws_efs_file_system", argument) { isSecond, _ in [.resource(system(isSecond))] }
  }
}
