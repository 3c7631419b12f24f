import InfraDSL
import InfraModel

/// Where backups are kept, as Terraform's `aws_backup_vault`.
///
///     let vault = AWSBackupVault("vault", name: "prod", kmsKey: key.arn)
public struct AWSBackupVault: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSBackupVault>(
    "aws_backup_vault", "Where backups are kept.", holdsData: "the vault's backups",
    arguments: [
      .required(
        "name", \.name, changing: .replaceLosingData, "Its name, unique in account and region."),
      .optional(
        "kms_key_arn", \.kmsKey, changing: .replaceLosingData, isComputed: true,
        "The key that encrypts it; one of AWS's own if not given."),
      .optional(
        "force_destroy", \.isDeletedWithBackups, changing: .inPlace, default: false,
        terraform: .unread,
        "Whether it is deleted although backups are in it."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The vault's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "recovery_points", .untilUpdated, terraform: "recovery_points",
        "How many backups are in it."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the account and region.
  public let name: Value<VaultName>
  /// The key that encrypts it; one of AWS's own if not given.
  public let kmsKey: Value<ARN<AWSKMSKey>>?
  /// Whether it is deleted although backups are in it.
  public let isDeletedWithBackups: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a vault.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the account and region; the key if not given.
  ///   - kmsKey: The key that encrypts it; one of AWS's own if not given.
  ///   - isDeletedWithBackups: Whether it is deleted although backups are in it.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<VaultName>? = nil, kmsKey: Value<ARN<AWSKMSKey>>? = nil,
    isDeletedWithBackups: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_backup_vault", key: key, file: file, line: line)
    self.name = name ?? Value(VaultName(key))
    self.kmsKey = kmsKey
    self.isDeletedWithBackups = isDeletedWithBackups
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSBackupVault>> { attribute("arn") }
  /// Its name.
  public var vaultName: Value<VaultName> { attribute("name") }
}

extension AWSBackupVault: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("backup", "backup-vault:") }
}

/// The name of a vault.
public struct VaultName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(2...50, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a vault's name: use \(rule.text)."
  }
}
