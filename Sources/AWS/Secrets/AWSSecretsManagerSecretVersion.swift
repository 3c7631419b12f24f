import InfraDSL
import InfraModel

/// What a secret is, as Terraform's `aws_secretsmanager_secret_version`.
///
///     AWSSecretsManagerSecretVersion(
///       "pager", secret: token.arn, content: .secret(.environment("PAGER_TOKEN")))
public struct AWSSecretsManagerSecretVersion: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSecretsManagerSecretVersion>(
    "aws_secretsmanager_secret_version", "What a secret is.",
    arguments: [
      .required("secret_id", \.secret, changing: .replaceWithoutGap, "The secret."),
      .optional(
        "secret_string", \.content, changing: .replaceWithoutGap, isSensitive: true, "What it is."),
      .optional(
        "version_stages", \.stages, changing: .inPlace,
        "The labels of this version; AWSCURRENT if none is given."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The secret's ARN and the version's id."),
      AttributeSchema("arn", terraform: "arn", "The secret's Amazon resource name."),
      AttributeSchema("version_id", terraform: "version_id", "The version's id, chosen by AWS."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The secret.
  public let secret: Value<ARN<AWSSecretsManagerSecret>>
  /// What it is.
  public let content: FileContent?
  /// The labels of this version; AWSCURRENT if none is given.
  public let stages: [Value<String>]

  /// Declares a version.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - secret: The secret.
  ///   - content: What it is; text of it stands in no plan, state or log.
  ///   - stages: The labels of this version; AWSCURRENT if none is given.
  public init(
    _ key: String, secret: Value<ARN<AWSSecretsManagerSecret>>, content: FileContent? = nil,
    stages: [Value<String>] = [], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_secretsmanager_secret_version", key: key, file: file, line: line)
    self.secret = secret
    self.content = content
    self.stages = stages
  }

  /// The secret's Amazon resource name.
  public var arn: Value<ARN<AWSSecretsManagerSecret>> { attribute("arn") }
  /// The version's id, chosen by AWS.
  public var versionID: Value<String> { attribute("version_id") }
}
