import InfraDSL
import InfraModel

/// A named volume on a Docker host, as Terraform's `docker_volume`.
///
///     let data = DockerVolume("data", name: "prod-cache-data")
public struct DockerVolume: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<DockerVolume>(
    "docker_volume", "Storage that outlives the containers that use it.",
    holdsData: "the volume's data",
    arguments: [
      .required("name", \.name, changing: .replaceLosingData, "The volume's name on the host."),
      .optional(
        "driver", \.driver, changing: .replaceLosingData, default: "local",
        "The driver that keeps it."),
      .optional(
        "driver_opts", \.options, changing: .replaceLosingData, "Options of the driver."),
      .optional(
        "labels", \.labels, changing: .replaceLosingData,
        terraform: .entries(key: "label", value: "value"), "Labels beside the ownership labels."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The volume's identity: its name."),
      AttributeSchema("mountpoint", terraform: "mountpoint", "Where it lies on the host."),
      AttributeSchema("created_at", terraform: nil, "When the engine made it."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The volume's name on the host.
  public let name: Value<ObjectName>
  /// The driver that keeps it.
  public let driver: Value<String>?
  /// Options of the driver.
  public let options: [String: Value<String>]
  /// Labels beside the ownership labels.
  public let labels: [String: Value<String>]

  /// Declares a volume.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The volume's name on the host; the key if not given.
  ///   - driver: The driver that keeps it; `local` if not given.
  ///   - options: Options of the driver.
  ///   - labels: Labels beside the ownership labels.
  public init(
    _ key: String, name: Value<ObjectName>? = nil, driver: Value<String>? = nil,
    options: [String: Value<String>] = [:], labels: [String: Value<String>] = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "docker_volume", key: key, file: file, line: line)
    self.name = name ?? Value(ObjectName(key))
    self.driver = driver
    self.options = options
    self.labels = labels
  }

  /// The volume's identity: its name, known once it exists.
  public var id: Value<VolumeID> { attribute("id") }
  /// The volume's name on the host.
  public var volumeName: Value<String> { attribute("name") }
  /// Where it lies on the host.
  public var mountpoint: Value<String> { attribute("mountpoint") }
}
