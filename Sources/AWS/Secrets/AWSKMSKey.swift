import InfraDSL
import InfraModel

/// A key that encrypts what others keep, as Terraform's `aws_kms_key`.
///
///     let key = AWSKMSKey("backups", description: "backups", rotates: true)
public struct AWSKMSKey: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSKMSKey>(
    "aws_kms_key", "A key that encrypts what others keep.",
    holdsData: "what is encrypted with the key",
    arguments: [
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "key_usage", \.usage, changing: .replaceLosingData, default: "ENCRYPT_DECRYPT",
        "What it is used for."),
      .optional(
        "customer_master_key_spec", \.spec, changing: .replaceLosingData,
        default: "SYMMETRIC_DEFAULT", "What kind of key it is."),
      .optional(
        "policy", \.policy, changing: .inPlace,
        "Who may do what with it; the account's administrators if not given."),
      .optional(
        "bypass_policy_lockout_safety_check", \.skipsLockoutCheck, changing: .inPlace,
        default: false, terraform: .unread, "Whether a policy is taken that keeps its author out."),
      .optional(
        "is_enabled", \.isUsable, changing: .inPlace, default: true, "Whether it can be used."),
      .optional(
        "enable_key_rotation", \.rotates, changing: .inPlace, default: false,
        "Whether its material is made anew from time to time."),
      .optional(
        "rotation_period_in_days", \.rotationPeriod, changing: .inPlace,
        "Days between two rotations."),
      .optional(
        "deletion_window_in_days", \.deletionWindow, changing: .inPlace, terraform: .unread,
        "Days from its deletion until it is gone."),
      .optional(
        "multi_region", \.isMultiRegion, changing: .replaceLosingData, isComputed: true,
        "Whether other regions may have it too."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The key's id."),
      AttributeSchema("key_id", terraform: "key_id", "The key's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// What it is for.
  public let description: Value<String>?
  /// What it is used for.
  public let usage: Usage?
  /// What kind of key it is.
  public let spec: Spec?
  /// Who may do what with it; the account's administrators if not given.
  public let policy: PolicyDocument?
  /// Whether a policy is taken that keeps its author out.
  public let skipsLockoutCheck: Bool?
  /// Whether it can be used.
  public let isUsable: Bool?
  /// Whether its material is made anew from time to time.
  public let rotates: Bool?
  /// Days between two rotations.
  public let rotationPeriod: TimeSpan?
  /// Days from its deletion until it is gone.
  public let deletionWindow: TimeSpan?
  /// Whether other regions may have it too.
  public let isMultiRegion: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a key.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - description: What it is for.
  ///   - usage: What it is used for.
  ///   - spec: What kind of key it is.
  ///   - policy: Who may do what with it; the account's administrators if not given.
  ///   - skipsLockoutCheck: Whether a policy is taken that keeps its author out.
  ///   - enabled: Whether it can be used.
  ///   - rotates: Whether its material is made anew from time to time.
  ///   - rotationPeriod: How long between two rotations, 90 to 2,560 days.
  ///   - deletionWindow: How long from its deletion until it is gone, 7 to 30 days; 30 if not
  ///     given.
  ///   - isMultiRegion: Whether other regions may have it too.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, description: Value<String>? = nil, usage: Usage? = nil, spec: Spec? = nil,
    policy: PolicyDocument? = nil, skipsLockoutCheck: Bool? = nil, enabled isUsable: Bool? = nil,
    rotates: Bool? = nil, rotationPeriod: Duration? = nil, deletionWindow: Duration? = nil,
    isMultiRegion: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_kms_key", key: key, file: file, line: line)
    self.description = description
    self.usage = usage
    self.spec = spec
    self.policy = policy?.used(as: .resource, sizeMax: 32_768)
    self.skipsLockoutCheck = skipsLockoutCheck
    self.isUsable = isUsable
    self.rotates = rotates
    self.rotationPeriod = rotationPeriod.map { TimeSpan($0, in: .days, 90...2_560) }
    self.deletionWindow = deletionWindow.map { TimeSpan($0, in: .days, 7...30) }
    self.isMultiRegion = isMultiRegion
    self.tags = tags
  }

  /// The key's id, chosen by AWS.
  public var keyID: Value<KMSKeyID> { attribute("key_id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSKMSKey>> { attribute("arn") }

  /// What a key is used for.
  public enum Usage: String, Choice {
    /// To encrypt and decrypt.
    case encryption = "ENCRYPT_DECRYPT"
    /// To sign and verify.
    case signing = "SIGN_VERIFY"
    /// To make and check authentication codes.
    case authentication = "GENERATE_VERIFY_MAC"
  }

  /// What kind of key it is.
  public enum Spec: String, Choice {
    /// AES of 256 bits.
    case symmetric = "SYMMETRIC_DEFAULT"
    /// RSA of 2,048 bits.
    case rsa2048 = "RSA_2048"
    /// RSA of 3,072 bits.
    case rsa3072 = "RSA_3072"
    /// RSA of 4,096 bits.
    case rsa4096 = "RSA_4096"
    /// The elliptic curve P-256.
    case p256 = "ECC_NIST_P256"
    /// The elliptic curve P-384.
    case p384 = "ECC_NIST_P384"
    /// The elliptic curve P-521.
    case p521 = "ECC_NIST_P521"
    /// An authentication key of 256 bits.
    case hmac256 = "HMAC_256"
  }
}

extension AWSKMSKey: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("kms", "key/") }
}
