import InfraDSL
import InfraModel

/// Data that outlives the service that writes it.
public struct Volume: Expandable {
  /// The volume's identity.
  public var declaration: DeclarationInfo
  let key: String
  let isRetained: Bool
  let content: Content

  /// What a volume holds.
  public enum Content: Sendable {
    /// Files of a service.
    case files
    /// The data of a cache; a platform that has caches of its own needs no volume for them.
    case cache
  }

  /// Declares a volume; a retained one stays when it leaves the declarations, and when the
  /// environment is destroyed.
  public init(
    _ key: String, of content: Content = .files, retained isRetained: Bool = false,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "Volume", key: key, file: file, line: line)
    self.key = key
    self.content = content
    self.isRetained = isRetained
  }

  /// Has the platform turn it into resources.
  public func expand(_ context: inout ExpansionContext) -> Expansion {
    platform(&context)?.expand(self, &context) ?? Expansion(declarations: [])
  }
}

/// A volume in a service's file system.
public struct VolumeMount: Sendable {
  let volume: Volume
  let path: String

  /// Mounts a volume at an absolute path.
  public init(_ volume: Volume, at path: String) {
    self.volume = volume
    self.path = path
  }
}

/// A folder of the project in a service's file system, read-only, for development: what is
/// edited is seen at once.
public struct SourceMount: Sendable {
  let folder: String
  let path: String

  /// Mounts a folder, relative to the project, at an absolute path.
  public init(_ folder: String, at path: String) {
    self.folder = folder
    self.path = path
  }
}
