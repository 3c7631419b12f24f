import InfraDSL
import InfraModel

/// A place for a secret, as Terraform's `aws_secretsmanager_secret`.
///
///     let token = AWSSecretsManagerSecret("pager", name: "prod/pager")
///
/// What it holds is a resource of its own.
public struct AWSSecretsManagerSecret: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSecretsManagerSecret>(
    "aws_secretsmanager_secret", "A place for a secret.", holdsData: "the secret and its versions",
    arguments: [
      .required("name", \.name, changing: .replaceLosingData, "Its name."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "kms_key_id", \.kmsKey, changing: .inPlace,
        "The key that encrypts it; one of AWS's own if not given."),
      .optional("policy", \.policy, changing: .inPlace, "Who may do what with it."),
      .optional(
        "recovery_window_in_days", \.recoveryWindow, changing: .inPlace, default: 30,
        "Days from its deletion until it is gone."),
      .optional("replica", \.replicas, changing: .inPlace, "Its copies in other regions."),
      .optional(
        "force_overwrite_replica_secret", \.overwritesReplicas, changing: .inPlace, default: false,
        "Whether secrets of its name in those regions are overwritten."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The secret's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name.
  public let name: Value<SecretName>
  /// What it is for.
  public let description: Value<String>?
  /// The key that encrypts it; one of AWS's own if not given.
  public let kmsKey: Value<KMSKeyID>?
  /// Who may do what with it.
  public let policy: PolicyDocument?
  /// Days from its deletion until it is gone.
  public let recoveryWindow: RecoveryWindow?
  /// Its copies in other regions.
  public let replicas: [SecretReplica]
  /// Whether secrets of its name in those regions are overwritten.
  public let overwritesReplicas: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a secret.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; the key if not given.
  ///   - description: What it is for.
  ///   - kmsKey: The key that encrypts it; one of AWS's own if not given.
  ///   - policy: Who may do what with it.
  ///   - recoveryWindow: How long it can be recovered after its deletion; 30 days if not given.
  ///   - replicas: Its copies in other regions.
  ///   - overwritesReplicas: Whether secrets of its name in those regions are overwritten.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<SecretName>? = nil, description: Value<String>? = nil,
    kmsKey: Value<KMSKeyID>? = nil, policy: PolicyDocument? = nil,
    recoveryWindow: RecoveryWindow? = nil, replicas: [SecretReplica] = [],
    overwritesReplicas: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_secretsmanager_secret", key: key, file: file, line: line)
    self.name = name ?? Value(SecretName(key))
    self.description = description
    self.kmsKey = kmsKey
    self.policy = policy?.used(as: .resource, sizeMax: 20_480)
    self.recoveryWindow = recoveryWindow
    self.replicas = replicas
    self.overwritesReplicas = overwritesReplicas
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSSecretsManagerSecret>> { attribute("arn") }
  /// Its name.
  public var secretName: Value<SecretName> { attribute("name") }
}

extension AWSSecretsManagerSecret: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("secretsmanager", "secret:") }
}

/// The name of a secret.
public struct SecretName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...512, "/_+=.@-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a secret's name: use \(rule.text)."
  }
}
