import InfraDSL
import InfraModel

/// What a task's containers can mount, as the `volume` block of a task definition.
public struct TaskVolume: ArgumentValue {
  enum Content: Sendable {
    case empty
    case host(Value<String>)
    case fileSystem(FileSystem)
  }

  let name: String
  let content: Content

  /// An empty folder that goes with the task.
  public static func empty(_ name: String) -> TaskVolume {
    TaskVolume(name: name, content: .empty)
  }

  /// A folder of the machine; not on Fargate.
  public static func host(_ name: String, path: Value<String>) -> TaskVolume {
    TaskVolume(name: name, content: .host(path))
  }

  /// A folder of an EFS file system, reached encrypted through an access point.
  ///
  /// - Parameters:
  ///   - name: Its name in the task.
  ///   - accessPoint: The way in: its folder, user and rights.
  ///   - hasRoles: Whether the task's role is asked for leave.
  public static func efs(
    _ name: String, accessPoint: AWSEFSAccessPoint, hasRoles: Bool = true
  ) -> TaskVolume {
    let fileSystem = FileSystem(
      id: accessPoint.usedFileSystem, rootDirectory: nil, accessPoint: accessPoint.id,
      hasRoles: hasRoles, isEncrypted: true)
    return TaskVolume(name: name, content: .fileSystem(fileSystem))
  }

  /// A folder of an EFS file system.
  ///
  /// - Parameters:
  ///   - name: Its name in the task.
  ///   - fileSystem: The file system.
  ///   - rootDirectory: The folder in it that is mounted; its root if not given.
  ///   - isEncrypted: Whether the way to it is encrypted.
  public static func efs(
    _ name: String, fileSystem: Value<FileSystemID>, rootDirectory: Value<String>? = nil,
    isEncrypted: Bool = true
  ) -> TaskVolume {
    let fileSystem = FileSystem(
      id: fileSystem, rootDirectory: rootDirectory, accessPoint: nil, hasRoles: false,
      isEncrypted: isEncrypted)
    return TaskVolume(name: name, content: .fileSystem(fileSystem))
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch content {
    case .empty: context.object(["name": name])
    case .host(let path): context.object(["name": name, "host_path": path])
    case .fileSystem(let fileSystem):
      context.object(["name": name, "efs_volume_configuration": fileSystem])
    }
  }

  struct FileSystem: ArgumentValue {
    let id: Value<FileSystemID>
    let rootDirectory: Value<String>?
    let accessPoint: Value<AccessPointID>?
    let hasRoles: Bool
    let isEncrypted: Bool

    func lower(_ context: inout LoweringContext) -> Datum {
      var fields =
        context.object([
          "file_system_id": id, "root_directory": rootDirectory ?? "/",
          "transit_encryption": isEncrypted ? "ENABLED" : "DISABLED",
        ]).object ?? Fields()
      if let accessPoint {
        fields["authorization_config"] = [
          context.object([
            "access_point_id": accessPoint, "iam": hasRoles ? "ENABLED" : "DISABLED",
          ])
        ]
      }
      return [.object(fields)]
    }
  }
}
