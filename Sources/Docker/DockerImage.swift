import InfraDSL
import InfraModel

/// An image on a Docker host, pulled or built, as Terraform's `docker_image`.
///
///     let redis = DockerImage("redis", name: .pinned("redis:7.4", digest: "sha256:…"))
///     let gateway = DockerImage(
///       "gateway", name: "studyai/gateway:dev",
///       build: ImageBuild("Modules/Gateway/service", target: "production"))
///
/// An image bears no ownership labels: its content is its identity, and two environments that
/// want the same one share it.
public struct DockerImage: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<DockerImage>(
    "docker_image", "An image on a Docker host, pulled from a registry or built from a folder.",
    terraformIdentity: .none,
    arguments: [
      .required(
        "name", \.name, changing: .replaceWithoutGap,
        "What is pulled, by tag or digest, or the tag that the build gets."),
      .optional(
        "build", \.build, changing: .replaceWithoutGap, "How it is built; pulled if not given."),
      .optional(
        "triggers", \.triggers, changing: .replaceWithoutGap,
        "The digest of the build's folder, and what else has it built anew."),
      .optional(
        "platform", \.platform, changing: .replaceWithoutGap,
        "The platform, as linux/amd64; the engine's own if not given."),
      .optional(
        "keep_locally", \.keepLocally, changing: .inPlace, default: false,
        "Whether it stays on the host when it is no longer declared."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The image's id."),
      AttributeSchema("image_id", terraform: "image_id", "The image's id: a digest."),
      AttributeSchema(
        "repo_digest", terraform: "repo_digest",
        "The digest by which a registry knows it; empty for one that was never pulled or pushed."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// What is pulled, by tag or digest, or the tag that the build gets.
  public let name: Value<ImageReference>
  /// How it is built; pulled if not given.
  public let build: ImageBuild?
  /// The digest of the build's folder, and what else has it built anew.
  public let triggers: BuildTriggers?
  /// The platform, as linux/amd64; the engine's own if not given.
  public let platform: Value<String>?
  /// Whether it stays on the host when it is no longer declared.
  public let keepLocally: Bool?

  /// Declares an image.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: What is pulled, by tag or digest, or the tag that the build gets.
  ///   - build: How it is built; it is pulled if not given.
  ///   - triggers: What has it built or pulled anew, beside the build's folder.
  ///   - platform: The platform, as `linux/amd64`; the engine's own if not given.
  ///   - keepLocally: Whether it stays on the host when it is no longer declared.
  public init(
    _ key: String, name: Value<ImageReference>, build: ImageBuild? = nil,
    triggers: [String: Value<String>] = [:], platform: Value<String>? = nil,
    keepLocally: Bool? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "docker_image", key: key, file: file, line: line)
    self.name = name
    self.build = build
    self.triggers =
      build == nil && triggers.isEmpty
      ? nil : BuildTriggers(folder: build?.context, others: triggers)
    self.platform = platform
    self.keepLocally = keepLocally
  }

  /// The image's id: what a container is given, so that a new build replaces it.
  public var imageID: Value<ImageReference> { attribute("image_id") }
  /// The digest by which a registry knows it.
  public var repoDigest: Value<String> { attribute("repo_digest") }
  /// The name as declared.
  public var imageName: Value<String> { attribute("name") }
}
