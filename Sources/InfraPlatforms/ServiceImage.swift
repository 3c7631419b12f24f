import InfraDSL

/// What a service runs: an image, and what the processes in it need.
public struct ServiceImage: Sendable {
  /// Where an image comes from.
  public enum Source: Hashable, Sendable, CustomStringConvertible {
    /// A registry, by name and tag; with the digest that the tag had when it was chosen.
    case registry(String, digest: String? = nil)
    /// A folder of the project with a Dockerfile.
    case build(folder: String, target: String? = nil, arguments: [String: String] = [:])

    /// The source in words; two that differ have different ones, two that are equal the same.
    public var description: String {
      switch self {
      case .registry(let name, let digest):
        return "the image \(name)" + (digest.map { "@\($0)" } ?? "")
      case .build(let folder, let target, let arguments):
        let written = arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
        return "a build of \(folder)" + (target.map { ", stage \($0)" } ?? "")
          + (written.isEmpty ? "" : " with \(written.joined(separator: " "))")
      }
    }
  }

  /// What an image has to probe its own ports with.
  public enum ProbeTool: Sendable {
    /// `bash`, which opens connections itself.
    case bash
    /// `wget`, as busybox has it.
    case wget
    /// `python3`.
    case python
  }

  /// The image's name: one name, one image in an environment.
  public let name: String
  let source: Source
  let entrypoint: [String]
  let command: [String]
  let user: String?
  let isReadOnly: Bool
  let writable: [String]
  let capabilities: [String]
  let hasInit: Bool
  let probe: ProbeTool

  /// Describes an image.
  ///
  /// - Parameters:
  ///   - entrypoint: The program, where the image's own is not to be used.
  ///   - command: The arguments that every service of the image has.
  ///   - user: The user and group that it runs as, as `10001:10001`.
  ///   - isReadOnly: Whether it needs nothing written outside of volumes and `writable`.
  ///   - writable: Folders kept in memory.
  ///   - capabilities: The Linux capabilities that it needs; all others are dropped.
  ///   - hasInit: Whether it needs an init process to collect its children.
  public init(
    name: String, source: Source, entrypoint: [String] = [], command: [String] = [],
    user: String? = nil, isReadOnly: Bool = true, writable: [String] = ["/tmp"],
    capabilities: [String] = [], hasInit: Bool = true, probe: ProbeTool = .bash
  ) {
    self.name = name
    self.source = source
    self.entrypoint = entrypoint
    self.command = command
    self.user = user
    self.isReadOnly = isReadOnly
    self.writable = writable
    self.capabilities = capabilities
    self.hasInit = hasInit
    self.probe = probe
  }
}
