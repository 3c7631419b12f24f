import InfraDSL
import InfraModel

/// How an image is built from a folder of the project, as Terraform's `build` block.
public struct ImageBuild: ArgumentValue {
  let context: String
  let dockerfile: String?
  let target: String?
  let buildArguments: [String: Value<String>]
  let labels: [String: Value<String>]
  let usesCache: Bool

  /// A build.
  ///
  /// - Parameters:
  ///   - context: The folder that is sent to the engine, relative to the project's folder.
  ///   - dockerfile: The Dockerfile, relative to the context; `Dockerfile` if not given.
  ///   - target: The stage to build; the last if not given.
  ///   - buildArguments: Values of the Dockerfile's `ARG`s; they stay readable in the image.
  ///   - labels: Labels of the image.
  ///   - usesCache: Whether layers of earlier builds may be taken.
  public init(
    _ context: String, dockerfile: String? = nil, target: String? = nil,
    buildArguments: [String: Value<String>] = [:], labels: [String: Value<String>] = [:],
    usesCache: Bool = true
  ) {
    self.context = context
    self.dockerfile = dockerfile
    self.target = target
    self.buildArguments = buildArguments
    self.labels = labels
    self.usesCache = usesCache
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object([
      "context": self.context, "dockerfile": dockerfile, "target": target,
      "build_args": buildArguments, "label": labels, "no_cache": usesCache ? nil : true,
    ])
  }
}

/// What has an image built or pulled anew when it changes.
public struct BuildTriggers: ArgumentValue {
  let folder: String?
  let others: [String: Value<String>]

  /// The values, with the digest of the build's folder as `context`.
  public func lower(_ context: inout LoweringContext) -> Datum {
    var fields = Fields(others.mapValues { $0.lower(&context) })
    if let folder, let digest = context.digest(ofFolder: folder) {
      fields["context"] = .string(digest)
    }
    return fields.isEmpty ? .null : .object(fields)
  }
}
