import InfraDSL
import InfraModel

/// Storage in a container, as Terraform's `mounts` block.
///
///     mounts: [.volume(data, at: "/data"), .folder("Modules/Gateway/service", at: "/app")]
public struct Mount: ArgumentValue {
  enum Source: Sendable {
    case volume(Value<VolumeID>)
    case anonymousVolume
    case folder(String)
    case tmpfs(size: ByteCount?, mode: FileMode?)
  }

  let source: Source
  let target: String
  let isReadOnly: Bool

  /// A declared volume. It is referred to by its identity, so that a volume made anew has its
  /// containers follow.
  public static func volume(_ volume: DockerVolume, at target: String, readOnly: Bool = false)
    -> Mount
  {
    Mount(source: .volume(volume.id), target: target, isReadOnly: readOnly)
  }

  /// A volume by its name.
  public static func volume(named name: Value<VolumeID>, at target: String, readOnly: Bool = false)
    -> Mount
  {
    Mount(source: .volume(name), target: target, isReadOnly: readOnly)
  }

  /// A volume that lives and dies with the container: a place for the files of a read-only one.
  public static func anonymousVolume(at target: String) -> Mount {
    Mount(source: .anonymousVolume, target: target, isReadOnly: false)
  }

  /// A folder or file of the engine's host: absolute, or relative to the project's folder, which
  /// makes sense only where the engine runs on this machine.
  public static func folder(_ path: String, at target: String, readOnly: Bool = true) -> Mount {
    Mount(source: .folder(path), target: target, isReadOnly: readOnly)
  }

  /// A folder in memory.
  public static func tmpfs(at target: String, size: ByteCount? = nil, mode: FileMode? = nil)
    -> Mount
  {
    Mount(source: .tmpfs(size: size, mode: mode), target: target, isReadOnly: false)
  }

  /// The mounted path if it is a volume that files can be put into.
  var volumeTarget: String? {
    guard !isReadOnly else { return nil }
    switch source {
    case .volume, .anonymousVolume: return target
    case .folder, .tmpfs: return nil
    }
  }

  /// The mounted path if it is a folder in memory.
  var tmpfsTarget: String? {
    if case .tmpfs = source { return target }
    return nil
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if !target.hasPrefix("/") {
      context.report(
        "Invalid path", "\"\(target)\" is not an absolute path in the container.",
        hints: ["write it as /data"])
    }
    let isReadOnly: Bool? = self.isReadOnly ? true : nil
    switch source {
    case .volume(let name):
      return context.object([
        "type": "volume", "source": name, "target": target, "read_only": isReadOnly,
      ])
    case .anonymousVolume: return context.object(["type": "volume", "target": target])
    case .folder(let path):
      let absolute = path.hasPrefix("/") ? path : context.absolute(path)
      return context.object([
        "type": "bind", "source": absolute, "target": target, "read_only": isReadOnly,
      ])
    case .tmpfs(let size, let mode):
      let options = context.object([
        "size_bytes": size, "mode": mode.flatMap { Int($0.text, radix: 8) },
      ])
      let isEmpty = options.object?.isEmpty ?? true
      return .object(
        Fields(
          [
            "type": "tmpfs", "target": .string(target),
            "tmpfs_options": isEmpty ? .null : options,
          ].filter { !$0.value.isNull }))
    }
  }
}
