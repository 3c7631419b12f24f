import InfraModel

/// Small schemas that have one of each: shapes, effects, sensitivity, data to lose.
public enum Sample {
  /// A container, with the shapes that Terraform writes otherwise.
  public static let container = Schema(
    type: "docker_container", summary: "A running container.",
    arguments: [
      ArgumentSchema("name", .required, changing: .always(.replaceWithGap), "Its name."),
      ArgumentSchema("image", .required, changing: .always(.replaceWithGap), "Its image."),
      ArgumentSchema("command", .optional, changing: .always(.replaceWithGap), "What it runs."),
      ArgumentSchema(
        "env", .optional, changing: .always(.replaceWithGap), terraform: .pairs(separator: "="),
        "Its environment."),
      ArgumentSchema(
        "labels", .optional, changing: .always(.replaceWithGap),
        terraform: .entries(key: "label", value: "value"), "Its labels."),
      ArgumentSchema(
        "ports", .optional, changing: .always(.replaceWithGap),
        terraform: .nested(["host_port": .renamed("external", .same), "note": .omitted]),
        "Its published ports."),
      ArgumentSchema(
        "restart", .defaulted("no"), changing: .always(.inPlace), "When it is started again."),
      ArgumentSchema(
        "config", .optional, changing: .always(.reload), terraform: .omitted, "Its file."),
      ArgumentSchema(
        "memory_mib", .optional, changing: .always(.restart),
        terraform: .renamed("memory", .same), "Its memory in mebibytes."),
      ArgumentSchema(
        "secrets", .optional, isSensitive: true, changing: .always(.restart),
        terraform: .entries(key: "file", value: "content"), "Its secrets."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The engine's identifier."),
      AttributeSchema("address", .untilUpdated, terraform: nil, "Its address."),
    ])

  /// A network.
  public static let network = Schema(
    type: "docker_network", summary: "A network.",
    arguments: [
      ArgumentSchema("name", .required, changing: .always(.replaceWithGap), "Its name."),
      ArgumentSchema(
        "internal", .defaulted(false), changing: .always(.replaceWithGap), "Whether it is closed."),
    ],
    attributes: [AttributeSchema("id", terraform: "id", "The engine's identifier.")])

  /// A volume, which holds data.
  public static let volume = Schema(
    type: "docker_volume", summary: "A volume.", holdsData: "the volume's data",
    arguments: [
      ArgumentSchema("name", .optional, changing: .always(.replaceLosingData), "Its name."),
      ArgumentSchema("driver", .optional, changing: .always(.replaceLosingData), "Its driver."),
    ],
    attributes: [AttributeSchema("mountpoint", terraform: "mountpoint", "Where it lies.")])

  /// A value kept in state.
  public static let data = Schema(
    type: "terraform_data", summary: "A value kept in state.",
    arguments: [
      ArgumentSchema("input", .optional, changing: .always(.inPlace), "The value."),
      ArgumentSchema(
        "triggers_replace", .optional, changing: .always(.replaceWithGap),
        "What replaces it when changed."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "Its identity."),
      AttributeSchema("output", .untilUpdated, terraform: "output", "The value."),
    ])

  /// A type that Terraform does not have.
  public static let certificate = Schema(
    type: "local_certificate", summary: "A certificate of our own.", isKnownToTerraform: false,
    arguments: [ArgumentSchema("host", .required, changing: .always(.inPlace), "Its host.")],
    attributes: [AttributeSchema("pem", terraform: nil, "The certificate.")])

  /// An address of the sample types, as it would be typed.
  public static func address(_ text: String) -> Address {
    Address(parsing: text) ?? Address(module: [], type: "terraform_data", key: "unreadable")
  }
}

extension DesiredResource {
  /// A declared resource with its arguments by name.
  public init(
    _ address: String, _ schema: Schema, _ arguments: [String: Datum] = [:],
    lifecycle: Lifecycle = Lifecycle(), dependencies: [String] = [], line: Int? = nil
  ) {
    self.init(
      address: Sample.address(address), schema: schema,
      arguments: schema.values(of: Fields(arguments)), lifecycle: lifecycle,
      dependencies: dependencies.map(Sample.address).sorted(),
      location: line.map { SourceLocation(file: "/project/Infra/Prod.swift", line: $0) })
  }
}

extension Datum {
  /// A reference to an attribute or argument of a resource.
  public static func ref(_ address: String, _ attribute: String) -> Datum {
    .reference(Reference(Sample.address(address), attribute))
  }

  /// A secret from an environment variable.
  public static func secret(_ variable: String, fingerprint: String? = nil) -> Datum {
    .secret(SealedSecret(.environment(variable), fingerprint: fingerprint))
  }
}
